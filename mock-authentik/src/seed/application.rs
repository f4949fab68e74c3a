//! Applications.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::named::Named;
use super::provider::ProviderSeed;
use super::{SeedError, SeedErrorKind, group};
use crate::api::{new_application, new_policy_binding};
use crate::app::App;
use crate::model::{Application, PolicyBinding};
use crate::store::Store;

/// An application with its provider. What is not said is as in openZro's guide.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ApplicationSeed {
    /// Its name.
    name: String,
    /// Where it is served, without a scheme: the guide's `<domain>`, for its redirect URIs.
    domain: String,
    /// Its provider.
    provider: ProviderSeed,
    /// The groups whose members may use it; everybody when empty.
    groups: Vec<Named>,
    /// The users who may use it beside them.
    users: Vec<Named>,
}

impl Default for ApplicationSeed {
    fn default() -> Self {
        Self {
            name: "openZro".into(),
            domain: "zro.example.com".into(),
            provider: ProviderSeed::default(),
            groups: Vec::new(),
            users: Vec::new(),
        }
    }
}

pub(super) fn plant(
    (slug, seed): (&str, &Spanned<ApplicationSeed>),
    app: &App,
    store: &mut Store,
) -> Result<(), SeedError> {
    let place = seed.referenced;
    let seed = &seed.value;
    let wanted = seed.provider.provider(&seed.domain, app, store)?;
    let mut others = store.providers.values();
    if others.any(|other| other.name == wanted.name) {
        return Err(taken(place, "provider", wanted.name));
    }
    if store.provider_by_client_id(&wanted.client_id).is_some() {
        return Err(taken(place, "client", wanted.client_id));
    }
    let application = Application {
        name: seed.name.clone(),
        slug: slug.to_owned(),
        provider: Some(wanted.pk),
        ..new_application(app)
    };
    bind(seed, &application, app, store)?;
    store.providers.insert(wanted.pk, wanted);
    store.applications.insert(application.pk, application);
    Ok(())
}

fn taken(place: serde_saphyr::Location, what: &'static str, found: String) -> SeedError {
    let hint = " under `provider`";
    SeedError::at(place, SeedErrorKind::Taken { what, found, hint })
}

/// Lets through who may use the application.
fn bind(
    seed: &ApplicationSeed,
    application: &Application,
    app: &App,
    store: &mut Store,
) -> Result<(), SeedError> {
    let mut bindings = Vec::new();
    for group in group::found(&seed.groups, store) {
        bindings.push(PolicyBinding {
            group: Some(group?),
            ..new_policy_binding(app)
        });
    }
    for name in &seed.users {
        let all = store.users.iter();
        let user = name.find("user", all.map(|user| (user.username.as_str(), user.pk)))?;
        bindings.push(PolicyBinding {
            user: Some(user),
            ..new_policy_binding(app)
        });
    }
    for (order, binding) in (0..).zip(bindings) {
        let binding = PolicyBinding {
            target: application.pk,
            order,
            ..binding
        };
        store.policy_bindings.insert(binding.pk, binding);
    }
    Ok(())
}

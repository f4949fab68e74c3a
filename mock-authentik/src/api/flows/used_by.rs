//! `GET /api/v3/flows/instances/<slug>/used_by/`.

use axum::extract::{Path, State};
use axum::response::Response;

use uuid::Uuid;

use crate::api::{ApiError, Fate, Uses, found};
use crate::app::App;
use crate::model::{Brand, Flow, Provider};
use crate::store::{Referable, Store};

/// The attributes by which brands point at flows, by the names that flows know them by.
const OF_BRANDS: &[fn(&Brand) -> Option<Uuid>] = &[
    |brand| brand.flow_authentication,
    |brand| brand.flow_device_code,
    |brand| brand.flow_invalidation,
    |brand| brand.flow_recovery,
    |brand| brand.flow_unenrollment,
    |brand| brand.flow_user_settings,
];

pub(super) async fn used_by(
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let flow: &Flow = found(&app, &store, &slug)?;
    let mut uses = Uses::new(&app, &store);
    uses.bindings(|binding| binding.target == flow.policybindingmodel_ptr_id);
    for of_brand in OF_BRANDS {
        uses.brands(|brand| of_brand(brand) == Some(flow.pk));
    }
    let bindings = store.bindings_of(flow.pk);
    for binding in &bindings {
        let reference = binding.reference();
        let name = reference["name"].as_str().unwrap_or_default();
        let model = ("authentik_flows", "flowstagebinding");
        uses.add(model, (binding.pk, name), Fate::Cascade);
    }
    let invitations = store.invitations.values();
    for invitation in invitations.filter(|invitation| invitation.flow == Some(flow.pk)) {
        let creator = store.users.get(invitation.created_by);
        let creator = creator.map_or("", |user| user.username.as_str());
        let name = format!("Invitation {} created by {creator}", invitation.pk.simple());
        let model = ("authentik_stages_invitation", "invitation");
        uses.add(model, (invitation.pk, &name), Fate::SetNull);
    }
    let authentication = |provider: &Provider| provider.authentication_flow == Some(flow.pk);
    add_providers(&mut uses, &store, authentication, Fate::SetNull);
    let authorization = |provider: &Provider| provider.authorization_flow == flow.pk;
    add_providers(&mut uses, &store, authorization, Fate::Cascade);
    for stage in bindings
        .iter()
        .filter_map(|binding| store.stages.get(&binding.stage))
    {
        let (model, name) = (
            ("authentik_flows", "stage"),
            format!("Stage {}", stage.name),
        );
        uses.add(model, (stage.pk, &name), Fate::CascadeMany);
    }
    Ok(uses.answer())
}

fn add_providers(
    uses: &mut Uses<'_>,
    store: &Store,
    concerns: impl Fn(&Provider) -> bool,
    fate: Fate,
) {
    let all = store.providers.values();
    for provider in all.filter(|provider| concerns(provider)) {
        let model = ("authentik_core", "provider");
        uses.add(model, (provider.pk, &provider.name), fate);
    }
}

//! What tokens and userinfo tell of a user.

use serde_json::{Map, Value};

use super::expression;
use crate::Profile;
use crate::http::BaseUrl;
use crate::model::{IssuerMode, Provider, ScopeMapping, SubMode, User};
use crate::store::Store;

/// `sub`, by the provider's mode (reference, section 3.2).
pub(crate) fn subject(provider: &Provider, user: &User) -> String {
    match provider.sub_mode {
        SubMode::HashedUserId => user.uid.clone(),
        SubMode::UserId => user.pk.to_string(),
        SubMode::UserUuid => user.uuid.to_string(),
        SubMode::UserUsername => user.username.clone(),
        SubMode::UserEmail => user.email.clone(),
        SubMode::UserUpn => match user.attributes.get("upn") {
            Some(Value::String(upn)) => upn.clone(),
            Some(other) => other.to_string(),
            None => user.uid.clone(),
        },
    }
}

/// The issuer: with a trailing slash in both modes (observed, section 1). A provider that has lost its
/// application has none (source of 2025.12, providers/oauth2/models.py).
pub(crate) fn issuer(store: &Store, provider: &Provider, base: &BaseUrl) -> Option<String> {
    match provider.issuer_mode {
        IssuerMode::PerProvider => {
            let application = store.application_of(provider.pk)?;
            Some(format!("{base}/application/o/{}/", application.slug))
        }
        IssuerMode::Global => Some(format!("{base}/")),
    }
}

/// The claims of the provider's mappings for the granted scopes; the mappings are taken by the names of
/// their scopes (reference, section 1.4).
pub(crate) fn scope_claims(
    store: &Store,
    provider: &Provider,
    user: &User,
    scopes: &[String],
) -> Map<String, Value> {
    let groups: Vec<String> = user
        .groups
        .iter()
        .filter_map(|pk| store.groups.get(pk))
        .map(|group| group.name.clone())
        .collect();
    let mut claims = Map::new();
    for mapping in mappings_by_scope(store, provider) {
        if scopes.contains(&mapping.scope_name) {
            for (name, source) in expression::claims(&mapping.expression) {
                merge(&mut claims, name, source.value(user, &groups));
            }
        }
    }
    claims
}

/// Lists of several mappings are joined, objects merged, anything else is replaced (source of 2025.12,
/// providers/oauth2/views/userinfo.py).
fn merge(claims: &mut Map<String, Value>, name: String, value: Value) {
    match (claims.get_mut(&name), value) {
        (Some(Value::Array(items)), Value::Array(more)) => items.extend(more),
        (Some(Value::Object(members)), Value::Object(more)) => {
            for (name, value) in more {
                merge(members, name, value);
            }
        }
        (_, value) => {
            claims.insert(name, value);
        }
    }
}

/// The names of all claims that the provider's mappings can give.
pub(super) fn claim_names(store: &Store, provider: &Provider) -> Vec<String> {
    let mappings = mappings_by_scope(store, provider).into_iter();
    mappings
        .flat_map(|mapping| expression::claims(&mapping.expression))
        .map(|(name, _)| name)
        .collect()
}

/// The scope mappings that are assigned to a provider, by the names of their scopes.
fn mappings_by_scope<'a>(store: &'a Store, provider: &Provider) -> Vec<&'a ScopeMapping> {
    let mut mappings = mappings_of(store, provider);
    mappings.sort_by(|left, right| left.scope_name.cmp(&right.scope_name));
    mappings
}

/// The scope mappings that are assigned to a provider, in the order in which they were assigned.
pub(crate) fn mappings_of<'a>(store: &'a Store, provider: &Provider) -> Vec<&'a ScopeMapping> {
    let assigned = provider.property_mappings.iter();
    assigned
        .filter_map(|pk| store.scope_mappings.get(pk))
        .collect()
}

/// Every scope that the provider knows, which is what a request without scopes asks for (reference,
/// section 2.4).
pub(crate) fn mapped_scopes(store: &Store, provider: &Provider) -> Vec<String> {
    let mappings = mappings_of(store, provider).into_iter();
    let mut scopes: Vec<String> = mappings.map(|mapping| mapping.scope_name.clone()).collect();
    scopes.sort();
    scopes.dedup();
    scopes
}

/// Which of the scopes that were asked for the provider knows: each once and, as the recorded answers
/// have them, by name. Unknown ones are dropped without a word (observed, section 2).
pub(crate) fn known_scopes<'a>(
    (store, profile): (&Store, Profile),
    provider: &Provider,
    asked_for: impl IntoIterator<Item = &'a str>,
) -> Vec<String> {
    let mappings = mappings_of(store, provider);
    let mut known: Vec<String> = asked_for
        .into_iter()
        .filter(|scope| {
            let mapped = mappings.iter().any(|mapping| mapping.scope_name == *scope);
            mapped || profile.scopes_known_without_a_mapping().contains(scope)
        })
        .map(str::to_owned)
        .collect();
    known.sort();
    known.dedup();
    known
}

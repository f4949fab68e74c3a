//! `GET /api/v3/providers/oauth2/<id>/used_by/`. The application, of which there is one at most, is not
//! in the list.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::api::{ApiError, Fate, Uses, found};
use crate::app::App;
use crate::model::Provider;

pub(super) async fn used_by(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let provider: &Provider = found(&app, &store, &id)?;
    let pk = provider.pk;
    let mut uses = Uses::new(&app, &store);
    uses.access_tokens(|grant| grant.provider == pk);
    uses.codes(|grant| grant.provider == pk);
    uses.device_tokens(|token| token.provider == pk);
    let oauth2 = ("authentik_providers_oauth2", "oauth2provider");
    let called = |name: &str| format!("OAuth2 Provider {name}");
    let trusted = provider.jwt_federation_providers.iter();
    for trusted in trusted.filter_map(|pk| store.providers.get(pk)) {
        uses.add(
            oauth2,
            (trusted.pk, &called(&trusted.name)),
            Fate::CascadeMany,
        );
    }
    let all = store.providers.values();
    for trusting in all.filter(|other| other.jwt_federation_providers.contains(&pk)) {
        uses.add(
            oauth2,
            (trusting.pk, &called(&trusting.name)),
            Fate::CascadeMany,
        );
    }
    let mappings = provider.property_mappings.iter();
    for mapping in mappings.filter_map(|pk| store.scope_mappings.get(pk)) {
        let name = format!("Property Mapping {}", mapping.name);
        let model = ("authentik_core", "propertymapping");
        uses.add(model, (mapping.pk, &name), Fate::CascadeMany);
    }
    uses.refresh_tokens(|grant| grant.provider == pk);
    Ok(uses.answer())
}

//! `GET /api/v3/propertymappings/provider/scope/<uuid>/used_by/`.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::api::{ApiError, Fate, Uses, found};
use crate::app::App;
use crate::model::ScopeMapping;

pub(super) async fn used_by(
    State(app): State<App>,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let pk = found::<ScopeMapping>(&app, &store, &uuid)?.pk;
    let mut uses = Uses::new(&app, &store);
    let all = store.providers.values();
    for provider in all.filter(|provider| provider.property_mappings.contains(&pk)) {
        let model = ("authentik_core", "provider");
        uses.add(model, (provider.pk, &provider.name), Fate::CascadeMany);
    }
    Ok(uses.answer())
}

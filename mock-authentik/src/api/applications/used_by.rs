//! `GET /api/v3/core/applications/<slug>/used_by/`.

use axum::extract::{Path, State};
use axum::response::Response;

use super::object::found;
use crate::api::{ApiError, Fate, Uses};
use crate::app::App;
use crate::store::Referable;

pub(super) async fn used_by(
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let pk = found(&app, &store, &slug)?.pk;
    let mut uses = Uses::new(&app, &store);
    uses.bindings(|binding| binding.target == pk);
    for brand in store
        .brands
        .values()
        .filter(|brand| brand.default_application == Some(pk))
    {
        let reference = brand.reference();
        let name = reference["name"].as_str().unwrap_or_default();
        let model = ("authentik_brands", "brand");
        uses.add(model, (brand.brand_uuid, name), Fate::SetNull);
    }
    uses.consents(|consent| consent.application == pk);
    Ok(uses.answer())
}

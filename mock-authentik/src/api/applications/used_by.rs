//! `GET /api/v3/core/applications/<slug>/used_by/`.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::api::{ApiError, Uses, found};
use crate::app::App;
use crate::model::Application;

pub(super) async fn used_by(
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let pk = found::<Application>(&app, &store, &slug)?.pk;
    let mut uses = Uses::new(&app, &store);
    uses.bindings(|binding| binding.target == pk);
    uses.brands(|brand| brand.default_application == Some(pk));
    uses.consents(|consent| consent.application == pk);
    Ok(uses.answer())
}

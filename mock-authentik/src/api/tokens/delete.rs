//! `DELETE /api/v3/core/tokens/<identifier>/`.

use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::lookup;
use crate::api::{ApiError, Caller};
use crate::app::App;
use crate::model::EventAction;

pub(super) async fn handler(
    State(app): State<App>,
    Path(identifier): Path<String>,
    caller: Caller,
) -> Result<StatusCode, ApiError> {
    let mut store = app.store();
    let token = lookup::find(&app, &store, &caller, &identifier)?.clone();
    store.tokens.remove(token.pk);
    caller.audit(&app, &mut store, EventAction::ModelDeleted, &token);
    Ok(StatusCode::NO_CONTENT)
}

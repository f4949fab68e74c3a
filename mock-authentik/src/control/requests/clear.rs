//! `DELETE /_mock/requests`.

use axum::extract::State;
use axum::response::NoContent;

use crate::app::App;

pub(super) async fn clear(State(app): State<App>) -> NoContent {
    app.journal().clear();
    NoContent
}

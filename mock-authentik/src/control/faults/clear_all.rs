//! `DELETE /_mock/faults`.

use axum::extract::State;
use axum::response::NoContent;

use crate::app::App;

pub(super) async fn clear_all(State(app): State<App>) -> NoContent {
    app.faults().clear_all();
    NoContent
}

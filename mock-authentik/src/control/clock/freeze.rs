//! `POST /_mock/clock/freeze`.

use axum::Json;
use axum::extract::State;

use super::ClockState;
use crate::app::App;

pub(super) async fn freeze(State(app): State<App>) -> Json<ClockState> {
    app.clock().freeze();
    Json(app.clock().into())
}

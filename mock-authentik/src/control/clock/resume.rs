//! `POST /_mock/clock/resume`.

use axum::Json;
use axum::extract::State;

use super::ClockState;
use crate::app::App;

pub(super) async fn resume(State(app): State<App>) -> Json<ClockState> {
    app.clock().resume();
    Json(app.clock().into())
}

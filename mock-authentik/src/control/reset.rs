//! `POST /_mock/reset`.

use aide::axum::ApiRouter;
use aide::axum::routing::post_with;
use axum::extract::State;
use axum::response::NoContent;

use super::ControlError;
use crate::app::App;
use crate::control::summary;

pub(super) fn routes() -> ApiRouter<App> {
    let post = post_with(
        reset,
        summary("Begins anew: everything is as at the start, and the journal is empty"),
    );
    ApiRouter::new().api_route("/_mock/reset", post)
}

async fn reset(State(app): State<App>) -> Result<NoContent, ControlError> {
    app.reset()?;
    Ok(NoContent)
}

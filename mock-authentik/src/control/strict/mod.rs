//! `/_mock/strict`: where the mock does what an RFC says, and Authentik does not.

mod set;

use aide::axum::ApiRouter;
use aide::axum::routing::get_with;
use axum::Json;
use axum::extract::State;

use crate::app::App;
use crate::control::summary;
use crate::strict::Strict;

pub(super) fn routes() -> ApiRouter<App> {
    let strict = get_with(get, summary("Where the mock is stricter than Authentik")).put_with(
        set::set,
        summary("Sets where the mock is stricter than Authentik"),
    );
    ApiRouter::new().api_route("/_mock/strict", strict)
}

async fn get(State(app): State<App>) -> Json<Strict> {
    let device_grant = app.device_grant_is_strict();
    Json(Strict { device_grant })
}

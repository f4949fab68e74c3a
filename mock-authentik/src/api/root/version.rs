//! `/admin/version/`: which version runs, and which is the newest.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use crate::api::drop_members;
use crate::app::App;
use crate::http::api_json;

/// The first request finds that nobody has looked for updates yet: the newest version is the one that
/// runs. It sets off the look, which an installation without the internet answers with 0.0.0 (recordings
/// `00-setup`, "version", and `34-misc-health-config`, "/api/v3/admin/version/").
pub(super) async fn version(State(app): State<App>) -> Response {
    let looked = std::mem::replace(&mut app.store().looked_for_updates, true)
        || app.profile().looks_for_updates_at_start();
    let current = app.profile().version();
    let mut answer = json!({
        "version_current": current,
        "version_latest": if looked { "0.0.0" } else { current },
        "version_latest_valid": !looked,
        "build_hash": "",
        "outdated": false,
        "outpost_outdated": false,
    });
    drop_members(&mut answer, app.profile().members_that_versions_lack());
    api_json(StatusCode::OK, &answer)
}

//! `/if/session-end/<slug>/`: where older versions send whoever ends a session (recording
//! `2023.10.7/08-end-session`, "browser GET").

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::App;
use crate::flows::page as page_of_interface;
use crate::http::{BaseUrl, escape, not_found};

/// Says that the application's session has ended, and where to go from there.
pub(super) async fn page(
    State(app): State<App>,
    Path(slug): Path<String>,
    base: BaseUrl,
    headers: HeaderMap,
) -> Response {
    if app.profile().end_session_is_a_flow() {
        return not_found();
    }
    let store = app.store();
    let Some(application) = store.application_by_slug(&slug) else {
        return not_found();
    };
    let name = escape(&application.name);
    let back = store
        .launch_url(application)
        .map_or_else(String::new, |url| {
            let url = escape(&url);
            format!("<p><a href=\"{url}\">Log back into {name}</a></p>\n")
        });
    let body = format!(
        "<h1>You've logged out of {name}.</h1>\n\
         <p>You've logged out of {name}. You can go back to the overview to launch another \
         application, or log out of your authentik account.</p>\n\
         <p><a href=\"/\">Go back to overview</a></p>\n\
         <p><a href=\"/flows/-/default/invalidation/\">Log out of authentik</a></p>\n{back}\
         <footer>Powered by authentik</footer>"
    );
    page_of_interface((&app, &base, &headers), "End session - authentik", &body)
}

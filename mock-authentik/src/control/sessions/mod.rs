//! `/_mock/sessions`: the browsers in which somebody is logged in.

mod end;
mod list;

use aide::axum::ApiRouter;
use aide::axum::routing::{delete_with, get_with};

use crate::app::App;
use crate::control::summary;

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/_mock/sessions",
            get_with(
                list::list,
                summary("The browser sessions in which somebody is logged in"),
            ),
        )
        .api_route(
            "/_mock/sessions/{key}",
            delete_with(
                end::end,
                summary("Ends a browser session, and what ends with it"),
            ),
        )
}

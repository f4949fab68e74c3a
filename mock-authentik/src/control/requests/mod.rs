//! `/_mock/requests`: what the mock was asked, and what it answered. Secrets are blanked.

mod clear;
mod list;
mod retrieve;
mod stream;
mod summary;
mod wait;

use aide::axum::ApiRouter;
use aide::axum::routing::{get_with, post_with};

use summary::Summary;

use crate::app::App;
use crate::control::summary;

pub(super) fn routes() -> ApiRouter<App> {
    let collection = get_with(
        list::list,
        summary("The requests that fit, in the order in which they were answered"),
    )
    .delete_with(clear::clear, summary("Forgets all requests"));
    ApiRouter::new()
        .api_route("/_mock/requests", collection)
        .api_route(
            "/_mock/requests/{number}",
            get_with(retrieve::retrieve, summary("A request and its answer")),
        )
        .api_route(
            "/_mock/requests/stream",
            get_with(stream::stream, |operation| {
                operation
                    .summary("The requests that fit, as they are answered (server-sent events)")
            }),
        )
        .api_route(
            "/_mock/requests/wait",
            post_with(wait::wait, summary("Waits until so many requests fit")),
        )
}

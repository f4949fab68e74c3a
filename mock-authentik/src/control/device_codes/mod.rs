//! `/_mock/device-codes`: the devices that wait for somebody to approve them.

mod approve;
mod deny;
mod expire;
mod list;

use aide::axum::ApiRouter;
use aide::axum::routing::{get_with, post_with};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::app::App;
use crate::control::summary;

#[derive(Debug, Deserialize, JsonSchema)]
struct Which {
    /// The user code that the device shows.
    user_code: String,
}

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/_mock/device-codes",
            get_with(
                list::list,
                summary("The device authorizations that are in force"),
            ),
        )
        .api_route(
            "/_mock/device-codes/{user_code}/approve",
            post_with(
                approve::approve,
                summary("Approves a device on behalf of somebody"),
            ),
        )
        .api_route(
            "/_mock/device-codes/{user_code}/deny",
            post_with(
                deny::deny,
                summary("Denies a device, which hears of it when the mock is strict"),
            ),
        )
        .api_route(
            "/_mock/device-codes/{user_code}/expire",
            post_with(expire::expire, summary("Ends a device's code now")),
        )
}

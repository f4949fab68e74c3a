//! `/_mock/tokens`: what clients and users can show.

mod list;
mod revoke;

use aide::axum::ApiRouter;
use aide::axum::routing::{delete_with, get_with};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::control::summary;

/// What kind of token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// A client's access token.
    Access,
    /// A client's refresh token.
    Refresh,
    /// A user's API token.
    Api,
    /// A user's app password.
    AppPassword,
    /// Another token of a user's: for verification or recovery.
    Other,
}

pub(super) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route(
            "/_mock/tokens",
            get_with(
                list::list,
                summary("The tokens of clients and users, decoded, without their secrets"),
            ),
        )
        .api_route(
            "/_mock/tokens/{kind}/{id}",
            delete_with(revoke::revoke, summary("Revokes a token")),
        )
}

//! `/_mock/`: what a real Authentik does not have. Tests and people look into the mock and change it
//! from here; the same can be done through the library's [`crate::MockAuthentik`].
//!
//! Routes are added with `api_route`, which documents them by the types of their handlers.

mod clock;
mod device_codes;
mod document;
mod error;
mod faults;
mod inspector;
mod keys;
mod requests;
mod reset;
mod sessions;
mod strict;
mod tokens;
mod users;

use aide::axum::ApiRouter;
use aide::transform::TransformOperation;
use axum::Router;
use axum::http::{Method, Uri};

pub(crate) use error::ControlError;

use crate::app::App;

/// Every route under `/_mock/`, ready to be merged into the mock's.
pub(crate) fn router(app: App) -> Router {
    document::documented().router.clone().with_state(app)
}

/// Documents a route in a line.
fn summary(line: &'static str) -> impl Fn(TransformOperation<'_>) -> TransformOperation<'_> {
    move |operation| operation.summary(line)
}

fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .merge(clock::routes())
        .merge(device_codes::routes())
        .merge(document::routes())
        .merge(faults::routes())
        .merge(inspector::routes())
        .merge(keys::routes())
        .merge(requests::routes())
        .merge(reset::routes())
        .merge(sessions::routes())
        .merge(strict::routes())
        .merge(tokens::routes())
        .merge(users::routes())
}

async fn unknown_path(uri: Uri) -> ControlError {
    ControlError::UnknownPath(uri.path().to_owned())
}

async fn wrong_method(method: Method, uri: Uri) -> ControlError {
    let path = uri.path().to_owned();
    ControlError::WrongMethod { method, path }
}

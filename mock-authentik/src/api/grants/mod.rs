//! What clients were granted: `/oauth2/authorization_codes/`, `/oauth2/access_tokens/` and
//! `/oauth2/refresh_tokens/`.

mod delete;
mod kind;
mod list;
mod representation;
mod retrieve;

use axum::Router;
use axum::routing::get;

use self::kind::Kind;
use super::{Caller, View};
use crate::app::App;
use crate::model::{AccessToken, AuthorizationCode, RefreshToken};

/// Everybody sees what was granted on their behalf; superusers see it all.
pub(super) fn router(app: &App) -> Router<App> {
    Router::new()
        .merge(of::<AuthorizationCode>(app, "/oauth2/authorization_codes/"))
        .merge(of::<AccessToken>(app, "/oauth2/access_tokens/"))
        .merge(of::<RefreshToken>(app, "/oauth2/refresh_tokens/"))
}

fn of<K: Kind + Clone>(app: &App, folder: &str) -> Router<App> {
    let object = get(retrieve::handler::<K>).delete(delete::handler::<K>);
    Router::new()
        .route(
            folder,
            View::reading(K::MODEL)
                .for_everyone()
                .of(app, get(list::handler::<K>)),
        )
        .route(
            &format!("{folder}{{id}}/"),
            View::fixed_object(K::MODEL).for_everyone().of(app, object),
        )
}

fn is_visible<K: Kind>(caller: &Caller, granted: &K) -> bool {
    caller.is_superuser || granted.grant().user == caller.user.pk
}

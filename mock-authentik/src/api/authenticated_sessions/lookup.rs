//! The session that a URL names.

use uuid::Uuid;

use crate::api::{ApiError, Caller, no_match};
use crate::app::App;
use crate::model::{Login, Session};
use crate::store::Store;

/// The session of that UUID, when the caller may see it.
pub(super) fn find<'a>(
    app: &App,
    store: &'a Store,
    caller: &Caller,
    uuid: &str,
) -> Result<(&'a Session, &'a Login), ApiError> {
    let uuid: Uuid = uuid.parse().map_err(|_| ApiError::NotFound)?;
    let found = visible(app, store, caller).find(|(_, login)| login.uuid == uuid);
    found.ok_or_else(|| no_match(app, "AuthenticatedSession"))
}

/// The sessions that the caller may see.
pub(super) fn visible<'a>(
    app: &App,
    store: &'a Store,
    caller: &Caller,
) -> impl Iterator<Item = (&'a Session, &'a Login)> {
    let all = store.sessions.authenticated(app.now());
    all.filter(move |(_, login)| caller.is_superuser || login.user == caller.user.pk)
}

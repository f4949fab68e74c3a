//! The user that a URL names.

use crate::api::{ApiError, no_match};
use crate::app::App;
use crate::model::{User, UserPk};
use crate::store::Store;

/// The user of that key. A key that is no number is not found in other words than one that nobody has
/// (recording `30-admin-users-read`, "pk abc" and "pk huge").
pub(super) fn find<'a>(app: &App, store: &'a Store, pk: &str) -> Result<&'a User, ApiError> {
    let digits = pk.strip_prefix('-').unwrap_or(pk);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ApiError::NotFound);
    }
    let key = pk.parse().map(UserPk).ok();
    let user = key.and_then(|key| store.users.get(key));
    user.ok_or_else(|| no_match(app, "User"))
}

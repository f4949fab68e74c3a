//! The group that a URL names.

use crate::api::{ApiError, no_match};
use crate::app::App;
use crate::model::Group;
use crate::store::Store;

pub(super) fn find<'a>(app: &App, store: &'a Store, pk: &str) -> Result<&'a Group, ApiError> {
    let pk: uuid::Uuid = pk.parse().map_err(|_| ApiError::NotFound)?;
    store.groups.get(&pk).ok_or_else(|| no_match(app, "Group"))
}

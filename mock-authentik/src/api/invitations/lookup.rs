//! The invitation that a URL names.

use crate::api::{ApiError, no_match};
use crate::app::App;
use crate::model::Invitation;
use crate::store::Store;

pub(super) fn find<'a>(app: &App, store: &'a Store, pk: &str) -> Result<&'a Invitation, ApiError> {
    let pk: uuid::Uuid = pk.parse().map_err(|_| ApiError::NotFound)?;
    let invitation = store.invitations.get(&pk);
    invitation.ok_or_else(|| no_match(app, "Invitation"))
}

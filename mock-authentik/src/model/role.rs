//! Roles, of which a fresh installation has those that it makes for itself.

use uuid::Uuid;

/// A role, which groups and users can have.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) pk: Uuid,
    pub(crate) name: String,
}

//! Invitations to enroll.

use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::UserPk;

/// An invitation, by which somebody passes the invitation stage of an enrollment.
#[derive(Clone, Debug)]
pub(crate) struct Invitation {
    pub(crate) pk: Uuid,
    pub(crate) name: String,
    pub(crate) expires: Option<Timestamp>,
    pub(crate) fixed_data: Map<String, Value>,
    pub(crate) created_by: UserPk,
    pub(crate) single_use: bool,
    pub(crate) flow: Option<Uuid>,
}

//! Who may use an application or a flow.

use uuid::Uuid;

use super::{UserPk, wire_enum};

wire_enum! {
    /// Whether one binding that passes is enough.
    PolicyEngineMode { All = "all", Any = "any" }
}

/// Lets the members of a group, or one user, through to its target.
#[derive(Clone, Debug)]
pub(crate) struct PolicyBinding {
    pub(crate) pk: Uuid,
    /// The application, or the flow's `policybindingmodel_ptr_id`.
    pub(crate) target: Uuid,
    pub(crate) group: Option<Uuid>,
    pub(crate) user: Option<UserPk>,
    pub(crate) negate: bool,
    pub(crate) enabled: bool,
    pub(crate) order: i32,
    pub(crate) timeout: i32,
    pub(crate) failure_result: bool,
}

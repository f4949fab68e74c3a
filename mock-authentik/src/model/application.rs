//! Applications.

use uuid::Uuid;

use super::PolicyEngineMode;

/// An application, which gives a provider its slug and its access rules.
#[derive(Clone, Debug)]
pub(crate) struct Application {
    pub(crate) pk: Uuid,
    pub(crate) name: String,
    pub(crate) slug: String,
    pub(crate) provider: Option<i32>,
    pub(crate) open_in_new_tab: bool,
    pub(crate) meta_launch_url: String,
    pub(crate) meta_icon: String,
    pub(crate) meta_description: String,
    pub(crate) meta_publisher: String,
    pub(crate) policy_engine_mode: PolicyEngineMode,
    pub(crate) group: String,
}

//! The stage that logs out.

use super::Description;
use crate::model::StageKind;

pub(super) const DESCRIPTION: Description = Description {
    kind: StageKind::UserLogout,
    component: "ak-stage-user-logout-form",
    name: "User Logout",
    app: "authentik_stages_user_logout",
    model: "UserLogoutStage",
    path: Some("user_logout"),
    settings: &[],
};

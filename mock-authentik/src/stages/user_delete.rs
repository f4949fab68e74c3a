//! The stage that deletes a user.

use super::Description;
use crate::model::StageKind;

pub(super) const DESCRIPTION: Description = Description {
    kind: StageKind::UserDelete,
    component: "ak-stage-user-delete-form",
    name: "User Delete",
    app: "authentik_stages_user_delete",
    model: "UserDeleteStage",
    path: Some("user_delete"),
    settings: &[],
};

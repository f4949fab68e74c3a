//! The invitation stage.

use super::{Description, Shape, setting};
use crate::model::StageKind;

pub(super) const DESCRIPTION: Description = Description {
    kind: StageKind::Invitation,
    component: "ak-stage-invitation-form",
    name: "Invitation",
    app: "authentik_stages_invitation",
    model: "InvitationStage",
    path: Some("invitation/stages"),
    settings: &[setting(
        "continue_flow_without_invitation",
        Shape::Flag(false),
    )],
};

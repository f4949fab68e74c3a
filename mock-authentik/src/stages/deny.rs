//! The stage that denies.

use super::{Description, Shape, setting};
use crate::model::StageKind;

pub(super) const DESCRIPTION: Description = Description {
    kind: StageKind::Deny,
    component: "ak-stage-deny-form",
    name: "Deny",
    app: "authentik_stages_deny",
    model: "DenyStage",
    path: Some("deny"),
    settings: &[setting("deny_message", Shape::Text)],
};

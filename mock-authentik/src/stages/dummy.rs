//! The stage that does nothing.

use super::{Description, Shape, setting};
use crate::model::StageKind;

pub(super) const DESCRIPTION: Description = Description {
    kind: StageKind::Dummy,
    component: "ak-stage-dummy-form",
    name: "Dummy",
    app: "authentik_stages_dummy",
    model: "DummyStage",
    path: Some("dummy"),
    settings: &[setting("throw_error", Shape::Flag(false))],
};

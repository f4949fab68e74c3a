//! The consent stage.

use super::{Description, Shape, setting};
use crate::model::StageKind;

pub(super) const DESCRIPTION: Description = Description {
    kind: StageKind::Consent,
    component: "ak-stage-consent-form",
    name: "Consent",
    app: "authentik_stages_consent",
    model: "ConsentStage",
    path: Some("consent"),
    settings: &[
        setting(
            "mode",
            Shape::Choice(&["always_require", "permanent", "expiring"]),
        ),
        setting("consent_expire_in", Shape::Lifetime("weeks=4")),
    ],
};

//! The identification stage.

use super::{Description, Shape, setting, since};
use crate::Profile;
use crate::model::StageKind;

pub(super) const DESCRIPTION: Description = Description {
    kind: StageKind::Identification,
    component: "ak-stage-identification-form",
    name: "Identification",
    app: "authentik_stages_identification",
    model: "IdentificationStage",
    path: Some("identification"),
    settings: &[
        setting("user_fields", Shape::Choices(&["email", "username", "upn"])),
        setting("password_stage", Shape::Stage(StageKind::Password)),
        since(
            "captcha_stage",
            Shape::Nobody,
            Profile::stages_tell_their_looks,
        ),
        setting("case_insensitive_matching", Shape::Flag(true)),
        setting("show_matched_user", Shape::Flag(true)),
        setting("enrollment_flow", Shape::Flow),
        setting("recovery_flow", Shape::Flow),
        setting("passwordless_flow", Shape::Flow),
        setting("sources", Shape::Nothing),
        setting("show_source_labels", Shape::Flag(false)),
        since(
            "pretend_user_exists",
            Shape::Flag(true),
            Profile::unknown_users_are_pretended,
        ),
        since(
            "enable_remember_me",
            Shape::Flag(false),
            Profile::identification_remembers,
        ),
        since(
            "webauthn_stage",
            Shape::Nobody,
            Profile::identification_knows_passkeys,
        ),
    ],
};

//! The stage that writes a user.

use super::{Description, Shape, setting};
use crate::model::StageKind;

pub(super) const DESCRIPTION: Description = Description {
    kind: StageKind::UserWrite,
    component: "ak-stage-user-write-form",
    name: "User Write",
    app: "authentik_stages_user_write",
    model: "UserWriteStage",
    path: Some("user_write"),
    settings: &[
        setting(
            "user_creation_mode",
            Shape::Choice(&["create_when_required", "never_create", "always_create"]),
        ),
        setting("create_users_as_inactive", Shape::Flag(true)),
        setting("create_users_group", Shape::Group),
        setting(
            "user_type",
            Shape::Choice(&[
                "external",
                "internal",
                "service_account",
                "internal_service_account",
            ]),
        ),
        setting("user_path_template", Shape::Text),
    ],
};

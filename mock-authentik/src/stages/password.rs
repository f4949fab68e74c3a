//! The password stage.

use super::{Description, Shape, setting, since};
use crate::Profile;
use crate::model::StageKind;

pub(super) const DESCRIPTION: Description = Description {
    kind: StageKind::Password,
    component: "ak-stage-password-form",
    name: "Password",
    app: "authentik_stages_password",
    model: "PasswordStage",
    path: Some("password"),
    settings: &[
        setting(
            "backends",
            Shape::Choices(&[
                "authentik.core.auth.InbuiltBackend",
                "authentik.core.auth.TokenBackend",
                "authentik.sources.ldap.auth.LDAPBackend",
                "authentik.sources.kerberos.auth.KerberosBackend",
            ]),
        ),
        setting("configure_flow", Shape::Flow),
        setting("failed_attempts_before_cancel", Shape::Number(5)),
        since(
            "allow_show_password",
            Shape::Flag(false),
            Profile::stages_tell_their_looks,
        ),
    ],
};

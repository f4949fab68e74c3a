//! The stage that logs in.

use super::{Description, Shape, setting, since};
use crate::Profile;
use crate::model::StageKind;

pub(super) const DESCRIPTION: Description = Description {
    kind: StageKind::UserLogin,
    component: "ak-stage-user-login-form",
    name: "User Login",
    app: "authentik_stages_user_login",
    model: "UserLoginStage",
    path: Some("user_login"),
    settings: &[
        setting("session_duration", Shape::Lifetime("seconds=0")),
        setting("terminate_other_sessions", Shape::Flag(false)),
        setting("remember_me_offset", Shape::Lifetime("seconds=0")),
        setting(
            "network_binding",
            Shape::Choice(&[
                "no_binding",
                "bind_asn",
                "bind_asn_network",
                "bind_asn_network_ip",
            ]),
        ),
        setting(
            "geoip_binding",
            Shape::Choice(&[
                "no_binding",
                "bind_continent",
                "bind_continent_country",
                "bind_continent_country_city",
            ]),
        ),
        since(
            "remember_device",
            Shape::Lifetime("days=30"),
            Profile::browsers_are_known_again,
        ),
    ],
};

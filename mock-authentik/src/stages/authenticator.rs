//! The stages of second factors, which are listed: none can be set up, so nobody is asked for one.

use super::Description;
use crate::model::StageKind;

pub(super) const VALIDATE: Description = Description {
    component: "ak-stage-authenticator-validate-form",
    name: "Authenticator Validation",
    app: "authentik_stages_authenticator_validate",
    model: "AuthenticatorValidateStage",
    ..listed(StageKind::AuthenticatorValidate)
};

pub(super) const STATIC: Description = Description {
    component: "ak-stage-authenticator-static-form",
    name: "Static Authenticator Setup",
    app: "authentik_stages_authenticator_static",
    model: "AuthenticatorStaticStage",
    ..listed(StageKind::AuthenticatorStatic)
};

pub(super) const TOTP: Description = Description {
    component: "ak-stage-authenticator-totp-form",
    name: "TOTP Authenticator Setup",
    app: "authentik_stages_authenticator_totp",
    model: "AuthenticatorTOTPStage",
    ..listed(StageKind::AuthenticatorTotp)
};

pub(super) const WEBAUTHN: Description = Description {
    component: "ak-stage-authenticator-webauthn-form",
    name: "WebAuthn Authenticator Setup",
    app: "authentik_stages_authenticator_webauthn",
    model: "AuthenticatorWebAuthnStage",
    ..listed(StageKind::AuthenticatorWebauthn)
};

/// A kind that only the list of all stages has.
const fn listed(kind: StageKind) -> Description {
    Description {
        kind,
        component: "",
        name: "",
        app: "",
        model: "",
        path: None,
        settings: &[],
    }
}

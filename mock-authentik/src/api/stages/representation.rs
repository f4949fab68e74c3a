//! A stage as the API shows it: what all kinds have.

use serde_json::{Value, json};

use crate::Profile;
use crate::api::flows::flow_json;
use crate::model::{Stage, StageKind};
use crate::store::Store;

pub(crate) fn stage_json(stage: &Stage, store: &Store, profile: Profile) -> Value {
    let kind = described(&stage.kind);
    let flows = store.flows.values().filter(|flow| {
        let mut bindings = store.bindings_of(flow.pk).into_iter();
        bindings.any(|binding| binding.stage == stage.pk)
    });
    let flow_set: Vec<Value> = flows.map(|flow| flow_json(flow, store, profile)).collect();
    json!({
        "pk": stage.pk,
        "name": stage.name,
        "component": kind.component,
        "verbose_name": format!("{} Stage", kind.name),
        "verbose_name_plural": format!("{} Stages", kind.name),
        "meta_model_name": kind.model,
        "flow_set": flow_set,
    })
}

/// What Authentik calls a kind of stage.
struct Described {
    component: &'static str,
    name: &'static str,
    model: &'static str,
}

fn described(kind: &StageKind) -> Described {
    let (component, name, model) = match kind {
        StageKind::Identification { .. } => (
            "ak-stage-identification-form",
            "Identification",
            "authentik_stages_identification.identificationstage",
        ),
        StageKind::Password { .. } => (
            "ak-stage-password-form",
            "Password",
            "authentik_stages_password.passwordstage",
        ),
        StageKind::AuthenticatorValidate => (
            "ak-stage-authenticator-validate-form",
            "Authenticator Validation",
            "authentik_stages_authenticator_validate.authenticatorvalidatestage",
        ),
        StageKind::UserLogin { .. } => (
            "ak-stage-user-login-form",
            "User Login",
            "authentik_stages_user_login.userloginstage",
        ),
        StageKind::UserLogout => (
            "ak-stage-user-logout-form",
            "User Logout",
            "authentik_stages_user_logout.userlogoutstage",
        ),
        StageKind::Consent { .. } => (
            "ak-stage-consent-form",
            "Consent",
            "authentik_stages_consent.consentstage",
        ),
        StageKind::Unsupported { component } => {
            let (name, model) = unsupported(component);
            (*component, name, model)
        }
    };
    Described {
        component,
        name,
        model,
    }
}

/// Name and model of a kind that is listed and not acted out.
fn unsupported(component: &str) -> (&'static str, &'static str) {
    match component {
        "ak-stage-authenticator-static-form" => (
            "Static Authenticator Setup",
            "authentik_stages_authenticator_static.authenticatorstaticstage",
        ),
        "ak-stage-authenticator-totp-form" => (
            "TOTP Authenticator Setup",
            "authentik_stages_authenticator_totp.authenticatortotpstage",
        ),
        "ak-stage-authenticator-webauthn-form" => (
            "WebAuthn Authenticator Setup",
            "authentik_stages_authenticator_webauthn.authenticatorwebauthnstage",
        ),
        "ak-stage-user-write-form" => ("User Write", "authentik_stages_user_write.userwritestage"),
        _ => ("Prompt", "authentik_stages_prompt.promptstage"),
    }
}

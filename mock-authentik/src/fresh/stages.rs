//! The stages of a fresh installation.

use ambient::Entropy;
use serde_json::{Value, json};
use uuid::Uuid;

use super::prompts;
use crate::Profile;
use crate::model::{Stage, StageKind};
use crate::stages;
use crate::store::Store;

/// The key of the stage of that name, made when the first flow asks for it.
pub(super) fn named(store: &mut Store, name: &str, profile: Profile, entropy: &Entropy) -> Uuid {
    let known = store.stages.values().find(|stage| stage.name == name);
    if let Some(stage) = known {
        return stage.pk;
    }
    let kind = kind_of(name);
    let mut settings = stages::described(kind).defaults(profile);
    settings.extend(
        own_settings(store, name, entropy)
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value)),
    );
    let pk = entropy.uuid();
    let stage = Stage {
        pk,
        name: name.to_owned(),
        kind,
        settings,
    };
    store.stages.insert(pk, stage);
    pk
}

fn kind_of(name: &str) -> StageKind {
    match name {
        "default-authentication-identification" => StageKind::Identification,
        "default-authentication-password" => StageKind::Password,
        "default-authentication-mfa-validation" => StageKind::AuthenticatorValidate,
        "default-authenticator-static-setup" => StageKind::AuthenticatorStatic,
        "default-authenticator-totp-setup" => StageKind::AuthenticatorTotp,
        "default-authenticator-webauthn-setup" => StageKind::AuthenticatorWebauthn,
        "default-invalidation-logout" => StageKind::UserLogout,
        "default-provider-authorization-consent" => StageKind::Consent,
        _ if name.ends_with("-login") => StageKind::UserLogin,
        _ if name.ends_with("-write") => StageKind::UserWrite,
        _ => StageKind::Prompt,
    }
}

/// Where a stage is not as stages of its kind are when nothing is said.
fn own_settings(store: &mut Store, name: &str, entropy: &Entropy) -> Vec<(&'static str, Value)> {
    match name {
        "default-authentication-identification" => {
            vec![("user_fields", json!(["email", "username"]))]
        }
        "default-authentication-password" => {
            let backends = json!([
                "authentik.core.auth.InbuiltBackend",
                "authentik.sources.ldap.auth.LDAPBackend",
                "authentik.core.auth.TokenBackend",
            ]);
            vec![("backends", backends)]
        }
        // Reference, section 2.9.
        "default-provider-authorization-consent" => vec![("mode", json!("expiring"))],
        "default-password-change-write" | "default-user-settings-write" => {
            vec![("user_creation_mode", json!("never_create"))]
        }
        "default-source-enrollment-write" => {
            vec![("user_creation_mode", json!("always_create"))]
        }
        "default-user-settings" => {
            let fields = prompts::of_stage(store, name, entropy);
            let policy = [entropy.uuid()];
            vec![
                ("fields", json!(fields)),
                ("validation_policies", json!(policy)),
            ]
        }
        _ if kind_of(name) == StageKind::Prompt => {
            vec![("fields", json!(prompts::of_stage(store, name, entropy)))]
        }
        _ => Vec::new(),
    }
}

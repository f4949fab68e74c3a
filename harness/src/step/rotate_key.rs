//! `authentik.rotate_key`: tokens are signed with another key from now on.

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{Act, Acting, World};

/// Authentik's administrator makes a new certificate and has the provider sign with it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RotateKey {}

impl Act for RotateKey {
    fn title(&self) -> String {
        "Authentik's administrator has the provider sign with a new key".to_owned()
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let name = format!("openZro {}", world.outside.entropy.hex(8));
            let body = json!({ "common_name": name, "validity_days": 365 });
            let path = "crypto/certificatekeypairs/generate/";
            let made = world.authentik(Method::POST, path, Some(&body)).await?;
            let path = format!("providers/oauth2/{}/", world.provisioned.provider_pk);
            let body = json!({ "signing_key": made["pk"] });
            world.authentik(Method::PATCH, &path, Some(&body)).await?;
            Ok(json!({ "outcome": "rotated" }))
        })
    }
}

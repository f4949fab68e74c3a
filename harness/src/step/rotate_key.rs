//! `authentik.rotate_key`: tokens are signed with another key from now on.

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{Act, Acting, StepError, World};

/// Authentik's administrator makes a new certificate and has the provider sign with it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RotateKey {
    /// Whether the old key stays in the key set, so that tokens of before can be verified. Only the mock of
    /// Authentik can keep it.
    pub keep_old: bool,
}

impl Act for RotateKey {
    fn title(&self) -> String {
        let beside = if self.keep_old {
            ", beside the old one"
        } else {
            ""
        };
        format!("Authentik's administrator has the provider sign with a new key{beside}")
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            if self.keep_old {
                let rotated = world.targets.rotate_key_and_keep_the_old();
                rotated.ok_or(StepError::NoMock)??;
                return Ok(json!({ "outcome": "rotated" }));
            }
            let keypairs = "crypto/certificatekeypairs/";
            let there = world.authentik(Method::GET, keypairs, None).await?;
            // Counted, so that each rotation has another name, also on an Authentik that was here before.
            let name = format!("openZro key {}", there["pagination"]["count"]);
            let body = json!({ "common_name": name, "validity_days": 365 });
            let generate = format!("{keypairs}generate/");
            let made = world
                .authentik(Method::POST, &generate, Some(&body))
                .await?;
            let path = format!("providers/oauth2/{}/", world.provisioned.provider_pk);
            let body = json!({ "signing_key": made["pk"] });
            world.authentik(Method::PATCH, &path, Some(&body)).await?;
            Ok(json!({ "outcome": "rotated" }))
        })
    }
}

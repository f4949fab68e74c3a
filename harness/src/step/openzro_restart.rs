//! `openzro.restart`: the management server stops and starts again.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::{Act, Acting, World};

/// openZro's management server stops, and starts again with the same configuration and data.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OpenzroRestart {}

impl Act for OpenzroRestart {
    fn title(&self) -> String {
        "openZro's management server restarts".to_owned()
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            world.targets.restart_openzro().await?;
            Ok(json!({ "outcome": "restarted" }))
        })
    }
}

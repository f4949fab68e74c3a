//! A fault as it is written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A fault: which requests (`R`) it hits, and what it does to them (`E`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    rename = "Fault",
    bound = "R: JsonSchema + Default + Serialize, E: JsonSchema",
    description = "A fault, as a scenario writes it."
)]
pub struct Fault<R, E> {
    /// What to call it when it is cleared, and in the transcript.
    pub name: String,
    /// Which requests it hits.
    #[serde(default)]
    pub matches: R,
    /// How many requests it hits before it wears off; always when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// What it does to them.
    pub effect: E,
}

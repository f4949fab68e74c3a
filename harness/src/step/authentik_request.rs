//! `authentik.request`: any request to Authentik's admin API.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::http::Verb;
use super::{Act, Acting, World, world};
use crate::scenario::{Expect, names_in, names_in_value};

/// Authentik's administrator sends any request to its admin API.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthentikRequest {
    /// The method.
    pub method: Verb,
    /// The path under `/api/v3/`, with the query; `${…}` may stand in it.
    pub path: String,
    /// The body, sent as JSON; `${…}` may stand in it.
    #[serde(default)]
    pub body: Option<Value>,
    /// What must hold.
    #[serde(default)]
    pub expect: Expect,
}

impl Act for AuthentikRequest {
    fn title(&self) -> String {
        let method = http::Method::from(self.method);
        format!("Authentik's administrator sends {method} {}", self.path)
    }

    fn expect(&self) -> Option<&Expect> {
        Some(&self.expect)
    }

    fn references(&self) -> Vec<&str> {
        let body = self.body.iter().flat_map(names_in_value);
        names_in(&self.path).chain(body).collect()
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let references = world.references();
            let path = references.fill_text(&self.path);
            let body = self.body.as_ref().map(|body| references.fill(body));
            let answer = world
                .api
                .request(self.method.into(), &path, body.as_ref())
                .await?;
            Ok(world::answer(&answer))
        })
    }
}

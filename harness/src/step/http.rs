//! `http`: any request to openZro's REST API.

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::{Act, Acting, World, world};
use crate::driver::{Admin, Authorization};
use crate::scenario::{Expect, Name, names_in, names_in_value};

/// Any request to openZro's REST API.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// Whose token it bears; none when absent.
    #[serde(default, rename = "as")]
    pub caller: Option<Name>,
    /// The method.
    pub method: Verb,
    /// The path, with the query; `${…}` may stand in it.
    pub path: String,
    /// The body, sent as JSON; `${…}` may stand in it.
    #[serde(default)]
    pub body: Option<Value>,
    /// What must hold.
    #[serde(default)]
    pub expect: Expect,
}

/// A method of HTTP.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "their names say it all")]
pub enum Verb {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl From<Verb> for Method {
    fn from(verb: Verb) -> Self {
        match verb {
            Verb::Get => Self::GET,
            Verb::Post => Self::POST,
            Verb::Put => Self::PUT,
            Verb::Patch => Self::PATCH,
            Verb::Delete => Self::DELETE,
        }
    }
}

impl Act for Http {
    fn title(&self) -> String {
        let caller = self.caller.as_ref().map_or("somebody", Name::as_str);
        format!("{caller} sends {} {}", Method::from(self.method), self.path)
    }

    fn expect(&self) -> Option<&Expect> {
        Some(&self.expect)
    }

    fn needs_login(&self) -> Option<&Name> {
        self.caller.as_ref()
    }

    fn references(&self) -> Vec<&str> {
        let body = self.body.iter().flat_map(names_in_value);
        names_in(&self.path).chain(body).collect()
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let authorization = match &self.caller {
                Some(name) => Authorization::Bearer(world.token(name.as_str())?.clone()),
                None => Authorization::Anonymous,
            };
            let rest = world.targets.rest_url().clone();
            let admin = Admin::new(rest, authorization, &world.outside)?;
            let references = world.references();
            let path = references.fill_text(&self.path);
            let body = self.body.as_ref().map(|body| references.fill(body));
            let answer = admin
                .request(self.method.into(), &path, body.as_ref())
                .await?;
            Ok(world::answer(&answer))
        })
    }
}

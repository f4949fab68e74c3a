//! Which requests.

use http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Glob;

/// Which requests a fault hits: those that fit everything given here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// The method, in upper case; any when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The path, without the query; any when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Glob>,
}

impl Route {
    /// Whether a request is one of these.
    pub fn matches(&self, method: &Method, path: &str) -> bool {
        fits((&self.method, &self.path), method, path)
    }
}

/// Whether a request has the wanted method and path, as far as any is wanted.
pub fn fits(wanted: (&Option<String>, &Option<Glob>), method: &Method, path: &str) -> bool {
    let (wanted_method, glob) = wanted;
    let fits_method = wanted_method
        .as_ref()
        .is_none_or(|wanted| wanted == method.as_str());
    fits_method && glob.as_ref().is_none_or(|glob| glob.matches(path))
}

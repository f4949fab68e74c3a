//! Which requests a fault of the tap hits: those of the shared vocabulary, and who asks.

use faults::{Glob, WireEffect, fits};
use http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Party;

/// A fault, as a scenario writes it.
pub type Fault = faults::Fault<Route, WireEffect>;

/// The faults of one tap. Clones share one list.
pub type Faults = faults::Faults<Route, WireEffect>;

/// Which requests a fault hits: those that fit everything given here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Who asks; anybody when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Party>,
    /// The method, in upper case; any when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The path, without the query; any when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Glob>,
}

impl Route {
    /// Whether a request is one of these.
    pub fn matches(&self, from: Party, method: &Method, path: &str) -> bool {
        self.from.is_none_or(|party| party == from)
            && fits((&self.method, &self.path), method, path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_is_narrowed_by_each_of_its_keys() {
        let yaml = "{from: openzro, method: GET, path: /api/v3/core/users/*/}";
        let route: Route = serde_saphyr::from_str(yaml).unwrap();
        let path = "/api/v3/core/users/6/";
        assert!(route.matches(Party::Openzro, &Method::GET, path));
        assert!(!route.matches(Party::Admin, &Method::GET, path));
        assert!(!route.matches(Party::Openzro, &Method::DELETE, path));
        assert!(!route.matches(Party::Openzro, &Method::GET, "/api/v3/core/users/"));
    }
}

//! The server's own key.

use std::collections::BTreeMap;

use ambient::Entropy;
use management_grpc::{KeyError, PrivateKey};

use crate::config::Config;

/// The variable that comes before `management.json`.
const VARIABLE: &str = "OPENZRO_MGMT_WG_PRIVATE_KEY";

/// The key that was given is none.
#[derive(Clone, Debug, thiserror::Error)]
#[error("parse {place}: {source}")]
pub struct WgPrivateKeyError {
    /// Where it was given.
    pub place: &'static str,
    /// What is wrong with it.
    pub source: KeyError,
}

/// The key from the environment, or else from `management.json`, or else a new one.
pub(crate) fn private_key(
    variables: &BTreeMap<String, String>,
    config: &Config,
    entropy: &Entropy,
) -> Result<PrivateKey, WgPrivateKeyError> {
    let variable = variables.get(VARIABLE).map_or("", String::as_str);
    for (place, text) in [
        (VARIABLE, variable),
        ("config.WgPrivateKey", &config.wg_private_key),
    ] {
        if !text.trim().is_empty() {
            let key = text.trim().parse();
            return key.map_err(|source| WgPrivateKeyError { place, source });
        }
    }
    tracing::warn!("management WireGuard identity generated fresh; set {VARIABLE} to keep it");
    Ok(PrivateKey::new(entropy))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7748 §6.1, Alice's and Bob's keys.
    const ALICE: &str = "dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo=";
    const BOB: &str = "XasIfmJKikt54X+Lg4AO5m87sSkmGLb9HC+LJ/+I4Os=";

    fn public_key(variable: &str, configured: &str) -> Result<String, String> {
        let variables = BTreeMap::from([(VARIABLE.to_owned(), variable.to_owned())]);
        let config = Config {
            wg_private_key: configured.to_owned(),
            ..Config::default()
        };
        let key = private_key(&variables, &config, &Entropy::seeded(1));
        key.map(|key| key.public().to_string())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_environment_comes_before_the_file() {
        let alice = public_key(ALICE, "").unwrap();
        assert_eq!(public_key(ALICE, BOB), Ok(alice.clone()));
        assert_eq!(public_key(" ", &format!("{ALICE}\n")), Ok(alice.clone()));
        assert_ne!(public_key("", "").unwrap(), alice);
        let error = public_key("", "short").unwrap_err();
        assert!(error.contains("config.WgPrivateKey"), "{error}");
    }
}

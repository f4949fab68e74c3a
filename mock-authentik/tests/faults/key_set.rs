//! Each defect of the key set is the only one.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use mock_authentik::Fault;
use mock_authentik::faults::{Defect, JwksDefect};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::world::World;

/// What is wrong with a key set.
fn findings(key_set: &Value) -> Vec<&'static str> {
    let keys = key_set["keys"].as_array().unwrap();
    if keys.is_empty() {
        return vec!["no key"];
    }
    let mut findings = Vec::new();
    for key in keys {
        let text = |name: &str| key[name].as_str().is_some_and(|text| !text.is_empty());
        let members = ["alg", "kid", "kty", "use", "n", "e", "x5t", "x5t#S256"];
        if !members.into_iter().all(text) {
            findings.push("a member is missing");
        }
        match key["x5c"][0].as_str().map(|text| STANDARD.decode(text)) {
            None => findings.push("no certificate"),
            Some(Err(_)) => findings.push("no base64"),
            Some(Ok(certificate)) => {
                let thumbprint = URL_SAFE_NO_PAD.encode(Sha256::digest(&certificate));
                if key["x5t#S256"] != thumbprint {
                    findings.push("another certificate");
                }
            }
        }
    }
    findings
}

#[tokio::test]
async fn each_defect_is_the_only_one() {
    let world = World::start(|builder| builder).await;
    let healthy = world.key_set().await;
    assert_eq!(findings(&healthy), Vec::<&str>::new());
    let without = |member: &str| {
        let mut key_set = healthy.clone();
        key_set["keys"][0]
            .as_object_mut()
            .unwrap()
            .shift_remove(member);
        key_set
    };
    for (defect, finding) in [
        (JwksDefect::Empty, "no key"),
        (JwksDefect::X5cAbsent, "no certificate"),
        (JwksDefect::X5cMalformed, "another certificate"),
    ] {
        world
            .mock
            .faults()
            .set(Fault::new("keys", Defect::Jwks(defect)).times(1));
        let mut key_set = world.key_set().await;
        assert_eq!(findings(&key_set), [finding]);
        if defect == JwksDefect::Empty {
            assert_eq!(key_set, json!({"keys": []}));
        } else {
            key_set["keys"][0]
                .as_object_mut()
                .unwrap()
                .shift_remove("x5c");
            assert_eq!(key_set, without("x5c"), "all else is as it was");
        }
        assert_eq!(world.key_set().await, healthy);
    }
}

//! What a bad `management.json` gets. The lines are the real management server's.

#![expect(clippy::unwrap_used, reason = "what a test sets up must hold")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use mock_openzro::{Config, Flags, MockOpenzro, StartError};

fn config(json: &str) -> Config {
    serde_json::from_str(json).unwrap()
}

async fn refusal(json: &str) -> StartError {
    let started = MockOpenzro::builder().config(config(json)).start().await;
    started.unwrap_err()
}

#[tokio::test]
async fn a_configuration_without_http_is_a_crash() {
    let error = refusal("{}").await;
    assert!(error.is_crash());
    let error = refusal(r#"{"HttpConfig": {}, "IdpManagerConfig": {"ManagerType": "authentik"}}"#);
    assert!(error.await.is_crash());
}

#[tokio::test]
async fn an_incomplete_idp_configuration_names_what_is_missing() {
    let error = refusal(
        r#"{"HttpConfig": {}, "IdpManagerConfig": {"ManagerType": "authentik",
            "ClientConfig": {"ClientID": "x"}, "ExtraConfig": {"Username": "u", "Password": "p"}}}"#,
    )
    .await;
    assert_eq!(
        error.to_string(),
        "failed retrieving a new idp manager with err: authentik IdP configuration is incomplete, \
         TokenEndpoint is missing"
    );
    assert!(!error.is_crash());
}

#[tokio::test]
async fn a_discovery_that_nobody_answers_stops_the_start() {
    let closed = ambient::Server::bind(([127, 0, 0, 1], 0).into()).await;
    let address = closed.unwrap().address();
    let error = refusal(&format!(
        r#"{{"HttpConfig": {{"OIDCConfigEndpoint": "http://{address}/x"}}}}"#
    ))
    .await;
    let line = format!(
        "failed fetching OIDC configuration from endpoint http://{address}/x Get \
         \"http://{address}/x\": dial tcp {address}: connect: connection refused"
    );
    assert!(error.to_string().ends_with(&line), "{error}");
}

#[tokio::test]
async fn a_file_that_is_not_there_is_named() {
    let path = PathBuf::from("no/such/management.json");
    let started = MockOpenzro::builder().config_file(&path).start().await;
    assert_eq!(
        started.unwrap_err().to_string(),
        "failed reading provided config file: no/such/management.json: open \
         no/such/management.json: no such file or directory"
    );
}

#[tokio::test]
async fn a_host_name_is_no_domain_for_single_account_mode() {
    let started = MockOpenzro::builder()
        .config(config(r#"{"HttpConfig": {}}"#))
        .flags(Flags {
            single_account_mode_domain: "localhost".to_owned(),
            ..Flags::default()
        })
        .variables(BTreeMap::new())
        .start()
        .await;
    assert!(
        started
            .unwrap_err()
            .to_string()
            .contains("invalid domain \"localhost\" provided for a single account mode")
    );
}

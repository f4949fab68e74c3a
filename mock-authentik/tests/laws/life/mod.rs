//! The life of sessions, codes, device codes and tokens, as a state machine: whatever people, clients and
//! the administrator do in whatever order, the mock agrees with a model about what still works and what it
//! says. From the model's rules follows that
//!
//! - no code and no device code is redeemed twice, and none after its time;
//! - no token that was revoked, rotated or has expired works;
//! - nothing that was granted outlives its user, and access tokens do not outlive their session.

mod machine;
mod model;
mod transition;

use std::sync::Arc;

use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use tokio::task::JoinSet;

use crate::browser::{Browser, code};
use crate::installation::{Installation, cases, runtime};
use machine::Machine;
use model::Model;

#[test]
fn the_mock_and_the_model_live_alike() {
    let lives = Model::sequential_strategy(1..40);
    proptest::proptest!(cases(32), |((state, transitions, seen) in lives)| {
        Machine::test_sequential(cases(32), state, transitions, seen);
    });
}

/// Many redeem one thing at once: one of them is lucky.
#[test]
fn only_one_of_many_redeems() {
    let runtime = runtime();
    runtime.block_on(async {
        let installation = Arc::new(Installation::start().await);
        let client = installation.client("app", serde_json::json!({})).await;
        installation.user("alice").await;
        let browser = Browser::new(&installation);
        assert!(browser.log_in("alice").await);

        let race = async |form: Vec<(&'static str, String)>| {
            let mut attempts = JoinSet::new();
            for _ in 0..16 {
                let (installation, client, form) =
                    (Arc::clone(&installation), client.clone(), form.clone());
                attempts.spawn(async move {
                    let form: Vec<_> = form
                        .iter()
                        .map(|(name, value)| (*name, value.as_str()))
                        .collect();
                    installation.token(&client, &form).await
                });
            }
            let answers = attempts.join_all().await;
            let (lucky, others): (Vec<_>, Vec<_>) =
                answers.into_iter().partition(|answer| answer.status == 200);
            assert_eq!(lucky.len(), 1);
            assert!(
                others
                    .iter()
                    .all(|answer| answer.body["error"] == "invalid_grant")
            );
            lucky[0].body.clone()
        };
        let code = code(&browser.authorize(&client, &[]).await).unwrap();
        let redeemed = race(vec![
            ("grant_type", "authorization_code".into()),
            ("redirect_uri", crate::installation::CALLBACK.into()),
            ("code", code),
        ])
        .await;
        let refresh_token = redeemed["refresh_token"].as_str().unwrap().to_owned();
        race(vec![
            ("grant_type", "refresh_token".into()),
            ("refresh_token", refresh_token),
        ])
        .await;

        machine::allow_devices(&installation).await;
        let device = installation
            .post("/application/o/device/", &client, &[("scope", "openid")])
            .await;
        assert!(
            browser
                .approve(device.body["user_code"].as_str().unwrap())
                .await
        );
        race(vec![
            (
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code".into(),
            ),
            (
                "device_code",
                device.body["device_code"].as_str().unwrap().to_owned(),
            ),
        ])
        .await;
    });
}

//! Rotated keys, kept and dropped.

use serde_json::{Value, json};

use crate::verifier::Finding;
use crate::world::World;

fn kids(key_set: &Value) -> Vec<&str> {
    let keys = key_set["keys"].as_array().unwrap().iter();
    keys.map(|key| key["kid"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_kept_key_verifies_the_tokens_of_before() {
    let world = World::start(|builder| builder).await;
    let before = world.key_set().await;
    let [old, _] = world.tokens().await;
    let new_kids = world.mock.rotate_key(true).unwrap();
    let key_set = world.key_set().await;
    assert_eq!(kids(&key_set), [&new_kids[0], kids(&before)[0]]);
    let verifier = world.verifier().await;
    let [new, _] = world.tokens().await;
    assert_eq!(verifier.findings(&old), []);
    assert_eq!(verifier.findings(&new), []);

    let [newest] = &world.mock.rotate_key(false).unwrap()[..] else {
        panic!("one provider has one key");
    };
    assert_eq!(kids(&world.key_set().await), [newest]);
    let verifier = world.verifier().await;
    for token in [&old, &new] {
        assert_eq!(
            verifier.findings(token),
            [Finding::UnknownKid, Finding::Signature]
        );
        // Recording `60-key-rotation`, "userinfo with a token of the old key".
        assert_eq!(world.userinfo(token).await, 200);
        let (_, told) = world.post("introspect", &[("token", token)]).await;
        assert_eq!(told["active"], true);
    }
}

#[tokio::test]
async fn without_a_provider_there_is_nothing_to_rotate() {
    let mock = mock_authentik::MockAuthentik::builder()
        .start()
        .await
        .unwrap();
    let error = mock.rotate_key(true).unwrap_err().to_string();
    assert!(error.contains("signing_key"), "{error}");
}

#[tokio::test]
async fn it_is_rotated_over_http_too() {
    let world = World::start(|builder| builder).await;
    let url = world.mock.url() + "/_mock/keys/rotate";
    let rotate = reqwest::Client::new().post(url);
    let rotated = rotate
        .json(&json!({"keep_old": false}))
        .send()
        .await
        .unwrap();
    let rotated: Value = rotated.json().await.unwrap();
    assert_eq!(json!(kids(&world.key_set().await)), rotated["kids"]);
}

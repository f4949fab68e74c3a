//! `used_by`.

use mock_authentik::Profile;
use serde_json::{Value, json};

use super::Guide;

fn of_model<'a>(uses: &'a Value, model: &str) -> Vec<&'a Value> {
    let uses = uses.as_array().unwrap().iter();
    uses.filter(|one| one["model_name"] == model).collect()
}

#[tokio::test]
async fn a_user_is_used_by_their_tokens_and_groups() {
    for (profile, action, name) in [
        (
            Profile::V2023_10,
            "CASCADE",
            "Access Token for OAuth2 Provider openZro for user openZro",
        ),
        (Profile::V2024_12, "cascade", "Access Token for 1 for user "),
        (Profile::V2025_12, "cascade", "Access Token for 1 for user "),
    ] {
        let guide = Guide::start(profile).await;
        guide.token().await;
        let pk = guide.pk("openZro").await;
        let uses = guide.read(&format!("/core/users/{pk}/used_by/")).await;
        let tokens = of_model(&uses, "accesstoken");
        assert_eq!(tokens.len(), 1, "{uses}");
        assert_eq!(tokens[0]["action"], action);
        assert!(
            tokens[0]["name"].as_str().unwrap().starts_with(name),
            "{uses}"
        );
        let groups = of_model(&uses, "group");
        assert_eq!(groups[0]["name"], "Group authentik Admins");
    }
}

#[tokio::test]
async fn a_flow_is_used_by_stages_providers_and_the_brand() {
    let guide = Guide::start(Profile::default()).await;
    let consent = "default-provider-authorization-explicit-consent";
    for (flow, model, action) in [
        ("default-authentication-flow", "brand", "set_null"),
        ("default-authentication-flow", "stage", "cascade_many"),
        (consent, "provider", "cascade"),
    ] {
        let uses = guide
            .read(&format!("/flows/instances/{flow}/used_by/"))
            .await;
        let found = of_model(&uses, model);
        assert!(!found.is_empty(), "{flow}: no {model} in {uses}");
        assert_eq!(found[0]["action"], action);
    }
}

#[tokio::test]
async fn what_nothing_points_at_is_used_by_nothing() {
    let guide = Guide::start(Profile::default()).await;
    let pk = guide.pk("bob").await;
    let uses = guide.read(&format!("/core/users/{pk}/used_by/")).await;
    assert_eq!(uses, json!([]));
}

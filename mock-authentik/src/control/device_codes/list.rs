//! `GET /_mock/device-codes`.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::app::App;
use crate::model::DeviceState;

/// The device authorizations, the newest first.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DeviceCodes")]
pub(super) struct List {
    device_codes: Vec<Waiting>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DeviceCode")]
struct Waiting {
    user_code: String,
    state: Standing,
    /// Who has approved it.
    user: Option<String>,
    /// The client id.
    client: Option<String>,
    scopes: Vec<String>,
    /// From when the next clean-up takes it; until then it still works.
    #[schemars(with = "String", extend("format" = "date-time"))]
    expires: Timestamp,
}

/// Where a device authorization stands.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "DeviceCodeState")]
enum Standing {
    Pending,
    Approved,
    Denied,
}

pub(super) async fn list(State(app): State<App>) -> Json<List> {
    let store = app.store();
    let mut found: Vec<_> = store.grants.device_tokens(app.now()).collect();
    found.sort_by_key(|token| std::cmp::Reverse(token.pk));
    let device_codes = found.into_iter().map(|token| {
        let (state, user) = match token.state {
            DeviceState::Pending => (Standing::Pending, None),
            DeviceState::Approved(user) => (Standing::Approved, store.users.get(user)),
            DeviceState::Denied => (Standing::Denied, None),
        };
        let provider = store.providers.get(&token.provider);
        Waiting {
            user_code: token.user_code.clone(),
            state,
            user: user.map(|user| user.username.clone()),
            client: provider.map(|provider| provider.client_id.clone()),
            scopes: token.scopes.clone(),
            expires: token.expires,
        }
    });
    Json(List {
        device_codes: device_codes.collect(),
    })
}

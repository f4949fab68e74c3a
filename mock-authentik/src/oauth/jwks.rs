//! `GET /application/o/SLUG/jwks/`: the provider's public keys (RFC 7517).

use axum::extract::{Path, State};
use axum::http::header::ACCESS_CONTROL_ALLOW_ORIGIN;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use crate::app::App;
use crate::crypto::{KeyUse, jwk};
use crate::http::{not_found, python_json};

/// The key that signs now, and the one that encrypts. Without either, the answer has no `keys` at all
/// (observed, section 1).
pub(super) async fn get(State(app): State<App>, Path(slug): Path<String>) -> Response {
    let keys: Vec<Value> = {
        let store = app.store();
        let Some(provider) = super::provider_of(&store, &slug) else {
            return not_found();
        };
        let of_use = |pk, key_use| {
            let certificate = store.certificates.get(&pk)?;
            let mut key = jwk(&certificate.keys, key_use);
            if !app.profile().keys_begin_with_alg() {
                move_alg_behind_kty(&mut key);
            }
            Some(key)
        };
        let signing = provider
            .signing_key
            .and_then(|pk| of_use(pk, KeyUse::Signature));
        let encryption = provider
            .encryption_key
            .and_then(|pk| of_use(pk, KeyUse::Encryption));
        signing.into_iter().chain(encryption).collect()
    };
    let body = if keys.is_empty() {
        json!({})
    } else {
        json!({"keys": keys})
    };
    let mut response = python_json(StatusCode::OK, &body);
    let any = HeaderValue::from_static("*");
    response
        .headers_mut()
        .insert(ACCESS_CONTROL_ALLOW_ORIGIN, any);
    response
}

fn move_alg_behind_kty(key: &mut Value) {
    if let Value::Object(members) = key
        && let Some(alg) = members.shift_remove("alg")
    {
        members.shift_insert(2, "alg".to_owned(), alg);
    }
}

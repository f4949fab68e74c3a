//! `GET /application/o/SLUG/jwks/`: the provider's public keys (RFC 7517).

use axum::extract::{Path, State};
use axum::http::header::ACCESS_CONTROL_ALLOW_ORIGIN;
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::response::Response;
use faults::JwksDefect;
use serde_json::{Value, json};
use uuid::Uuid;

use super::published::Name;
use crate::app::App;
use crate::crypto::{KeyPair, KeyUse, jwk};
use crate::fault;
use crate::http::{json_answer, not_found, python_json, python_text};
use crate::model::Provider;
use crate::store::Store;

/// The key that signs now, those that signed before and are kept (see [`crate::MockAuthentik::rotate_key`]),
/// and the one that encrypts. Without any, the answer has no `keys` at all
/// (observed, section 1).
pub(super) async fn get(
    State(app): State<App>,
    Path(slug): Path<String>,
    method: Method,
    uri: Uri,
) -> Response {
    let store = app.store();
    let Some(provider) = super::provider_of(&store, &slug) else {
        return not_found();
    };
    let keys = || keys(&app, &store, provider);
    let mut response = if let Some(defect) = fault::jwks_defect(&app, &method, uri.path()) {
        python_json(StatusCode::OK, &json!({"keys": spoiled(keys(), defect)}))
    } else {
        let name = Name::Keys(&slug);
        let write = || python_text(&key_set(&keys()));
        let text = app.published().document(store.generation(), name, write);
        json_answer(StatusCode::OK, text)
    };
    let any = HeaderValue::from_static("*");
    response
        .headers_mut()
        .insert(ACCESS_CONTROL_ALLOW_ORIGIN, any);
    response
}

fn key_set(keys: &[Value]) -> Value {
    if keys.is_empty() {
        json!({})
    } else {
        json!({"keys": keys})
    }
}

fn keys(app: &App, store: &Store, provider: &Provider) -> Vec<Value> {
    let shown = |keys: &KeyPair, key_use| {
        let mut key = jwk(keys, key_use);
        if !app.profile().keys_begin_with_alg() {
            move_alg_behind_kty(&mut key);
        }
        key
    };
    let of_use = |pk: Option<Uuid>, key_use| {
        let certificate = pk.and_then(|pk| store.certificates.get(&pk))?;
        Some(shown(&certificate.keys, key_use))
    };
    let kept = provider.signing_key.and_then(|pk| store.kept_keys.get(&pk));
    let kept = kept.into_iter().flatten();
    let signing = of_use(provider.signing_key, KeyUse::Signature).into_iter();
    let signing = signing.chain(kept.map(|keys| shown(keys, KeyUse::Signature)));
    let encryption = of_use(provider.encryption_key, KeyUse::Encryption);
    signing.chain(encryption).collect()
}

/// The keys with that defect.
fn spoiled(mut keys: Vec<Value>, defect: JwksDefect) -> Vec<Value> {
    let members = keys.iter_mut().filter_map(Value::as_object_mut);
    match defect {
        JwksDefect::Empty => keys.clear(),
        JwksDefect::X5cAbsent => {
            for members in members {
                members.shift_remove("x5c");
            }
        }
        JwksDefect::X5cMalformed => {
            for members in members {
                let certificate = members.get_mut("x5c").and_then(|chain| chain.get_mut(0));
                if let Some(Value::String(base64)) = certificate {
                    // Whole groups of four characters, so that it is the certificate that is cut short.
                    base64.truncate(base64.len() / 8 * 4);
                }
            }
        }
    }
    keys
}

fn move_alg_behind_kty(key: &mut Value) {
    if let Value::Object(members) = key
        && let Some(alg) = members.shift_remove("alg")
    {
        members.shift_insert(2, "alg".to_owned(), alg);
    }
}

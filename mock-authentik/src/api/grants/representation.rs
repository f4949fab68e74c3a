//! A grant, as the API shows one (recordings `33-groups-tokens-invitations` of each version, "GET
//! /oauth2/access_tokens/?page_size=1" and the next): never the code or the token itself.

use serde_json::{Value, json};

use super::Kind;
use crate::api::users::{Include, user_json};
use crate::api::{moment, providers};
use crate::app::App;
use crate::http::indented;
use crate::store::Store;

pub(super) fn representation<K: Kind>(app: &App, store: &Store, granted: &K) -> Value {
    let (profile, grant) = (app.profile(), granted.grant());
    let provider = store.providers.get(&grant.provider);
    let user = store.users.get(grant.user);
    let mut shown = json!({
        "pk": granted.pk(),
        "provider": provider.map(|provider| providers::representation(provider, store, profile)),
        "user": user.map(|user| user_json(store, profile, user, Include::ALL)),
        "is_expired": granted.expires() < app.now(),
        "expires": moment(granted.expires()),
        "scope": grant.scopes,
    });
    if let Some((id_token, revoked)) = granted.issued() {
        shown["id_token"] = json!(indented(&id_token.read()));
        shown["revoked"] = json!(revoked);
    }
    shown
}

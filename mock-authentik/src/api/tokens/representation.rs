//! A token, as the API shows one: never its key.

use serde_json::{Value, json};

use crate::Profile;
use crate::api::moment_or_null;
use crate::api::users::{Include, user_json};
use crate::model::Token;
use crate::store::Store;

pub(super) fn token_json(store: &Store, profile: Profile, token: &Token) -> Value {
    let user = store.users.get(token.user);
    json!({
        "pk": token.pk,
        "managed": token.managed,
        "identifier": token.identifier,
        "intent": token.intent,
        "user": token.user,
        "user_obj": user.map(|user| user_json(store, profile, user, Include::ALL)),
        "description": token.description,
        "expires": moment_or_null(token.expires),
        "expiring": token.expiring,
    })
}

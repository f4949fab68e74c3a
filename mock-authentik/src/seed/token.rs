//! API tokens and app passwords.

use indexmap::IndexMap;
use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::api::new_token;
use crate::app::App;
use crate::model::{Intent, Token, User};
use crate::store::Store;

/// A token of somebody's.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TokenSeed {
    /// What it is for.
    intent: Intent,
    /// Its key; a random one when absent.
    #[serde(default)]
    key: Option<String>,
    /// How long it lives, a duration such as `30m`; for good when absent.
    #[serde(default)]
    #[schemars(with = "Option<String>", example = "30m")]
    lives: Option<SignedDuration>,
}

/// Adds somebody's tokens.
pub(super) fn plant(
    tokens: &IndexMap<String, TokenSeed>,
    user: &User,
    app: &App,
    store: &mut Store,
) {
    for (identifier, seed) in tokens {
        let fresh = new_token(app, user.pk);
        let token = Token {
            identifier: identifier.clone(),
            intent: seed.intent,
            key: seed.key.clone().unwrap_or_else(|| fresh.key.clone()),
            expires: seed
                .lives
                .and_then(|lives| app.now().saturating_add(lives).ok()),
            expiring: seed.lives.is_some(),
            ..fresh
        };
        store.tokens.insert(token);
    }
}

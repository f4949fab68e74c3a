//! Service accounts.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::named::Named;
use super::token::{self, TokenSeed};
use super::{SeedError, group, user};
use crate::api::{new_app_password, new_service_account};
use crate::app::App;
use crate::model::{Token, User};
use crate::store::Store;

/// A service account, with the app password that Authentik makes for it.
#[derive(Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ServiceAccountSeed {
    /// The app password, which lives for 360 days; a random one when absent.
    app_password: Option<String>,
    /// The groups it is in; the guide's is in `authentik Admins`.
    groups: Vec<Named>,
    /// Its other tokens, by identifier.
    tokens: IndexMap<String, TokenSeed>,
}

pub(super) fn plant(
    (username, seed): (&str, &Spanned<ServiceAccountSeed>),
    app: &App,
    store: &mut Store,
) -> Result<(), SeedError> {
    user::check_free(username, seed, store)?;
    let seed = &seed.value;
    let groups: Result<_, _> = group::found(&seed.groups, store).collect();
    let account = User {
        groups: groups?,
        ..new_service_account(app, store, username, true)
    };
    let fresh = new_app_password(app, &account);
    let app_password = Token {
        key: seed
            .app_password
            .clone()
            .unwrap_or_else(|| fresh.key.clone()),
        ..fresh
    };
    store.tokens.insert(app_password);
    token::plant(&seed.tokens, &account, app, store);
    store.users.insert(account);
    Ok(())
}

//! People.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};
use serde_saphyr::Spanned;

use super::named::Named;
use super::token::{self, TokenSeed};
use super::{SeedError, SeedErrorKind, group};
use crate::api::new_user;
use crate::app::App;
use crate::model::{PasswordHash, User, UserType};
use crate::store::Store;

/// Somebody.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct UserSeed {
    /// The name for people; the user name when absent.
    name: Option<String>,
    /// The mail address; `USERNAME@example.com` when absent.
    email: Option<String>,
    /// The password; `USERNAME-pass` when absent.
    password: Option<String>,
    /// Whether they can log in at all.
    is_active: bool,
    /// What kind of user it is.
    #[serde(rename = "type")]
    kind: UserType,
    /// The groups they are in.
    groups: Vec<Named>,
    /// Their attributes.
    attributes: Map<String, Value>,
    /// Their tokens, by identifier.
    tokens: IndexMap<String, TokenSeed>,
}

impl Default for UserSeed {
    fn default() -> Self {
        Self {
            name: None,
            email: None,
            password: None,
            is_active: true,
            kind: UserType::Internal,
            groups: Vec::new(),
            attributes: Map::new(),
            tokens: IndexMap::new(),
        }
    }
}

pub(super) fn plant(
    (username, seed): (&str, &Spanned<UserSeed>),
    app: &App,
    store: &mut Store,
) -> Result<(), SeedError> {
    check_free(username, seed, store)?;
    let seed = &seed.value;
    let groups: Result<_, _> = group::found(&seed.groups, store).collect();
    let password = || format!("{username}-pass");
    let password = seed.password.clone().unwrap_or_else(password);
    let email = || format!("{username}@example.com");
    let user = User {
        name: seed.name.clone().unwrap_or_else(|| username.to_owned()),
        email: seed.email.clone().unwrap_or_else(email),
        is_active: seed.is_active,
        kind: seed.kind,
        attributes: seed.attributes.clone(),
        groups: groups?,
        password: PasswordHash::of(&password, app.entropy()),
        ..new_user(app, store, username.to_owned())
    };
    token::plant(&seed.tokens, &user, app, store);
    store.users.insert(user);
    Ok(())
}

/// Refuses a name that somebody has.
pub(super) fn check_free<T>(
    username: &str,
    seed: &Spanned<T>,
    store: &Store,
) -> Result<(), SeedError> {
    if store.users.by_username(username).is_none() {
        return Ok(());
    }
    let kind = SeedErrorKind::Taken {
        what: "user",
        found: username.to_owned(),
        hint: "; what akadmin has is under `bootstrap`",
    };
    Err(SeedError::at(seed.referenced, kind))
}

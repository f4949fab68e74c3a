//! `GET /_mock/users`.

use aide::axum::ApiRouter;
use aide::axum::routing::get_with;
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::app::App;
use crate::control::summary;
use crate::model::{User, UserType};
use crate::store::Store;

/// Everybody who has an account.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Users")]
struct List {
    users: Vec<Account>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "User")]
struct Account {
    pk: i32,
    username: String,
    name: String,
    email: String,
    #[serde(rename = "type")]
    kind: UserType,
    is_active: bool,
    is_superuser: bool,
    /// The names of the groups that they are in.
    groups: Vec<String>,
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    last_login: Option<Timestamp>,
}

impl Account {
    fn of(store: &Store, user: &User) -> Self {
        let groups = user.groups.iter().filter_map(|pk| store.groups.get(pk));
        Self {
            pk: user.pk.0,
            username: user.username.clone(),
            name: user.name.clone(),
            email: user.email.clone(),
            kind: user.kind,
            is_active: user.is_active,
            is_superuser: store.is_superuser(user),
            groups: groups.map(|group| group.name.clone()).collect(),
            last_login: user.last_login,
        }
    }
}

pub(super) fn routes() -> ApiRouter<App> {
    let get = get_with(list, summary("Everybody who has an account"));
    ApiRouter::new().api_route("/_mock/users", get)
}

async fn list(State(app): State<App>) -> Json<List> {
    let store = app.store();
    let users = store.users.iter().map(|user| Account::of(&store, user));
    Json(List {
        users: users.collect(),
    })
}

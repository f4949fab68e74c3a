//! `GET /_mock/sessions`.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::app::App;
use crate::model::LoginMethod;

/// The sessions in which somebody is logged in, the newest first.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Sessions")]
pub(super) struct List {
    sessions: Vec<Live>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Session")]
struct Live {
    /// The key, as requests tell it.
    key: String,
    user: Option<String>,
    #[schemars(with = "String", extend("format" = "date-time"))]
    logged_in_at: Timestamp,
    method: LoginMethod,
    client_ip: String,
    user_agent: String,
    /// When it ends; with the browser when absent.
    #[schemars(with = "Option<String>", extend("format" = "date-time"))]
    expires: Option<Timestamp>,
}

pub(super) async fn list(State(app): State<App>) -> Json<List> {
    let store = app.store();
    let live = store.sessions.authenticated(app.now());
    let mut sessions: Vec<_> = live
        .map(|(session, login)| Live {
            key: session.key.clone(),
            user: store
                .users
                .get(login.user)
                .map(|user| user.username.clone()),
            logged_in_at: login.at,
            method: login.method,
            client_ip: login.client_ip.clone(),
            user_agent: login.user_agent.clone(),
            expires: session.expires,
        })
        .collect();
    sessions.sort_by(|left, right| {
        (right.logged_in_at, &right.key).cmp(&(left.logged_in_at, &left.key))
    });
    Json(List { sessions })
}

//! `POST /api/v3/core/users/service_account/`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use indexmap::IndexSet;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, json};

use super::create::new_user;
use crate::api::{ApiError, Body, Caller, Text, groups, slugify, tokens};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, Intent, Token, User, UserType};
use crate::store::Store;

/// How long the app password lives (observed, section 7).
const LIFETIME: SignedDuration = SignedDuration::from_hours(360 * 24);

/// What is asked for.
struct Wish {
    name: String,
    create_group: bool,
    expiring: bool,
    expires: Timestamp,
}

/// Makes an account with an app password, and a group of its own when asked to.
pub(super) async fn handler(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let mut store = app.store();
    let wish = read(&app, &mut store, body)?;
    if store.users.by_username(&wish.name).is_some() {
        return Err(taken(&app, &mut store, &wish.name));
    }
    let mut user = new_service_account(&app, &mut store, &wish.name, wish.expiring);
    let mut answer = json!({"username": user.username, "user_uid": user.uid, "user_pk": user.pk});
    if wish.create_group {
        let group = groups::new_group(&app, wish.name.clone());
        user.groups = IndexSet::from([group.pk]);
        answer["group_pk"] = json!(group.pk);
        caller.audit(&app, &mut store, EventAction::ModelCreated, &group);
        store.groups.insert(group.pk, group);
    }
    let token = Token {
        expires: Some(wish.expires),
        expiring: wish.expiring,
        ..new_app_password(&app, &user)
    };
    answer["token"] = json!(token.key);
    caller.audit_user(&app, &mut store, None, &user);
    caller.audit(&app, &mut store, EventAction::ModelCreated, &token);
    store.users.insert(user);
    store.tokens.insert(token);
    Ok(api_json(StatusCode::OK, &answer))
}

/// A service account of that name, not yet in the table.
pub(crate) fn new_service_account(
    app: &App,
    store: &mut Store,
    name: &str,
    expiring: bool,
) -> User {
    User {
        name: name.to_owned(),
        kind: UserType::ServiceAccount,
        path: "goauthentik.io/service-accounts".into(),
        attributes: Map::from_iter([(
            "goauthentik.io/user/token-expires".to_owned(),
            json!(expiring),
        )]),
        ..new_user(app, store, name.to_owned())
    }
}

/// The app password that comes with a service account, not yet in the table.
pub(crate) fn new_app_password(app: &App, user: &User) -> Token {
    Token {
        identifier: slugify(&format!("service-account-{}-password", user.username)),
        intent: Intent::AppPassword,
        expires: app.now().saturating_add(LIFETIME).ok(),
        ..tokens::new_token(app, user.pk)
    }
}

fn read(app: &App, store: &mut Store, body: Body) -> Result<Wish, ApiError> {
    let mut input = body.whole()?;
    let is_checked = !app.profile().the_database_refuses_service_accounts();
    let name = if is_checked {
        input.required_text("name")
    } else {
        input.text("name", Text::default())
    };
    let create_group = input.boolean("create_group").unwrap_or(false);
    let expiring = input.boolean("expiring").unwrap_or(true);
    let expires = input.timestamp_or_null("expires").flatten();
    input.finish()?;
    let name = name.ok_or_else(|| nameless(app, store, expiring))?;
    Ok(Wish {
        name,
        create_group,
        expiring,
        expires: expires.unwrap_or_else(|| app.now().saturating_add(LIFETIME).unwrap_or(app.now())),
    })
}

/// Somebody else has the name. An older version has the database say so, which has used up a key by
/// then.
fn taken(app: &App, store: &mut Store, name: &str) -> ApiError {
    if !app.profile().the_database_refuses_service_accounts() {
        return ApiError::field("name", "This field must be unique.");
    }
    store.users.next_pk();
    ApiError::field(
        "non_field_errors",
        format!(
            "duplicate key value violates unique constraint \"authentik_core_user_username_key\"\n\
             DETAIL:  Key (username)=({name}) already exists."
        ),
    )
}

/// An older version has the database refuse an account without a name (recording
/// `2024.12.5/33-groups-tokens-invitations`, "service account empty").
fn nameless(app: &App, store: &mut Store, expiring: bool) -> ApiError {
    let (pk, uuid) = (store.users.next_pk(), app.entropy().uuid());
    let now = app.now().strftime("%Y-%m-%d %H:%M:%S%.6f+00");
    ApiError::field(
        "non_field_errors",
        format!(
            "null value in column \"username\" of relation \"authentik_core_user\" violates not-null \
             constraint\nDETAIL:  Failing row contains ({pk}, , null, null, , , , t, {now}, {uuid}, \
             null, {now}, {{\"goauthentik.io/user/token-expires\": {expiring}}}, \
             goauthentik.io/service-accounts, service_account)."
        ),
    )
}

//! `POST /api/v3/core/users/service_account/`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use indexmap::IndexSet;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, json};

use super::create::new_user;
use crate::api::{ApiError, Body, Caller, groups, slugify, tokens};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, Intent, Token, User, UserType};

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
    let wish = read(&app, body)?;
    let mut store = app.store();
    if store.users.by_username(&wish.name).is_some() {
        let field = app.profile().duplicate_service_account_field();
        return Err(ApiError::field(field, "This field must be unique."));
    }
    let mut user = User {
        name: wish.name.clone(),
        kind: UserType::ServiceAccount,
        path: "goauthentik.io/service-accounts".into(),
        attributes: Map::from_iter([(
            "goauthentik.io/user/token-expires".to_owned(),
            json!(wish.expiring),
        )]),
        ..new_user(&app, &mut store, wish.name.clone())
    };
    let mut answer = json!({"username": user.username, "user_uid": user.uid, "user_pk": user.pk});
    if wish.create_group {
        let group = groups::new_group(&app, wish.name.clone());
        user.groups = IndexSet::from([group.pk]);
        answer["group_pk"] = json!(group.pk);
        caller.audit(&app, &mut store, EventAction::ModelCreated, &group);
        store.groups.insert(group.pk, group);
    }
    let token = Token {
        identifier: slugify(&format!("service-account-{}-password", wish.name)),
        intent: Intent::AppPassword,
        expires: Some(wish.expires),
        expiring: wish.expiring,
        ..tokens::new_token(&app, user.pk)
    };
    answer["token"] = json!(token.key);
    caller.audit(&app, &mut store, EventAction::ModelCreated, &user);
    caller.audit(&app, &mut store, EventAction::ModelCreated, &token);
    store.users.insert(user);
    store.tokens.insert(token.pk, token);
    Ok(api_json(StatusCode::OK, &answer))
}

fn read(app: &App, body: Body) -> Result<Wish, ApiError> {
    let mut input = body.whole()?;
    let name = input.required_text("name");
    let create_group = input.boolean("create_group").unwrap_or(false);
    let expiring = input.boolean("expiring").unwrap_or(true);
    let expires = input.timestamp_or_null("expires").flatten();
    input.finish()?;
    Ok(Wish {
        name: name.unwrap_or_default(),
        create_group,
        expiring,
        expires: expires.unwrap_or_else(|| app.now().saturating_add(LIFETIME).unwrap_or(app.now())),
    })
}

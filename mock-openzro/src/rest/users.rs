//! `/users`.

use axum::extract::{Path, RawQuery, State};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::authentication::Asking;
use super::error::RestError;
use super::json::{Body, Empty, Json};
use crate::account::{
    CurrentUser, Invite, MODULES, Module, Operation, Refusal, UserInfo, UserUpdate, role_allows,
};
use crate::app::App;
use crate::auth::UserAuth;
use crate::model::Role;

/// A user. The fields are in the real order: alphabetical.
#[derive(Serialize)]
#[expect(
    clippy::struct_field_names,
    reason = "`is_service_user` is openZro's word"
)]
pub(super) struct User {
    auto_groups: Vec<String>,
    email: String,
    id: String,
    is_blocked: bool,
    is_current: bool,
    is_service_user: bool,
    issued: &'static str,
    last_login: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    permissions: Option<Permissions>,
    role: &'static str,
    status: &'static str,
}

#[derive(Serialize)]
struct Permissions {
    is_restricted: bool,
    modules: IndexMap<&'static str, IndexMap<&'static str, bool>>,
}

/// `POST /users`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct NewUser {
    email: Option<String>,
    name: Option<String>,
    role: Option<String>,
    auto_groups: Option<Vec<String>>,
    is_service_user: Option<bool>,
}

/// `PUT /users/{id}`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ChangedUser {
    role: Option<String>,
    auto_groups: Option<Vec<String>>,
    is_blocked: Option<bool>,
}

/// `GET /users`.
pub(super) async fn list(
    State(app): State<App>,
    Asking(asking): Asking,
    RawQuery(query): RawQuery,
) -> Result<Json<Vec<User>>, RestError> {
    let mut infos = app.users(&asking.account_id, &asking.user_id).await?;
    let query = query.unwrap_or_default();
    let wanted = url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "service_user")
        .map(|(_, value)| value.into_owned())
        .filter(|value| !value.is_empty());
    if let Some(wanted) = wanted {
        let wanted = parse_bool(&wanted).ok_or(Refusal::ServiceUserQuery)?;
        infos.retain(|info| info.is_service_user == wanted);
    }
    let users = infos.into_iter().map(|info| User::new(info, &asking));
    Ok(Json(users.collect()))
}

/// `GET /users/current`.
pub(super) async fn current(
    State(app): State<App>,
    Asking(asking): Asking,
) -> Result<Json<User>, RestError> {
    let CurrentUser {
        info,
        is_restricted,
    } = app
        .current_user(&asking.account_id, &asking.user_id)
        .await?;
    let modules = modules(info.role);
    Ok(Json(User {
        permissions: Some(Permissions {
            is_restricted,
            modules,
        }),
        ..User::new(info, &asking)
    }))
}

/// `POST /users`: a service user, or the invitation that Authentik's IdP manager cannot send.
pub(super) async fn create(
    State(app): State<App>,
    Asking(asking): Asking,
    Body(new): Body<NewUser>,
) -> Result<Json<User>, RestError> {
    let role = new.role.unwrap_or_default();
    let invite = Invite {
        role: Role::parse(&role).ok_or(Refusal::UnknownRole(role))?,
        email: new.email.unwrap_or_default(),
        name: new.name.unwrap_or_default(),
        auto_groups: new.auto_groups.unwrap_or_default(),
        is_service_user: new.is_service_user.unwrap_or_default(),
    };
    let info = app
        .create_user(&asking.account_id, &asking.user_id, invite)
        .await?;
    Ok(Json(User::new(info, &asking)))
}

/// `PUT /users/{id}`.
pub(super) async fn update(
    State(app): State<App>,
    Asking(asking): Asking,
    Path(user_id): Path<String>,
    body: Result<Body<ChangedUser>, RestError>,
) -> Result<Json<User>, RestError> {
    app.find_user(&user_id)?;
    let Body(changed) = body?;
    let update = UserUpdate {
        auto_groups: changed.auto_groups.ok_or(RestError::NoAutoGroups)?,
        role: Role::parse(&changed.role.unwrap_or_default()).ok_or(Refusal::InvalidRole)?,
        blocked: changed.is_blocked.unwrap_or_default(),
    };
    let info = app
        .update_user(&asking.account_id, &asking.user_id, &user_id, update)
        .await?;
    Ok(Json(User::new(info, &asking)))
}

/// `DELETE /users/{id}`.
pub(super) async fn delete(
    State(app): State<App>,
    Asking(asking): Asking,
    Path(user_id): Path<String>,
) -> Result<Json<Empty>, RestError> {
    app.delete_user(&asking.account_id, &asking.user_id, &user_id)
        .await?;
    Ok(Json(Empty {}))
}

/// `POST /users/{id}/invite`.
pub(super) async fn invite(
    State(app): State<App>,
    Asking(asking): Asking,
    Path(user_id): Path<String>,
) -> Result<Json<Empty>, RestError> {
    app.invite_again(&asking.account_id, &asking.user_id, &user_id)
        .await?;
    Ok(Json(Empty {}))
}

impl User {
    fn new(info: UserInfo, asking: &UserAuth) -> Self {
        Self {
            is_current: info.id == asking.user_id,
            status: if info.is_blocked { "blocked" } else { "active" },
            auto_groups: info.auto_groups,
            email: info.email,
            id: info.id,
            is_blocked: info.is_blocked,
            is_service_user: info.is_service_user,
            issued: info.issued,
            last_login: info.last_login.to_string(),
            name: info.name,
            permissions: None,
            role: info.role.name(),
        }
    }
}

/// A role without permissions has no modules at all.
fn modules(role: Role) -> IndexMap<&'static str, IndexMap<&'static str, bool>> {
    let operations = |module: Module| -> Option<IndexMap<&'static str, bool>> {
        [
            ("create", Operation::Create),
            ("delete", Operation::Delete),
            ("read", Operation::Read),
            ("update", Operation::Update),
        ]
        .into_iter()
        .map(|(name, operation)| Some((name, role_allows(role, module, operation)?)))
        .collect()
    };
    let modules = MODULES.into_iter();
    modules
        .filter_map(|(module, name)| Some((name, operations(module)?)))
        .collect()
}

/// As Go parses a boolean.
fn parse_bool(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Some(true),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Some(false),
        _ => None,
    }
}

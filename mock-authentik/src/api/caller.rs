//! Who calls the admin API: a bearer token, or a browser's session.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::ApiError;
use crate::app::App;
use crate::flows::Visitor;
use crate::http::{RequestInfo, check_csrf};
use crate::model::{EventAction, Intent, User};
use crate::store::{Entry, Referable, Store, difference};

/// The scope that makes an access token open the API.
pub(crate) const API_SCOPE: &str = "goauthentik.io/api";

/// The user on whose behalf the API is called.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) user: User,
    pub(crate) is_superuser: bool,
    /// By a browser's session, rather than a token.
    is_logged_in: bool,
    request: RequestInfo,
}

impl Caller {
    /// Logs what the caller did to a model.
    pub(crate) fn audit(
        &self,
        app: &App,
        store: &mut Store,
        action: EventAction,
        model: &impl Referable,
    ) {
        self.audit_reference(app, store, action, &model.reference());
    }

    /// Logs that the caller made a user, or changed them from what they were before.
    pub(crate) fn audit_user(
        &self,
        app: &App,
        store: &mut Store,
        before: Option<&User>,
        after: &User,
    ) {
        let mut context = json!({"model": after.reference()});
        if app.profile().events_tell_differences() {
            context["diff"] = difference(before, after);
        }
        let action = match before {
            None => EventAction::ModelCreated,
            Some(_) => EventAction::ModelUpdated,
        };
        self.log(app, store, action, "authentik.events.middleware", context);
    }

    /// Logs what the caller did to what `model` points at.
    pub(crate) fn audit_reference(
        &self,
        app: &App,
        store: &mut Store,
        action: EventAction,
        model: &Value,
    ) {
        let context = json!({"model": model});
        self.log(app, store, action, "authentik.events.middleware", context);
    }

    /// Logs what the caller did; `part` is the part of Authentik that says so.
    pub(crate) fn log(
        &self,
        app: &App,
        store: &mut Store,
        action: EventAction,
        part: &'static str,
        context: Value,
    ) {
        let entry = Entry {
            action,
            app: part,
            user: Some(&self.user)
                .filter(|_| self.is_logged_in || app.profile().events_know_who_it_was()),
            context,
        };
        store.log(entry.into_event(app, &self.request));
    }
}

/// The caller as the view's guard found them.
impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts
            .extensions
            .get()
            .cloned()
            .ok_or(ApiError::NoCredentials)
    }
}

/// Who calls; `None` when the request says nothing about it.
pub(crate) fn authenticate(app: &App, parts: &Parts) -> Result<Option<Caller>, ApiError> {
    let bearer = match credentials(parts) {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Some(token),
        Some(_) if app.profile().foreign_schemes_are_refused() => {
            return Err(ApiError::ForeignScheme);
        }
        _ => None,
    };
    if let Some(token) = bearer {
        let store = app.store();
        let user = by_token(&store, token, app.now()).ok_or(ApiError::InvalidToken)?;
        return Ok(Some(caller(&store, (user.clone(), false), parts)));
    }
    let Some((user, _)) = Visitor::of(app, &parts.headers).user else {
        return Ok(None);
    };
    check_csrf(parts).map_err(ApiError::Csrf)?;
    Ok(Some(caller(&app.store(), (user, true), parts)))
}

fn caller(store: &Store, (user, is_logged_in): (User, bool), parts: &Parts) -> Caller {
    let is_superuser = store.is_superuser(&user);
    let request = RequestInfo::of(parts);
    Caller {
        user,
        is_superuser,
        is_logged_in,
        request,
    }
}

/// Scheme and token. Without a token it is as if there were no header (reference, section 5.2).
fn credentials(parts: &Parts) -> Option<(&str, &str)> {
    let header = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ')?;
    let token = token.trim();
    (!token.is_empty()).then_some((scheme, token))
}

/// The active user of an API token, or of an access token with the API's scope, which is looked up
/// and never verified (observed, section 12).
fn by_token<'a>(store: &'a Store, token: &str, now: Timestamp) -> Option<&'a User> {
    let of_api_token = store
        .live_token(token, Intent::Api, now)
        .map(|found| found.user);
    let of_access_token = || {
        let access = store.grants.access_token(token, now)?;
        access
            .grant
            .has_scope(API_SCOPE)
            .then_some(access.grant.user)
    };
    let user = store.users.get(of_api_token.or_else(of_access_token)?)?;
    user.is_active.then_some(user)
}

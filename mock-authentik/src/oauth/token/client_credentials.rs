//! The grants `client_credentials` and `password`, which are one to Authentik (reference, section 5.1).

use serde_json::{Value, json};

use super::error::TokenError;
use super::{TokenRequest, client_assertion, client_secret};
use crate::model::{Application, EventAction, Grant, Intent, Token, User, UserPk};
use crate::oauth::issue::{IssueRequest, Issued, issue};
use crate::oauth::request::basic_pair;
use crate::policy;
use crate::store::{Store, object_reference};

/// There is never a refresh token (recording `20-service-account`, "scope `offline_access` too").
pub(super) fn redeem(token: &TokenRequest<'_>) -> Result<Issued, TokenError> {
    let now = token.app.now();
    let grant = {
        let mut store = token.app.store();
        let user = authenticate(token, &mut store)?;
        Grant {
            user,
            provider: token.provider.pk,
            scopes: token.scopes(&store),
            auth_time: now,
            session: None,
        }
    };
    let request = IssueRequest::new(grant);
    Ok(issue(token.app, token.request.origin(), request)?)
}

/// What is sent decides how: an assertion, a username, the provider's own secret, or an account's in its
/// place.
fn authenticate(token: &TokenRequest<'_>, store: &mut Store) -> Result<UserPk, TokenError> {
    let form = &token.request.form;
    if !form.text("client_assertion_type").is_empty() {
        return client_assertion::authenticate(token, store);
    }
    match form.text("username") {
        "" if token.secret == token.provider.client_secret => {
            client_secret::authenticate(token, store)
        }
        "" => {
            let (username, password) = basic_pair(token.secret)
                .filter(|_| token.app.profile().secrets_may_be_accounts())
                .ok_or(TokenError::ClientSecret)?;
            with_app_password(token, store, &username, &password)
        }
        username => with_app_password(token, store, username, form.text("password")),
    }
}

/// An app password of the user's, and nothing else (recording `20-service-account`, "account password in
/// place of the app password").
fn with_app_password(
    token: &TokenRequest<'_>,
    store: &mut Store,
    username: &str,
    password: &str,
) -> Result<UserPk, TokenError> {
    let refused = || TokenError::AppPassword {
        username: username.to_owned(),
    };
    let user = store.users.by_username(username).cloned();
    let user = user.ok_or_else(refused)?;
    let now = token.app.now();
    // An expired one is deleted when it is used (reference, section 5.1).
    let of_user = |found: &&Token| found.user == user.pk && found.intent == Intent::AppPassword;
    let shown = store.tokens.with_key(password).filter(of_user);
    let expired = shown.filter(|found| found.is_expired(now));
    for pk in expired.map(|found| found.pk).collect::<Vec<_>>() {
        store.tokens.remove(pk);
    }
    let identifier = store
        .live_token(password, Intent::AppPassword, now)
        .filter(|found| found.user == user.pk)
        .map(|found| found.identifier.clone())
        .ok_or_else(refused)?;
    let application = check_access(token, store, &user)?;
    let context = json!({
        "auth_method": "token",
        "auth_method_args": {"identifier": identifier},
        "application": application_reference(&application),
    });
    token.log(store, EventAction::Login, Some(&user), context);
    Ok(user.pk)
}

/// The application, when the user may use it.
pub(super) fn check_access(
    token: &TokenRequest<'_>,
    store: &Store,
    user: &User,
) -> Result<Application, TokenError> {
    let application = store
        .application_of(token.provider.pk)
        .ok_or_else(|| TokenError::NoApplication(token.provider.name.clone()))?;
    if !user.is_active && token.app.profile().machine_grants_need_an_active_user() {
        return Err(TokenError::Inactive(user.username.clone()));
    }
    if policy::allows(store, application.pk, user) {
        Ok(application.clone())
    } else {
        Err(TokenError::PolicyDenied {
            application: application.name.clone(),
            username: user.username.clone(),
        })
    }
}

/// How events point at an application.
pub(super) fn application_reference(application: &Application) -> Value {
    let pk = application.pk.simple().to_string();
    object_reference(("authentik_core", "application"), pk, &application.name)
}

//! What a login looks like to expectations and transcripts: outcomes without secrets.

use serde_json::{Map, Value, json};

use crate::Secret;
use crate::driver::{AuthorizeOutcome, OAuthError, SignIn, Tokens};
use crate::wire::{GrpcStatus, Jwt};

/// What came of a login to the dashboard.
pub(super) fn seen(sign_in: &SignIn) -> Value {
    match sign_in {
        SignIn::In(session) => {
            let mut seen = json!({ "outcome": "signed_in", "claims": session.id_claims });
            add(&mut seen, granted(&session.tokens));
            seen
        }
        SignIn::NotReturned(outcome) => not_returned(outcome),
        SignIn::NoRefreshToken => json!({ "outcome": "no_refresh_token" }),
        SignIn::Refused { status, error } => refused(*status, error),
        SignIn::Blocked { url } => json!({ "outcome": "blocked", "url": url }),
    }
}

/// What tokens say of themselves.
pub(super) fn granted(tokens: &Tokens) -> Value {
    let mut scope: Vec<&str> = tokens.scope.iter().flat_map(|all| all.split(' ')).collect();
    scope.sort_unstable();
    json!({
        "access_token": claims(&tokens.access_token),
        "scope": scope,
        "expires_in": tokens.expires_in,
        "refresh_token": tokens.refresh_token.is_some(),
        "id_token": tokens.id_token.is_some(),
    })
}

/// The claims of a token that whoever got it has checked; `null` when it is no JWT.
pub(super) fn claims(token: &Secret) -> Value {
    Jwt::parse(token.reveal()).map_or(Value::Null, |jwt| Value::Object(jwt.claims))
}

/// That the management server offers no such login.
pub(super) fn no_flow(status: &GrpcStatus) -> Value {
    json!({ "outcome": "no_flow", "code": status.code, "message": status.message })
}

pub(super) fn refused(status: http::StatusCode, error: &OAuthError) -> Value {
    json!({
        "outcome": "refused",
        "status": status.as_u16(),
        "error": error.error,
        "error_description": error.error_description,
    })
}

pub(super) fn not_returned(outcome: &AuthorizeOutcome) -> Value {
    match outcome {
        AuthorizeOutcome::Code { .. } => json!({ "outcome": "code" }),
        AuthorizeOutcome::ErrorRedirect {
            error, description, ..
        } => json!({
            "outcome": "error_redirect",
            "error": error,
            "error_description": description,
        }),
        AuthorizeOutcome::Page { status, title } => {
            json!({ "outcome": "page", "status": status.as_u16(), "title": title })
        }
        AuthorizeOutcome::Stopped { component, message } => {
            json!({ "outcome": "stopped", "component": component, "message": message })
        }
    }
}

/// Adds the members of one object to another.
pub(super) fn add(to: &mut Value, more: Value) {
    if let (Value::Object(to), Value::Object(more)) = (to, more) {
        to.extend::<Map<String, Value>>(more);
    }
}

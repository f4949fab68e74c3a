//! The session cookie, and who is behind it.

use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::plan::Plan;
use crate::app::App;
use crate::crypto::{Signer, SigningError, verified};
use crate::http::{BaseUrl, Lifetime, SetCookie, cookie, server_error};
use crate::model::{Login, Session, User};

/// Holds a JWT that names the session.
pub(crate) const SESSION_COOKIE: &str = "authentik_session";
const KEY_ALPHABET: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";

/// A browser, as its session cookie tells it.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    /// What the session holds; empty for a browser that has none.
    pub(crate) session: Session,
    /// Who is logged in, and how they came to be.
    pub(crate) user: Option<(User, Login)>,
}

impl Visitor {
    /// Reads the cookie. One that is not ours, or names a session that is over, is nobody's.
    pub(crate) fn of(app: &App, headers: &HeaderMap) -> Self {
        let store = app.store();
        let key = session_key(app, headers);
        let session = key.and_then(|key| store.sessions.live(&key, app.now()).cloned());
        let session = session.unwrap_or_default();
        let user = session.login.as_ref().and_then(|login| {
            let user = store.users.get(login.user)?;
            user.is_active.then(|| (user.clone(), login.clone()))
        });
        Self { session, user }
    }

    /// Who is logged in.
    pub(crate) fn logged_in(&self) -> Option<&User> {
        self.user.as_ref().map(|(user, _)| user)
    }

    /// The session, begun now when there was none.
    pub(crate) fn into_session(mut self, app: &App) -> Session {
        if self.session.key.is_empty() {
            self.session.key = new_session_key(app);
        }
        self.session
    }
}

/// A session key, as Django makes them.
pub(crate) fn new_session_key(app: &App) -> String {
    app.entropy().text(KEY_ALPHABET, 32)
}

/// The key of the session that the cookie names, when the cookie is ours.
fn session_key(app: &App, headers: &HeaderMap) -> Option<String> {
    session_named_by(app, cookie(headers, SESSION_COOKIE)?)
}

/// The key of the session that a cookie of this value names.
pub(crate) fn session_named_by(app: &App, value: &str) -> Option<String> {
    let claims = verified(value, app.secret_key())?;
    Some(claims.get("sid")?.as_str()?.to_owned())
}

/// Adds the session cookie to an answer (recording `02-authcode-pkce`, "browser GET"): the claims in
/// the recorded order, `uid` only for somebody whom this request found logged in.
pub(crate) fn set_session_cookie(
    app: &App,
    base: &BaseUrl,
    session: &Session,
    uid: Option<&str>,
    response: &mut Response,
) -> Result<(), SigningError> {
    let claims: Map<String, Value> = [
        ("sid", json!(session.key)),
        ("iss", json!("authentik")),
        ("sub", json!(uid.unwrap_or("anonymous"))),
        ("authenticated", json!(uid.is_some())),
        ("acr", json!("goauthentik.io/core/default")),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into_iter()
    .collect();
    let now = app.now();
    let lifetime = match session.expires {
        Some(expires) => Lifetime::Seconds(expires.as_second() - now.as_second(), now),
        None => Lifetime::Session,
    };
    SetCookie {
        name: SESSION_COOKIE,
        value: Signer::Secret(app.secret_key().to_owned()).sign(&claims)?,
        lifetime,
        http_only: true,
        same_site: if base.is_secure() { "None" } else { "Lax" },
        secure: base.is_secure(),
    }
    .add_to(response);
    Ok(())
}

/// Keeps the visitor's session with this plan, and adds its cookie to the answer.
pub(crate) fn save_plan(
    app: &App,
    base: &BaseUrl,
    (visitor, plan): (Visitor, Option<Plan>),
    mut response: Response,
) -> Response {
    let uid = visitor.logged_in().map(|user| user.uid.clone());
    let mut session = visitor.into_session(app);
    session.plan = plan;
    match set_session_cookie(app, base, &session, uid.as_deref(), &mut response) {
        Ok(()) => {
            app.store().sessions.insert(session);
            response
        }
        Err(error) => {
            tracing::error!(%error, "the session cookie cannot be signed");
            server_error()
        }
    }
}

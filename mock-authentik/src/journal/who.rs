//! Who is behind a request.

use axum::http::header::{AUTHORIZATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};

use crate::app::App;
use crate::flows::{SESSION_COOKIE, session_named_by};
use crate::http::cookie;
use crate::model::{Intent, UserPk};

/// Left in an answer by whoever issued it on behalf of a user.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OnBehalfOf(pub(crate) UserPk);

/// Who is behind a request, as far as it is known.
#[derive(Debug, Default)]
pub(super) struct Who {
    pub(super) user: Option<Box<str>>,
    pub(super) session: Option<Box<str>>,
    pub(super) client: Option<Box<str>>,
}

impl Who {
    /// By the token or the session cookie of a request. It is read before the request is answered, which
    /// may end them.
    pub(super) fn asks(app: &App, headers: &HeaderMap) -> Self {
        let token = headers.get(AUTHORIZATION).and_then(bearer_token);
        let by_token = token.and_then(|token| Self::with_token(app, token));
        let by_session = || Self::with_session(app, cookie(headers, SESSION_COOKIE)?);
        by_token.or_else(by_session).unwrap_or_default()
    }

    /// By the answer, which may log somebody in, or be on behalf of somebody.
    pub(super) fn or_answered(
        mut self,
        app: &App,
        headers: &HeaderMap,
        on_behalf_of: Option<&OnBehalfOf>,
    ) -> Self {
        if let Some(session) = session_that_is_set(app, headers) {
            let user = session.user.or(self.user.take());
            self = Self { user, ..session };
        }
        if let Some(OnBehalfOf(user)) = on_behalf_of {
            self.user = username(app, *user);
        }
        self
    }

    fn with_token(app: &App, token: &str) -> Option<Self> {
        let (store, now) = (app.store(), app.now());
        if let Some(access) = store.grants.access_token(token, now) {
            let provider = store.providers.get(&access.grant.provider);
            let user = store.users.get(access.grant.user);
            return Some(Self {
                user: user.map(|user| user.username.as_str().into()),
                session: access.grant.session.as_deref().map(Into::into),
                client: provider.map(|provider| provider.client_id.as_str().into()),
            });
        }
        let api = store.live_token(token, Intent::Api, now)?;
        let user = store.users.get(api.user)?;
        Some(Self {
            user: Some(user.username.as_str().into()),
            ..Self::default()
        })
    }

    fn with_session(app: &App, cookie: &str) -> Option<Self> {
        let key = session_named_by(app, cookie)?;
        let store = app.store();
        let session = store.sessions.live(&key, app.now())?;
        let login = session.login.as_ref();
        let user = login.and_then(|login| store.users.get(login.user));
        Some(Self {
            user: user.map(|user| user.username.as_str().into()),
            session: Some(key.into()),
            client: None,
        })
    }
}

fn bearer_token(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok()?.strip_prefix("Bearer ")
}

fn session_that_is_set(app: &App, headers: &HeaderMap) -> Option<Who> {
    let mut set = headers.get_all(SET_COOKIE).into_iter();
    let value = set.find_map(|value| {
        let pair = value.to_str().ok()?.split(';').next()?;
        pair.strip_prefix(SESSION_COOKIE)?.strip_prefix('=')
    })?;
    Who::with_session(app, value)
}

fn username(app: &App, user: UserPk) -> Option<Box<str>> {
    let store = app.store();
    Some(store.users.get(user)?.username.as_str().into())
}

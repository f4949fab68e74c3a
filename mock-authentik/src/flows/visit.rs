//! A request to the executor: who makes it, on the way through which flow.

use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::challenge::{nobody, somebody};
use super::plan::{Pending, Plan};
use super::session::{SESSION_COOKIE, Visitor, new_session_key, set_session_cookie};
use crate::app::App;
use crate::crypto::{Signer, SigningError};
use crate::http::{BaseUrl, CSRF_COOKIE, Form, Lifetime, RequestInfo, SetCookie};
use crate::model::{Flow, Login, Session, User, UserPk, initials_avatar};

const DEVICE_COOKIE: &str = "authentik_device";
/// 30 days.
const DEVICE_COOKIE_SECONDS: i64 = 2_592_000;
/// A year, as Django counts it.
const CSRF_COOKIE_SECONDS: i64 = 31_449_600;

/// What stages work with.
pub(crate) struct Visit<'a> {
    pub(crate) app: &'a App,
    pub(crate) base: &'a BaseUrl,
    pub(crate) request: &'a RequestInfo,
    pub(crate) flow: Flow,
    /// The query of the page that the flow is passed on.
    pub(crate) query: Form,
    /// Who is logged in.
    pub(crate) user: Option<(User, Login)>,
    pub(crate) session: Session,
    /// The flow under way; `None` once it has ended.
    pub(crate) plan: Option<Plan>,
    cookies: Vec<SetCookie>,
    logged_out: bool,
}

impl<'a> Visit<'a> {
    pub(crate) fn new(
        (app, base, request): (&'a App, &'a BaseUrl, &'a RequestInfo),
        headers: &HeaderMap,
        (flow, query): (Flow, Form),
    ) -> Self {
        let visitor = Visitor::of(app, headers);
        let user = visitor.user.clone();
        let mut session = visitor.into_session(app);
        let plan = session.plan.take().filter(|plan| plan.flow == flow.pk);
        Self {
            app,
            base,
            request,
            flow,
            query,
            user,
            session,
            plan,
            cookies: Vec::new(),
            logged_out: false,
        }
    }

    /// Who is logged in.
    pub(crate) fn logged_in(&self) -> Option<&User> {
        self.user.as_ref().map(|(user, _)| user)
    }

    /// The user whom the flow is about, if there is such a one.
    pub(crate) fn pending(&self) -> Option<User> {
        match self.plan.as_ref()?.pending.as_ref()? {
            Pending::Known(pk) => self.app.store().users.get(*pk).cloned(),
            Pending::Unknown(_) => None,
        }
    }

    /// Whom stages ask about and write to: the pending user, else who is logged in.
    pub(crate) fn subject(&self) -> Option<User> {
        self.pending().or_else(|| self.logged_in().cloned())
    }

    /// Name and picture of whom the flow is about.
    pub(crate) fn pending_user(&self) -> (String, String) {
        let pending = self.plan.as_ref().and_then(|plan| plan.pending.as_ref());
        match (pending, self.pending(), self.logged_in()) {
            (Some(Pending::Unknown(name)), ..) => (name.clone(), initials_avatar(name)),
            (_, Some(user), _) => somebody(&user, self.app.profile()),
            (_, None, Some(user)) => somebody(user, self.app.profile()),
            (_, None, None) => nobody(),
        }
    }

    /// Logs the user in: the session gets a new key, the browser its cookies (recording
    /// `02-authcode-pkce`, "executor follow").
    pub(crate) fn log_in(&mut self, user: &User, login: Login) -> Result<(), SigningError> {
        let now = self.app.now();
        let before = self.session.login.as_ref().map(|login| login.user);
        let keeps = self.app.profile().logging_in_again_keeps_the_session();
        if !(keeps && before == Some(user.pk)) {
            self.app
                .store()
                .end_session(self.app.profile(), &self.session.key);
            self.session.key = new_session_key(self.app);
        }
        self.session.login = Some(login.clone());
        self.session.unwelcomed = true;
        if self.app.profile().browsers_are_known_again() {
            self.cookies.push(SetCookie {
                name: DEVICE_COOKIE,
                value: device_token(self.app, user)?,
                lifetime: Lifetime::Seconds(DEVICE_COOKIE_SECONDS, now),
                http_only: false,
                same_site: "Lax",
                secure: false,
            });
        }
        let token = self.app.entropy().alphanumeric(32);
        self.cookies.push(csrf_cookie(self.app, self.base, token));
        self.user = Some((user.clone(), login));
        Ok(())
    }

    /// Ends the session with all that it holds.
    pub(crate) fn log_out(&mut self) {
        self.app
            .store()
            .end_session(self.app.profile(), &self.session.key);
        self.logged_out = true;
        self.user = None;
        // The address to go on to was kept in the session, too.
        self.query = Form::default();
    }

    /// Keeps the session and adds its cookies to the answer.
    pub(crate) fn save(mut self, response: &mut Response) -> Result<(), SigningError> {
        for cookie in &self.cookies {
            cookie.add_to(response);
        }
        if self.logged_out {
            forget_session(self.base, response);
            return Ok(());
        }
        let uid = self.user.as_ref().map(|(user, _)| user.uid.clone());
        if self.session.plan.is_none() {
            self.session.plan = self.plan.take();
        }
        set_session_cookie(self.app, self.base, &self.session, uid.as_deref(), response)?;
        self.app.store().sessions.insert(self.session);
        Ok(())
    }

    /// Whether the answer logs somebody in.
    pub(crate) fn sets_csrf(&self) -> bool {
        !self.cookies.is_empty()
    }

    /// The primary key of who is logged in.
    pub(crate) fn user_pk(&self) -> Option<UserPk> {
        self.logged_in().map(|user| user.pk)
    }
}

/// Takes the session cookie away, as Django does (recording `08-end-session`, "executor GET").
pub(super) fn forget_session(base: &BaseUrl, response: &mut Response) {
    SetCookie {
        name: SESSION_COOKIE,
        value: "\"\"".into(),
        lifetime: Lifetime::Ended,
        http_only: false,
        same_site: if base.is_secure() { "None" } else { "Lax" },
        secure: base.is_secure(),
    }
    .add_to(response);
}

/// The cookie whose value changes must repeat.
pub(super) fn csrf_cookie(app: &App, base: &BaseUrl, token: String) -> SetCookie {
    SetCookie {
        name: CSRF_COOKIE,
        value: token,
        lifetime: Lifetime::Seconds(CSRF_COOKIE_SECONDS, app.now()),
        http_only: false,
        same_site: "Lax",
        secure: base.is_secure(),
    }
}

/// By this Authentik knows the browser again.
fn device_token(app: &App, user: &User) -> Result<String, SigningError> {
    let now = app.now();
    let micros = f64::from(now.subsec_microsecond()) / 1e6;
    let seconds = now.as_second().saturating_add(DEVICE_COOKIE_SECONDS);
    let mut claims: Map<String, Value> = Map::new();
    claims.insert("sub".into(), json!(user.uid));
    #[expect(clippy::cast_precision_loss, reason = "a moment has far fewer digits")]
    claims.insert("exp".into(), json!(seconds as f64 + micros));
    Signer::Secret(app.secret_key().to_owned()).sign(&claims)
}

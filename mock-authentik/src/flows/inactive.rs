//! What becomes of a browser whose user has been deactivated while logged in.

use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::session::Visitor;
use super::visit::forget_session;
use crate::app::App;
use crate::http::BaseUrl;

/// Turns them out at the door, once: an empty 400, and the session is over (reference, section 6.3). It
/// comes from outside of what gives answers their headers (source of 2026.2, `core/middleware.py`).
pub(crate) async fn turn_out(
    app: &App,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let Some(key) = session_of_inactive(app, request.headers()) else {
        return next(request).await;
    };
    let (parts, _) = request.into_parts();
    app.store().end_session(app.profile(), &key);
    let headers = [(CONTENT_TYPE, "text/html; charset=utf-8"), (VARY, "Cookie")];
    let mut response = (StatusCode::BAD_REQUEST, headers, "").into_response();
    forget_session(&BaseUrl::of(&parts), &mut response);
    response
}

/// The key of the session that an inactive user is logged in with.
fn session_of_inactive(app: &App, headers: &HeaderMap) -> Option<String> {
    let visitor = Visitor::of(app, headers);
    let login = visitor.session.login.as_ref()?;
    let user = app.store().users.get(login.user)?.is_active;
    (!user).then_some(visitor.session.key)
}

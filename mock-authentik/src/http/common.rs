//! The layer around every route: the request's id, the headers of every answer, the 404 page.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{
    CONTENT_LANGUAGE, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::{self, Next};
use axum::response::Response;

use super::{RequestId, not_found};
use crate::app::App;

/// The largest body that is read; the limit of Authentik's own front (reference, section 0.2).
const BODY_LIMIT: usize = 32 * 1024 * 1024;

/// Puts the layer around `routes`.
pub(crate) fn with_common_answers(routes: Router<App>, app: App) -> Router {
    routes
        .fallback(|| async { not_found() })
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(app.clone(), add_headers))
        .with_state(app)
}

/// Sets what every recorded answer carries, unless the handler has set it already.
async fn add_headers(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = RequestId(app.entropy().hex(32));
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    set_default(headers, X_FRAME_OPTIONS, "DENY");
    set_default(headers, X_CONTENT_TYPE_OPTIONS, "nosniff");
    set_default(headers, REFERRER_POLICY, "same-origin");
    set_default(headers, VARY, "Accept-Language, Cookie");
    set_default(headers, CONTENT_LANGUAGE, "en");
    if let Ok(id) = HeaderValue::from_str(&id.0) {
        headers.insert(HeaderName::from_static("x-authentik-id"), id);
    }
    response
}

fn set_default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers
        .entry(name)
        .or_insert(HeaderValue::from_static(value));
}

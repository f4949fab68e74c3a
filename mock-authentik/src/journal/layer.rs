//! The layer that records what passes.

use std::sync::Arc;

use axum::extract::Request;
use axum::response::Response;

use super::body::RecordedBody;
use super::recording::{Recording, Side};
use super::who::{OnBehalfOf, Who};
use super::{Captured, Exchange, Headers};
use crate::app::App;

/// Records a request and its answer. Nothing is read ahead: the bodies are recorded while they pass.
pub(crate) async fn record(
    app: &App,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let recording = Arc::new(Recording::start(app.clone()));
    let at = app.now();
    let method = request.method().clone();
    let target = request.uri().path_and_query();
    let target = target.map_or("/", |target| target.as_str()).into();
    let request_headers = Headers::of(request.headers());
    let who = Who::asks(app, request.headers());
    let request =
        request.map(|body| RecordedBody::wrap(body, Arc::clone(&recording), Side::Request));
    let response = next(request).await;
    let who = who.or_answered(
        app,
        response.headers(),
        response.extensions().get::<OnBehalfOf>(),
    );
    recording.answered(Exchange {
        number: 0,
        at,
        took: std::time::Duration::ZERO,
        method,
        target,
        request_headers,
        request_body: Captured::default(),
        status: response.status(),
        answer_headers: Headers::of(response.headers()),
        answer_body: Captured::default(),
        user: who.user,
        session: who.session,
        client: who.client,
    });
    response.map(|body| RecordedBody::wrap(body, recording, Side::Answer))
}

//! Faults: chosen requests go wrong on purpose.
//!
//! What happens on the wire happens in front of Authentik's routes, by [`apply`]; `/_mock/` is beside it
//! and never hit. Defects of tokens and key sets are made where these are made.

use ambient::{Reset, delay};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use faults::{Defect, Effect, HalfBody, JwksDefect, Route, TokenFault, WireEffect, made_up};

use crate::app::App;

/// A fault of the mock.
pub type Fault = faults::Fault<Route, Effect>;

/// The faults that are set on a mock. Clones share one list.
pub type Faults = faults::Faults<Route, Effect>;

/// What a fault does to the request on the wire.
pub(crate) async fn apply(
    app: &App,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let (method, path) = (request.method(), request.uri().path());
    let effect = app.faults().hit(|fault| match &fault.effect {
        Effect::Wire(effect) if fault.matches.matches(method, path) => Some(effect.clone()),
        Effect::Wire(_) | Effect::Defect(_) => None,
    });
    match effect {
        None => next(request).await,
        Some(WireEffect::Status {
            status,
            body,
            retry_after,
        }) => made_up(status, body.as_deref(), retry_after).map(Body::from),
        Some(WireEffect::Latency(latency)) => {
            delay(latency).await;
            next(request).await
        }
        Some(WireEffect::Reset) => {
            if let Some(connection) = request.extensions().get::<Reset>() {
                connection.reset();
            }
            // Nobody gets it.
            StatusCode::BAD_GATEWAY.into_response()
        }
        Some(WireEffect::TruncateBody) => truncated(next(request).await).await,
        Some(WireEffect::ContentType(kind)) => {
            let mut response = next(request).await;
            response.headers_mut().insert(CONTENT_TYPE, kind);
            response
        }
    }
}

/// The answer with half of its body and the length of all of it.
async fn truncated(response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    // The mock's bodies are made before they are sent, and do not fail.
    let body: Bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    head.headers.insert(CONTENT_LENGTH, body.len().into());
    Response::from_parts(head, Body::new(HalfBody::of(&body)))
}

/// What is wrong with the tokens that this request gets.
pub(crate) fn token_fault(app: &App, method: &Method, path: &str) -> Option<TokenFault> {
    app.faults().hit(|fault| match &fault.effect {
        Effect::Defect(Defect::Token(token)) if fault.matches.matches(method, path) => {
            Some(token.clone())
        }
        Effect::Wire(_) | Effect::Defect(_) => None,
    })
}

/// What is wrong with the key set that this request gets.
pub(crate) fn jwks_defect(app: &App, method: &Method, path: &str) -> Option<JwksDefect> {
    app.faults().hit(|fault| match &fault.effect {
        Effect::Defect(Defect::Jwks(defect)) if fault.matches.matches(method, path) => {
            Some(*defect)
        }
        Effect::Wire(_) | Effect::Defect(_) => None,
    })
}

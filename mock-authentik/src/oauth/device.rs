//! `POST /application/o/device/`: a device asks to be authorised (RFC 8628, section 3.1).

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::answer::uncached_json;
use super::error::OAuthError;
use super::request::{ClientCredentials, FormRequest};
use crate::app::App;
use crate::flows::Visitor;
use crate::http::{method_not_allowed, options, python_json};
use crate::model::{DeviceState, DeviceToken, Provider};
use crate::throttle::Rate;

const ALLOWED: &str = "POST, OPTIONS";
/// Seconds between two polls; Authentik does not insist (observed, section 6).
const INTERVAL: u32 = 5;

/// Counts the request, whatever its method, and answers POST with the codes. The secret is not asked
/// for, and the scopes are taken as they are (reference, section 4).
pub(super) async fn respond(State(app): State<App>, request: FormRequest) -> Response {
    if !is_admitted(&app, &request) {
        return refusal(
            &app,
            &request,
            StatusCode::TOO_MANY_REQUESTS,
            OAuthError::SlowDown,
        );
    }
    match request.info.method {
        Method::POST => post(&app, &request),
        Method::OPTIONS => options(ALLOWED),
        _ => method_not_allowed(ALLOWED),
    }
}

/// Nobody who is logged in here is throttled; others are by `X-Forwarded-For` as a whole, or by where
/// they come from (reference, section 4).
fn is_admitted(app: &App, request: &FormRequest) -> bool {
    if Visitor::of(app, &request.headers).user.is_some() {
        return true;
    }
    let (addresses, now) = (&request.info.addresses, app.now());
    let mut store = app.store();
    store.throttle.admit(addresses, Rate::DEVICE, now).is_ok()
}

fn post(app: &App, request: &FormRequest) -> Response {
    let now = app.now();
    let mut store = app.store();
    let client_id = if app.profile().devices_may_use_basic() {
        ClientCredentials::of(request, app.profile()).id
    } else {
        request.form.text("client_id").to_owned()
    };
    let provider = store.provider_by_client_id(&client_id);
    let usable = provider.filter(|provider| store.application_of(provider.pk).is_some());
    let Some(provider) = usable.cloned() else {
        return refusal(
            app,
            request,
            StatusCode::BAD_REQUEST,
            OAuthError::InvalidClient,
        );
    };
    let token = device_token(app, request, &provider);
    let page = format!("{}/device", request.base);
    let body = json!({
        "device_code": token.device_code,
        "verification_uri": page,
        "verification_uri_complete": format!("{page}?code={}", token.user_code),
        "user_code": token.user_code,
        "expires_in": provider.access_code_validity.as_secs(),
        "interval": INTERVAL,
    });
    store.grants.insert_device_token(token, now);
    if app.profile().device_answers_are_uncached() {
        uncached_json(StatusCode::OK, &body)
    } else {
        python_json(StatusCode::OK, &body)
    }
}

fn device_token(app: &App, request: &FormRequest, provider: &Provider) -> DeviceToken {
    let printable: Vec<u8> = (b'!'..=b'~').collect();
    let scope = request.form.text("scope");
    DeviceToken {
        pk: 0,
        device_code: app.entropy().text(&printable, 128),
        user_code: app.entropy().digits(9),
        provider: provider.pk,
        scopes: scope.split_whitespace().map(str::to_owned).collect(),
        state: DeviceState::Pending,
        polled: None,
        interval: INTERVAL,
        expires: provider.access_code_validity.after(app.now()),
    }
}

fn refusal(app: &App, request: &FormRequest, status: StatusCode, error: OAuthError) -> Response {
    if app.profile().device_answers_are_uncached() {
        error.answer(status, app.profile(), &request.info.id)
    } else {
        (status, [(CONTENT_TYPE, "text/html; charset=utf-8")]).into_response()
    }
}

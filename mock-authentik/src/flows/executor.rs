//! `/api/v3/flows/executor/<slug>/`: passes a flow, stage by stage (reference, section 2.7).

use axum::extract::{Path, Request, State};
use axum::http::header::{ALLOW, CONTENT_TYPE, VARY, X_FRAME_OPTIONS};
use axum::http::request::Parts;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::challenge::{Outcome, access_denied, typed};
use super::plan::{NotApplicable, Pending, Plan, Step};
use super::stage;
use super::visit::Visit;
use crate::app::App;
use crate::http::{
    BaseUrl, Form, RequestInfo, api_json, check_csrf, not_found, python_json, received, redirect,
    server_error,
};
use crate::model::{EventAction, Intent};
use crate::store::Entry;
use crate::throttle::Rate;

const ALLOWED: &str = "GET, POST, HEAD, OPTIONS";

/// Passes the current stage of the flow of that slug, or shows it.
pub(super) async fn executor(
    State(app): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Some(flow) = app.store().flow_by_slug(&slug).cloned() else {
        return not_found();
    };
    let body = match parts.method {
        Method::GET | Method::HEAD => None,
        Method::POST => Some(received(body).await),
        _ => return executor_headers(method_not_allowed(&parts.method)),
    };
    let sent = Form::parse(parts.uri.query().unwrap_or_default().as_bytes());
    let query = Form::parse(sent.text("query").as_bytes());
    let (base, request) = (BaseUrl::of(&parts), RequestInfo::of(&parts));
    let mut visit = Visit::new((&app, &base, &request), &parts.headers, (flow, query));
    if visit.user.is_none() {
        let mut store = app.store();
        let admitted = store
            .throttle
            .admit(&request.addresses, Rate::API, app.now());
        if let Err(throttled) = admitted {
            return executor_headers(throttled.answer());
        }
    }
    let begun = begin(&mut visit);
    let outcome = match (begun, body) {
        (Err(error), _) => Outcome::Denied(error.to_string()),
        (Ok(()), None) => stage::show(&mut visit),
        (Ok(()), Some(body)) => post(&mut visit, &parts, &body),
    };
    let mut response = answer(&mut visit, outcome, &parts, &sent);
    // Reading the CSRF cookie while logging in moves `Cookie` to the front (recording `10-device`,
    // "executor follow").
    if visit.sets_csrf() && app.profile().answers_tell_their_language() {
        let vary = HeaderValue::from_static("Cookie, Accept-Language");
        response.headers_mut().insert(VARY, vary);
    }
    let saved = visit.save(&mut response);
    match (saved, begun) {
        (Ok(()), Ok(())) => executor_headers(response),
        // Recording `04-login-flow-errors`, "authorization flow, anonymous, no plan".
        (Ok(()), Err(NotApplicable)) => same_origin_frames(response),
        (Err(error), _) => {
            tracing::error!(%error, "the session cookie cannot be signed");
            server_error()
        }
    }
}

/// Plans the flow unless it is under way already. A link that somebody was sent has a plan of its own.
fn begin(visit: &mut Visit<'_>) -> Result<(), NotApplicable> {
    if let Some(plan) = redeem_link(visit)? {
        visit.plan = Some(plan);
    }
    if visit.plan.is_none() {
        let plan = Plan::new(&visit.app.store(), &visit.flow, visit.logged_in(), false)?;
        visit.plan = Some(plan);
    }
    Ok(())
}

/// The plan of the link whose token the page's query has, if it leads here: the flow is about whom it
/// was made for. It can be followed once (source of 2026.2, `flows/views/executor.py`).
fn redeem_link(visit: &Visit<'_>) -> Result<Option<Plan>, NotApplicable> {
    let Some(key) = visit.query.get("flow_token") else {
        return Ok(None);
    };
    let mut store = visit.app.store();
    let live = store.live_token(key, Intent::Recovery, visit.app.now());
    let link = live.filter(|token| token.flow == Some(visit.flow.pk));
    let Some((pk, user)) = link.map(|token| (token.pk, token.user)) else {
        return Ok(None);
    };
    store.tokens.remove(pk);
    let mut plan = Plan::new(&store, &visit.flow, None, true)?;
    plan.pending = Some(Pending::Known(user));
    Ok(Some(plan))
}

/// Takes an answer. Once logged in it must pass the protection against cross-site requests, else
/// the request counts as nobody's (recording `04-login-flow-errors`, "executor POST
/// ak-stage-consent"). Only JSON is read ("executor POST form-encoded").
fn post(visit: &mut Visit<'_>, parts: &Parts, body: &[u8]) -> Outcome {
    if visit.user.is_some() && check_csrf(parts).is_err() {
        visit.user = None;
        return Outcome::Broken;
    }
    let content_type = parts.headers.get(CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let media_type = content_type.unwrap_or_default().split(';').next();
    let answer = match media_type.map(str::trim) {
        Some("application/json") => serde_json::from_slice(body).ok(),
        _ => None,
    };
    match answer {
        Some(Value::Object(fields)) => stage::answer(visit, &fields),
        Some(_) => stage::answer(visit, &Map::new()),
        None => Outcome::Broken,
    }
}

fn answer(visit: &mut Visit<'_>, outcome: Outcome, parts: &Parts, sent: &Form) -> Response {
    match outcome {
        Outcome::Ask(challenge) => ok(&challenge.into_json(visit)),
        Outcome::Passed => {
            let left = visit.plan.as_mut().map_or(0, |plan| {
                plan.steps.pop_front();
                plan.steps.len()
            });
            match left {
                0 => done(visit),
                _ => again(visit.app, parts, sent),
            }
        }
        Outcome::Denied(message) => {
            let challenge = access_denied(&message, visit);
            let body = challenge.into_json(visit);
            visit.plan = None;
            ok(&body)
        }
        Outcome::Autosubmit(fields) => {
            leave(visit);
            let mut body = typed("native", visit.app);
            body.insert("component".into(), "ak-stage-autosubmit".into());
            body.extend(fields);
            ok(&body)
        }
        Outcome::Redirect(to) => {
            leave(visit);
            redirect_to(visit.app, &to)
        }
        Outcome::Shell(page) => {
            let mut body = typed("shell", visit.app);
            body.insert("component".into(), "xak-flow-shell".into());
            body.insert("body".into(), page.into());
            ok(&body)
        }
        Outcome::Broken => broken(visit),
        Outcome::BrokenAtEnd => {
            visit.plan = None;
            broken(visit)
        }
    }
}

/// The browser goes elsewhere, which ends the flow; answering a client does not in older versions.
fn leave(visit: &mut Visit<'_>) {
    let step = visit.plan.as_ref().and_then(|plan| plan.steps.front());
    let answers_client = matches!(step, Some(Step::Authorization(_)));
    if !answers_client || visit.app.profile().answering_the_client_ends_the_flow() {
        visit.plan = None;
    }
}

/// The flow is passed: on to `next`, which must be of this site.
fn done(visit: &mut Visit<'_>) -> Response {
    let next = match visit.query.text("next") {
        "" => "/",
        next => next,
    };
    if is_absolute(next) {
        let body = access_denied("Invalid next URL", visit).into_json(visit);
        visit.plan = None;
        return ok(&body);
    }
    let to = next.to_owned();
    visit.plan = None;
    redirect_to(visit.app, &to)
}

/// Whether an address names a host, as Python's `urlparse` sees it.
pub(super) fn is_absolute(address: &str) -> bool {
    let after_scheme = match address.split_once(':') {
        Some((scheme, rest)) if !scheme.contains(['/', '?', '#']) => rest,
        _ => address,
    };
    // Browsers take a backslash for a slash.
    let host = after_scheme.replace('\\', "/");
    host.strip_prefix("//").is_some_and(|host| !host.is_empty())
}

/// To the same address, for the next stage; as a challenge when the client wrote the address
/// otherwise than Python would.
fn again(app: &App, parts: &Parts, sent: &Form) -> Response {
    let to = match parts.uri.query() {
        None => parts.uri.path().to_owned(),
        Some(_) => format!("{}?{}", parts.uri.path(), sent.urlencode()),
    };
    let here = parts.uri.path_and_query().map(PathAndQuery::as_str);
    if here == Some(to.as_str()) {
        redirect(&to)
    } else {
        redirect_to(app, &to)
    }
}

fn redirect_to(app: &App, to: &str) -> Response {
    let mut body = typed("redirect", app);
    body.insert("component".into(), "xak-flow-redirect".into());
    body.insert("to".into(), to.into());
    ok(&body)
}

fn broken(visit: &Visit<'_>) -> Response {
    let entry = Entry {
        action: EventAction::SystemException,
        app: "authentik.flows.views.executor",
        user: visit.logged_in(),
        context: json!({"message": "System exception during flow execution."}),
    };
    let event = entry.into_event(visit.app, visit.request);
    visit.app.store().log(event);
    let mut body = typed("native", visit.app);
    body.insert("component".into(), "ak-stage-flow-error".into());
    body.insert("request_id".into(), visit.request.id.clone().into());
    ok(&body)
}

fn ok(body: &impl serde::Serialize) -> Response {
    python_json(StatusCode::OK, body)
}

fn method_not_allowed(method: &Method) -> Response {
    if *method == Method::OPTIONS {
        return ([(CONTENT_TYPE, "text/html; charset=utf-8")], "").into_response();
    }
    let detail = format!("Method \"{method}\" not allowed.");
    api_json(StatusCode::METHOD_NOT_ALLOWED, &json!({"detail": detail}))
}

fn executor_headers(mut response: Response) -> Response {
    let allowed = HeaderValue::from_static(ALLOWED);
    response.headers_mut().insert(ALLOW, allowed);
    same_origin_frames(response)
}

fn same_origin_frames(mut response: Response) -> Response {
    let frames = HeaderValue::from_static("SAMEORIGIN");
    response.headers_mut().insert(X_FRAME_OPTIONS, frames);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_host_is_absolute() {
        for address in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
            assert!(is_absolute(address), "{address}");
        }
        for address in ["/", "/device?code=1", "/if/user/?next=https://a.example/"] {
            assert!(!is_absolute(address), "{address}");
        }
    }
}

//! `/application/o/authorize/`: the authorization endpoint (RFC 6749, section 3.1).

mod error;
mod locale;
mod request;
mod respond;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::Response;

pub(crate) use request::AuthorizationRequest;
pub(super) use request::has_forbidden_scheme;
pub(crate) use respond::fulfil;

use error::{AuthorizeError, ErrorCode};
use request::ResponseMode;

use crate::app::App;
use crate::flows::{
    Outcome, Permission, Plan, Step, Visit, Visitor, planned_page, save_plan,
    to_authentication_flow,
};
use crate::http::{
    BaseUrl, Form, RequestInfo, not_found, options, permission_denied, redirect, server_error,
};
use crate::model::{Application, Flow, Login, Provider, User};
use crate::policy;

/// Checks the request and the visitor, and begins the provider's authorization flow.
pub(super) async fn authorize(State(app): State<App>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let query = Form::parse(parts.uri.query().unwrap_or_default().as_bytes());
    let response = respond(&app, &parts, &query);
    if app.profile().requests_set_the_language() {
        locale::remember(&query, response)
    } else {
        response
    }
}

fn respond(app: &App, parts: &Parts, query: &Form) -> Response {
    if query.iter().next().is_none() {
        return not_found();
    }
    let request = AuthorizationRequest::read(query, (&mut app.store(), app.profile()));
    let request = match request {
        Ok(request) => request,
        Err(error) => return error.into_response(),
    };
    let visitor = Visitor::of(app, &parts.headers);
    if request.prompt.none && visitor.user.is_none() {
        let error = request.refused(ErrorCode::LoginRequired);
        return AuthorizeError::Client(error).into_response();
    }
    let Some((provider, application)) = application_of(app, request.provider) else {
        // Observed, section 13.
        return permission_denied();
    };
    let flow = (provider.authentication_flow, application.pk);
    let Some((user, login)) = visitor.user.clone() else {
        return to_authentication_flow(app, parts, visitor, flow);
    };
    if !policy::allows(&app.store(), application.pk, &user) {
        return permission_denied();
    }
    // Who may do what is decided before the method is looked at (recording `40-cors`, "preflight").
    if parts.method == Method::OPTIONS {
        return options("GET, HEAD, OPTIONS");
    }
    if must_log_in_again(app, &request, &visitor, &login) {
        let mut visitor = visitor;
        visitor.session.last_login_uid = Some(login.event);
        return to_authentication_flow(app, parts, visitor, flow);
    }
    let client = (&provider, &application);
    begin(app, (parts, query), (visitor, user), client, request)
}

fn application_of(app: &App, provider: i32) -> Option<(Provider, Application)> {
    let store = app.store();
    let application = store.application_of(provider)?;
    Some((store.providers.get(&provider)?.clone(), application.clone()))
}

/// Whether the login is too old, or does not count for this request's `prompt=login`. The login that
/// was current at the first such request does not; every later one does, from then on (reference,
/// section 2.5).
fn must_log_in_again(
    app: &App,
    request: &AuthorizationRequest,
    visitor: &Visitor,
    login: &Login,
) -> bool {
    let age = app.now().duration_since(login.at);
    let too_old = request.max_age.is_some_and(|max_age| max_age < age);
    let counts = visitor
        .session
        .last_login_uid
        .is_some_and(|uid| uid != login.event);
    too_old || (request.prompt.login && !counts)
}

/// Plans the authorization flow. One in which nobody is asked anything answers the client at once.
fn begin(
    app: &App,
    (parts, query): (&Parts, &Form),
    (visitor, user): (Visitor, User),
    (provider, application): (&Provider, &Application),
    request: AuthorizationRequest,
) -> Response {
    let planned = plan(app, &user, (provider, application), &request);
    let Some((flow, plan)) = planned else {
        return permission_denied();
    };
    let base = BaseUrl::of(parts);
    let silent = plan.steps.is_empty() && request.response_mode != ResponseMode::FormPost;
    if silent && app.profile().silent_flows_answer_at_once() {
        let info = RequestInfo::of(parts);
        let from = (app, &base, &info);
        let mut visit = Visit::new(from, &parts.headers, (flow, query.clone()));
        visit.plan = Some(plan);
        let outcome = fulfil(&visit, &request);
        return match outcome {
            Outcome::Redirect(to) => redirect(&to),
            _ => server_error(),
        };
    }
    let plan = plan.then(Step::Authorization(Box::new(request)));
    let response = redirect(&planned_page(app, Some(&user), &flow.slug, query));
    save_plan(app, &base, (visitor, Some(plan)), response)
}

fn plan(
    app: &App,
    user: &User,
    (provider, application): (&Provider, &Application),
    request: &AuthorizationRequest,
) -> Option<(Flow, Plan)> {
    let store = app.store();
    let flow = store.flows.get(&provider.authorization_flow)?;
    let permissions = Permission::of_scopes((&store, app.profile()), provider.pk, &request.scopes);
    let plan = Plan::new(&store, flow, Some(user), true).ok()?;
    let mut plan = plan.of_application(application.pk, permissions);
    let asks = plan.asks_consent(&store) && !app.profile().consent_prompt_always_asks();
    if request.prompt.consent && !asks {
        plan = plan.then(Step::AlwaysConsent);
    }
    Some((flow.clone(), plan))
}

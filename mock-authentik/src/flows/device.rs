//! `/device`: where somebody approves a device (RFC 8628, section 3.3).

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::address::planned_page;
use super::login::to_login;
use super::plan::{Permission, Plan, Step};
use super::session::{Visitor, save_plan};
use crate::app::App;
use crate::http::{BaseUrl, Form, permission_denied, redirect};
use crate::model::{DeviceState, DeviceToken, User};
use crate::policy;

/// Why a user code leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("there is no such user code; have the device ask for a new one")]
    UnknownCode,
    #[error("the user may not use the application; bind them or their group to it")]
    Denied,
}

/// The plan to approve the device of this user code: the provider's authorization flow, then the
/// approval. With the slug of the flow.
pub(super) fn plan(app: &App, user_code: &str, user: &User) -> Result<(String, Plan), Refusal> {
    let now = app.now();
    let mut store = app.store();
    let is_over = |token: &DeviceToken| {
        app.device_grant_is_strict() && (token.expires <= now || token.state == DeviceState::Denied)
    };
    let token = store
        .grants
        .device_token_by_user_code(user_code, now)
        .filter(|token| !is_over(token))
        .ok_or(Refusal::UnknownCode)?;
    let provider = store.providers.get(&token.provider);
    let provider = provider.ok_or(Refusal::UnknownCode)?;
    let application = store.application_of(provider.pk);
    let application = application.ok_or(Refusal::Denied)?;
    if app.profile().devices_obey_policies() && !policy::allows(&store, application.pk, user) {
        store.grants.deny_device(user_code, now);
        return Err(Refusal::Denied);
    }
    let flow = store.flows.get(&provider.authorization_flow);
    let flow = flow.ok_or(Refusal::Denied)?;
    let permissions = Permission::of_scopes((&store, app.profile()), provider.pk, &token.scopes);
    let plan = Plan::new(&store, flow, Some(user), true).map_err(|_| Refusal::Denied)?;
    let plan = plan
        .of_application(application.pk, permissions)
        .then(Step::DeviceCodeFinish(user_code.to_owned()));
    Ok((flow.slug.clone(), plan))
}

/// `GET /device`: with a code to its approval, without one to the brand's flow that asks for it.
pub(super) async fn device(State(app): State<App>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let visitor = Visitor::of(&app, &parts.headers);
    let Some(user) = visitor.logged_in().cloned() else {
        return to_login(&parts.uri);
    };
    let flow = {
        let store = app.store();
        let flow = store.brand().and_then(|brand| brand.flow_device_code);
        flow.and_then(|pk| store.flows.get(&pk)).cloned()
    };
    let Some(flow) = flow else {
        // Recording `00-setup`, "GET /device, brand has no device flow".
        let html = [(CONTENT_TYPE, "text/html; charset=utf-8")];
        return (StatusCode::NOT_FOUND, html, "").into_response();
    };
    let query = Form::parse(parts.uri.query().unwrap_or_default().as_bytes());
    let (slug, plan) = match query.get("code").map(|code| plan(&app, code, &user)) {
        Some(Ok(planned)) => planned,
        Some(Err(refusal)) if refusal == Refusal::Denied || denies(&app) => {
            return permission_denied();
        }
        // Older versions ask for the code again.
        Some(Err(_)) | None => match Plan::new(&app.store(), &flow, Some(&user), true) {
            Ok(plan) => (flow.slug.clone(), plan.then(Step::DeviceCode)),
            Err(_) => return permission_denied(),
        },
    };
    let response = redirect(&planned_page(&app, Some(&user), &slug, &query));
    save_plan(&app, &BaseUrl::of(&parts), (visitor, Some(plan)), response)
}

fn denies(app: &App) -> bool {
    app.profile().wrong_user_codes_are_denied()
}

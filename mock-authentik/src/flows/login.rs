//! Sending a visitor to log in.

use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::Response;
use uuid::Uuid;

use super::address::planned_page;
use super::plan::Plan;
use super::session::{Visitor, save_plan};
use crate::app::App;
use crate::http::{BaseUrl, Form, not_found, permission_denied, quote, redirect};

/// What Django's views do with somebody who is not logged in (recording `10-device`, "browser GET").
pub(super) fn to_login(here: &Uri) -> Response {
    let here = path_and_query(here);
    redirect(&format!(
        "/flows/-/default/authentication/?next={}",
        quote(here)
    ))
}

/// What views of an application do: the flow is planned, so that it can name the application
/// (recording `02-authcode-pkce`, "browser GET").
pub(crate) fn to_authentication_flow(
    app: &App,
    parts: &Parts,
    visitor: Visitor,
    (flow, application): (Option<Uuid>, Uuid),
) -> Response {
    if !app.profile().applications_plan_the_login() {
        let mut visitor = visitor;
        visitor.session.application_pre = Some(application);
        let plan = visitor.session.plan.take();
        let response = to_login(&parts.uri);
        return save_plan(app, &BaseUrl::of(parts), (visitor, plan), response);
    }
    let (flow, plan) = {
        let store = app.store();
        let of_brand = || store.brand().and_then(|brand| brand.flow_authentication);
        let flow = flow.or_else(of_brand).and_then(|pk| store.flows.get(&pk));
        let Some(flow) = flow else {
            return not_found();
        };
        match Plan::new(&store, flow, visitor.logged_in(), true) {
            Ok(plan) => (
                flow.slug.clone(),
                plan.of_application(application, Vec::new()),
            ),
            Err(_) => return permission_denied(),
        }
    };
    let query = Form::parse(parts.uri.query().unwrap_or_default().as_bytes());
    let query = query.with("next", path_and_query(&parts.uri));
    let response = redirect(&planned_page(app, visitor.logged_in(), &flow, &query));
    save_plan(app, &BaseUrl::of(parts), (visitor, Some(plan)), response)
}

fn path_and_query(uri: &Uri) -> &str {
    uri.path_and_query().map_or("/", |here| here.as_str())
}

//! `/application/o/<slug>/end-session/`: RP-initiated logout, as far as Authentik goes with it.

use axum::extract::{Path, Request, State};
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::flows::{
    Plan, Step, Visitor, flow_page, planned_page, save_plan, to_authentication_flow,
};
use crate::http::{BaseUrl, Form, not_found, options, permission_denied, redirect};
use crate::model::{Application, Flow};
use crate::policy;

/// Begins the provider's invalidation flow. `id_token_hint` and `post_logout_redirect_uri` are merely
/// carried along (observed, section 11).
pub(super) async fn end_session(
    State(app): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let query = Form::parse(parts.uri.query().unwrap_or_default().as_bytes());
    if !app.profile().end_session_is_a_flow() {
        // Recording `2023.10.7/08-end-session`, "end-session unknown app".
        let page = flow_page(&slug, &query);
        return redirect(&page.replacen("/if/flow/", "/if/session-end/", 1));
    }
    let Some((application, flow)) = find(&app, &slug) else {
        return not_found();
    };
    let visitor = Visitor::of(&app, &parts.headers);
    if visitor.session.plan.is_some() && app.profile().end_session_respects_plans() {
        // Recording `08-end-session`, "end-session again, plan still in session".
        let page = "<html><body>Logout successful</body></html>";
        return ([(CONTENT_TYPE, "text/html")], page).into_response();
    }
    let Some(user) = visitor.logged_in().cloned() else {
        return to_authentication_flow(&app, &parts, visitor, (None, application.pk));
    };
    let planned = {
        let store = app.store();
        let allowed = policy::allows(&store, application.pk, &user);
        let plan = Plan::new(&store, &flow, Some(&user), true);
        plan.ok().filter(|_| allowed)
    };
    let Some(plan) = planned else {
        return permission_denied();
    };
    // Who may do what is decided before the method is looked at (recording `40-cors`, "preflight").
    if parts.method == Method::OPTIONS {
        return options("GET, HEAD, OPTIONS");
    }
    let plan = plan
        .of_application(application.pk, Vec::new())
        .then(Step::SessionEnd);
    let response = redirect(&planned_page(&app, Some(&user), &flow.slug, &query));
    save_plan(&app, &BaseUrl::of(&parts), (visitor, Some(plan)), response)
}

fn find(app: &App, slug: &str) -> Option<(Application, Flow)> {
    let store = app.store();
    let application = store.application_by_slug(slug)?;
    let provider = store.providers.get(&application.provider?)?;
    let flow = store.flows.get(&provider.invalidation_flow)?;
    Some((application.clone(), flow.clone()))
}

//! `/flows/-/default/…/` and `/flows/-/cancel/`: to the flow of the brand, and out of one.

use axum::extract::{Path, Request, State};
use axum::response::Response;

use super::address::flow_page;
use super::executor::is_absolute;
use super::session::{Visitor, save_plan};
use crate::app::App;
use crate::http::{BaseUrl, Form, not_found, redirect};
use crate::model::{Designation, Flow};
use crate::store::Store;

/// To the brand's flow of that designation. A plan for another flow is dropped, and the session saved
/// then alone (recording `04-login-flow-errors`, "default invalidation (logout)").
pub(super) async fn default_flow(
    State(app): State<App>,
    Path(designation): Path<String>,
    request: Request,
) -> Response {
    let (parts, _) = request.into_parts();
    let flow = {
        let store = app.store();
        let designation = Designation::from_name(&designation);
        designation.and_then(|designation| of_brand(&store, designation).cloned())
    };
    let Some(flow) = flow else {
        return not_found();
    };
    let query = Form::parse(parts.uri.query().unwrap_or_default().as_bytes());
    let response = redirect(&flow_page(&flow.slug, &query));
    let visitor = Visitor::of(&app, &parts.headers);
    match &visitor.session.plan {
        Some(plan) if plan.flow != flow.pk => {
            save_plan(&app, &BaseUrl::of(&parts), (visitor, None), response)
        }
        _ => response,
    }
}

fn of_brand(store: &Store, designation: Designation) -> Option<&Flow> {
    let brand = store.brand()?;
    let flow = match designation {
        Designation::Authentication => brand.flow_authentication,
        Designation::Invalidation => brand.flow_invalidation,
        Designation::Recovery => brand.flow_recovery,
        Designation::Unenrollment => brand.flow_unenrollment,
        Designation::Authorization | Designation::Enrollment | Designation::StageConfiguration => {
            None
        }
    };
    let mut flows = store.flows.values();
    flow.and_then(|pk| store.flows.get(&pk))
        .or_else(|| flows.find(|flow| flow.designation == designation))
}

/// Out of the flow under way: on to `next`, else to log out (observed, section 2).
pub(super) async fn cancel(State(app): State<App>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let query = Form::parse(parts.uri.query().unwrap_or_default().as_bytes());
    let response = match query.text("next") {
        next if !next.is_empty() && !is_absolute(next) => redirect(next),
        _ => redirect("/flows/-/default/invalidation/"),
    };
    let visitor = Visitor::of(&app, &parts.headers);
    match visitor.session.plan {
        Some(_) => save_plan(&app, &BaseUrl::of(&parts), (visitor, None), response),
        None => response,
    }
}

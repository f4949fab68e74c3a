//! `/core/applications/`: listing and creating.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::fields;
use super::representation::representation;
use crate::api::{ApiError, Body, Caller, Query, matches_search, order, paginate, passes};
use crate::app::App;
use crate::http::api_json;
use crate::model::{Application, EventAction, PolicyEngineMode};

pub(super) async fn list(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    let query = &query.form;
    let all = store.applications.values();
    let mut applications: Vec<&Application> = all
        .filter(|application| {
            let searched = [&*application.name, &application.slug, &application.group];
            passes(query, "name", &application.name)
                && passes(query, "slug", &application.slug)
                && passes(query, "group", &application.group)
                && matches_search(query.text("search"), &searched)
        })
        .collect();
    order(&mut applications, query, "name", |application, field| {
        Some(match field {
            "name" => application.name.as_str().into(),
            "slug" => application.slug.as_str().into(),
            "group" => application.group.as_str().into(),
            _ => return None,
        })
    });
    paginate(&app, query, &applications, |application| {
        representation(application, &store, app.profile())
    })
}

pub(super) async fn create(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let mut input = body.whole()?;
    let store = &mut app.store();
    let mut application = new_application(&app);
    fields::apply(&mut input, &mut application, store);
    input.finish()?;
    // The answer already shows the application as its provider's.
    let pk = application.pk;
    caller.audit(&app, store, EventAction::ModelCreated, &application);
    store.applications.insert(pk, application);
    let answer = store
        .applications
        .get(&pk)
        .map(|application| representation(application, store, app.profile()));
    Ok(api_json(StatusCode::CREATED, &answer))
}

/// An application as it is when nothing else is said, not yet in the table.
pub(crate) fn new_application(app: &App) -> Application {
    Application {
        pk: app.entropy().uuid(),
        name: String::new(),
        slug: String::new(),
        provider: None,
        open_in_new_tab: false,
        meta_launch_url: String::new(),
        meta_icon: String::new(),
        meta_description: String::new(),
        meta_publisher: String::new(),
        policy_engine_mode: PolicyEngineMode::Any,
        group: String::new(),
    }
}

//! `/core/applications/`: listing, and what a new one is like.

use axum::extract::State;
use axum::response::Response;

use super::representation::representation;
use crate::api::{ApiError, Query, matches_search, order, paginate, passes};
use crate::app::App;
use crate::model::{Application, PolicyEngineMode};

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

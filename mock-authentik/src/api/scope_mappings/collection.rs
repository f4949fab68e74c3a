//! `/propertymappings/provider/scope/`: listing and creating.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::fields;
use super::representation::representation;
use crate::api::{ApiError, Body, Caller, Query, matches_search, order, paginate, passes};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, ScopeMapping};

pub(super) async fn list(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    let managed = query.all("managed");
    let query = &query.form;
    let all = store.scope_mappings.values();
    let mut mappings: Vec<&ScopeMapping> = all
        .filter(|mapping| {
            let of_asked = |asked: &&str| mapping.managed.as_deref() == Some(*asked);
            passes(query, "name", &mapping.name)
                && passes(query, "scope_name", &mapping.scope_name)
                && (managed.is_empty() || managed.iter().any(of_asked))
                && matches_search(query.text("search"), &[&mapping.name, &mapping.scope_name])
        })
        .collect();
    order(&mut mappings, query, "scope_name", |mapping, field| {
        Some(match field {
            "name" => mapping.name.as_str().into(),
            "scope_name" => mapping.scope_name.as_str().into(),
            _ => return None,
        })
    });
    paginate(&app, query, &mappings, |mapping| {
        representation(mapping, app.profile())
    })
}

pub(super) async fn create(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let mut input = body.whole()?;
    let store = &mut app.store();
    let mut mapping = ScopeMapping {
        pk: app.entropy().uuid(),
        managed: None,
        name: String::new(),
        expression: String::new(),
        scope_name: String::new(),
        description: String::new(),
    };
    fields::apply(&mut input, &mut mapping, store);
    input.finish()?;
    let answer = representation(&mapping, app.profile());
    caller.audit(&app, store, EventAction::ModelCreated, &mapping);
    store.scope_mappings.insert(mapping.pk, mapping);
    Ok(api_json(StatusCode::CREATED, &answer))
}

//! `/propertymappings/provider/scope/`: listing, and what a new one is like.

use axum::extract::State;
use axum::response::Response;

use super::representation::representation;
use crate::api::{ApiError, Query, matches_search, order, paginate, passes};
use crate::app::App;
use crate::model::ScopeMapping;

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

/// A scope mapping as it is when nothing else is said, not yet in the table.
pub(super) fn new_scope_mapping(app: &App) -> ScopeMapping {
    ScopeMapping {
        pk: app.entropy().uuid(),
        managed: None,
        name: String::new(),
        expression: String::new(),
        scope_name: String::new(),
        description: String::new(),
    }
}

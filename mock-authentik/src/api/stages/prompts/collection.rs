//! `/stages/prompt/prompts/`: listing.

use axum::extract::State;
use axum::response::Response;

use super::representation::prompt_json;
use crate::api::{ApiError, Query, filter, matches_search, order, paginate, passes};
use crate::app::App;
use crate::model::Prompt;

pub(super) async fn list(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    let query = &query.form;
    let mut prompts: Vec<&Prompt> = store.prompts.values().collect();
    prompts.retain(|prompt| {
        let fields = [
            ("field_key", prompt.field_key.as_str()),
            ("name", &prompt.name),
            ("label", &prompt.label),
            ("type", prompt.kind.as_str()),
            ("placeholder", &prompt.placeholder),
        ];
        fields
            .iter()
            .all(|(name, value)| passes(query, name, value))
            && filter(query, "search")
                .is_none_or(|search| matches_search(search, &fields.map(|(_, value)| value)))
    });
    order(&mut prompts, query, "field_key", |prompt, field| {
        Some(match field {
            "field_key" => prompt.field_key.as_str().into(),
            "name" => prompt.name.as_str().into(),
            "order" => prompt.order.into(),
            _ => return None,
        })
    });
    paginate(&app, query, &prompts, |prompt| {
        prompt_json(prompt, &store, app.profile())
    })
}

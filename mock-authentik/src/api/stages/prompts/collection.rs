//! `/stages/prompt/prompts/`: listing and creating.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::fields;
use super::representation::prompt_json;
use crate::api::{ApiError, Body, Caller, Query, filter, matches_search, order, paginate, passes};
use crate::app::App;
use crate::http::api_json;
use crate::model::{EventAction, Prompt};

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

pub(super) async fn create(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let mut input = body.whole()?;
    let store = &mut app.store();
    let mut prompt = Prompt::new(app.entropy().uuid(), "");
    fields::apply(&mut input, &mut prompt, store);
    input.finish()?;
    let answer = prompt_json(&prompt, store, app.profile());
    caller.audit(&app, store, EventAction::ModelCreated, &prompt);
    store.prompts.insert(prompt.pk, prompt);
    Ok(api_json(StatusCode::CREATED, &answer))
}

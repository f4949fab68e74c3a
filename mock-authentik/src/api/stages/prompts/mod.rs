//! The fields that prompt stages ask for: `/stages/prompt/prompts/`.

mod collection;
mod fields;
mod object;
mod representation;

use axum::Router;

use crate::api::resource;
use crate::app::App;
use crate::model::Prompt;

pub(super) fn router(app: &App) -> Router<App> {
    resource::routes(
        app,
        "/stages/prompt/prompts/",
        collection::list,
        |app, _| Prompt::new(app.entropy().uuid(), ""),
    )
}

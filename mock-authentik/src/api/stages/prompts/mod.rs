//! The fields that prompt stages ask for: `/stages/prompt/prompts/`.

mod collection;
mod fields;
mod object;
mod representation;

use axum::Router;
use axum::routing::get;

use crate::api::View;
use crate::app::App;

pub(super) fn router(app: &App) -> Router<App> {
    const PROMPT: &str = "Prompt";
    let one = get(object::read)
        .put(object::change)
        .patch(object::change)
        .delete(object::delete);
    Router::new()
        .route(
            "/stages/prompt/prompts/",
            View::list(PROMPT).of(app, get(collection::list).post(collection::create)),
        )
        .route(
            "/stages/prompt/prompts/{uuid}/",
            View::object(PROMPT).of(app, one),
        )
}

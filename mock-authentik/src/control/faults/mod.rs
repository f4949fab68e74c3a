//! `/_mock/faults`: what goes wrong on purpose.

mod clear;
mod clear_all;
mod list;
mod retrieve;
mod set;

use aide::axum::ApiRouter;
use aide::axum::routing::get_with;
use faults::{Effect, Route};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::app::App;
use crate::control::summary;

/// A fault that is set, and what it has hit.
type Standing = faults::Standing<Route, Effect>;

#[derive(Debug, Deserialize, JsonSchema)]
struct Which {
    /// The name of the fault.
    name: String,
}

pub(super) fn routes() -> ApiRouter<App> {
    let collection = get_with(
        list::list,
        summary("The faults, in the order in which they were set, and what each has hit"),
    )
    .delete_with(clear_all::clear_all, summary("Clears all faults"));
    let one = get_with(retrieve::retrieve, summary("A fault, and what it has hit"))
        .put_with(
            set::set,
            summary("Sets a fault, in the place of one of that name; it counts anew"),
        )
        .delete_with(clear::clear, summary("Clears a fault"));
    ApiRouter::new()
        .api_route("/_mock/faults", collection)
        .api_route("/_mock/faults/{name}", one)
}

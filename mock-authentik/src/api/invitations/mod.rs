//! Invitations: `/stages/invitation/invitations/`.

mod fields;
mod list;
mod object;
mod representation;

use axum::Router;
use serde_json::Map;

use super::{Caller, resource};
use crate::app::App;
use crate::model::Invitation;

pub(super) fn router(app: &App) -> Router<App> {
    let folder = "/stages/invitation/invitations/";
    resource::routes(app, folder, list::handler, new_invitation)
}

fn new_invitation(app: &App, caller: &Caller) -> Invitation {
    Invitation {
        pk: app.entropy().uuid(),
        name: String::new(),
        expires: None,
        fixed_data: Map::new(),
        created_by: caller.user.pk,
        single_use: false,
        flow: None,
    }
}

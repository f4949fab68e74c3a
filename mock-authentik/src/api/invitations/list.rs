//! `GET /api/v3/stages/invitation/invitations/`.

use axum::extract::State;
use axum::response::Response;

use super::representation::invitation_json;
use crate::api::{ApiError, Query, SortKey, filter, matches_search, order, paginate, passes};
use crate::app::App;
use crate::model::Invitation;

pub(super) async fn handler(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    let form = &query.form;
    let mut invitations: Vec<&Invitation> = store.invitations.values().collect();
    invitations.retain(|invitation| {
        let creator = store.users.get(invitation.created_by);
        let creator = creator.map_or("", |user| user.username.as_str());
        passes(form, "name", &invitation.name)
            && passes(form, "created_by__username", creator)
            && filter(form, "search")
                .is_none_or(|search| matches_search(search, &[&invitation.name, creator]))
    });
    order(&mut invitations, form, "-expires", |invitation, field| {
        sort_key(invitation, field)
    });
    paginate(&app, form, &invitations, |invitation| {
        invitation_json(&store, invitation)
    })
}

fn sort_key(invitation: &Invitation, field: &str) -> Option<SortKey> {
    Some(match field {
        "name" => invitation.name.as_str().into(),
        "expires" => invitation.expires.into(),
        "single_use" => invitation.single_use.into(),
        _ => return None,
    })
}

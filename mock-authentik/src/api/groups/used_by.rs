//! `GET /api/v3/core/groups/<uuid>/used_by/`.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::api::{ApiError, Fate, Uses, found};
use crate::app::App;
use crate::model::Group;

pub(super) async fn handler(
    State(app): State<App>,
    Path(pk): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let pk = found::<Group>(&app, &store, &pk)?.pk;
    let mut uses = Uses::new(&app, &store);
    let children = store.groups.values();
    for child in children.filter(|child| child.parents.contains(&pk)) {
        let fate = if app.profile().groups_have_many_parents() {
            Fate::CascadeMany
        } else {
            Fate::SetNull
        };
        let name = format!("Group {}", child.name);
        uses.add(("authentik_core", "group"), (child.pk, &name), fate);
    }
    uses.bindings(|binding| binding.group == Some(pk));
    for user in store.users.iter().filter(|user| user.groups.contains(&pk)) {
        let model = ("authentik_core", "user");
        uses.add(model, (user.pk, &user.username), Fate::CascadeMany);
    }
    Ok(uses.answer())
}

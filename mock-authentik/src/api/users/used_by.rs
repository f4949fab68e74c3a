//! `GET /api/v3/core/users/<pk>/used_by/`.

use axum::extract::{Path, State};
use axum::response::Response;

use super::lookup;
use crate::api::{ApiError, Fate, Uses};
use crate::app::App;
use crate::model::{DeviceState, User};
use crate::profile::SessionReference;
use crate::store::Store;

pub(super) async fn handler(
    State(app): State<App>,
    Path(pk): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let user = lookup::find(&app, &store, &pk)?;
    let (pk, in_groups) = (user.pk, groups(&store, user));
    let mut uses = Uses::new(&app, &store);
    uses.access_tokens(|grant| grant.user == pk);
    let renamed = app.profile().groups_have_many_parents();
    if !renamed {
        add_groups(&mut uses, &in_groups);
    }
    add_sessions(&mut uses, &app, &store, user);
    uses.codes(|grant| grant.user == pk);
    uses.device_tokens(|token| token.state == DeviceState::Approved(pk));
    if renamed {
        // `ak_groups` became `groups`.
        add_groups(&mut uses, &in_groups);
    }
    for invitation in store
        .invitations
        .values()
        .filter(|one| one.created_by == pk)
    {
        let model = ("authentik_stages_invitation", "invitation");
        let name = format!(
            "Invitation {} created by {}",
            invitation.pk.simple(),
            user.username
        );
        uses.add(model, (invitation.pk, &name), Fate::Cascade);
    }
    uses.bindings(|binding| binding.user == Some(pk));
    uses.refresh_tokens(|grant| grant.user == pk);
    if app.profile().users_have_roles() {
        for role in user.roles.iter().filter_map(|pk| store.roles.get(pk)) {
            let (model, name) = (("authentik_rbac", "role"), format!("Role {}", role.name));
            uses.add(model, (role.pk, &name), Fate::CascadeMany);
        }
    }
    uses.consents(|consent| consent.user == pk);
    Ok(uses.answer())
}

/// Key and name of each group of the user's.
fn groups(store: &Store, user: &User) -> Vec<(uuid::Uuid, String)> {
    let groups = user.groups.iter().filter_map(|pk| store.groups.get(pk));
    groups
        .map(|group| (group.pk, format!("Group {}", group.name)))
        .collect()
}

fn add_groups(uses: &mut Uses<'_>, groups: &[(uuid::Uuid, String)]) {
    for (pk, name) in groups {
        uses.add(("authentik_core", "group"), (pk, name), Fate::CascadeMany);
    }
}

fn add_sessions(uses: &mut Uses<'_>, app: &App, store: &Store, user: &User) {
    let all = store.sessions.authenticated(app.now());
    let mut sessions: Vec<_> = all.filter(|(_, login)| login.user == user.pk).collect();
    sessions.sort_by_key(|(_, login)| (login.at, login.uuid));
    for (session, login) in sessions {
        let uuid = login.uuid.to_string();
        let start: String = session.key.chars().take(10).collect();
        let by_key = format!("Authenticated Session {start}");
        let (pk, name) = match app.profile().session_reference() {
            SessionReference::Uuid => (&uuid, format!("AuthenticatedSession object ({uuid})")),
            SessionReference::UuidAndKey => (&uuid, by_key),
            SessionReference::Key => (&session.key, by_key),
        };
        let model = ("authentik_core", "authenticatedsession");
        uses.add(model, (pk, &name), Fate::Cascade);
    }
}

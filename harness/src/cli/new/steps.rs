//! What each step looks like when a scenario is begun.

use crate::suggestion::suggestion;

/// The step of a scenario for which none is named.
pub(super) const USUAL: &str = "sso.login";

/// A step with the settings that it needs. `ALICE` is the first of the people, `BOB` the last.
pub(super) struct Beginning {
    pub(super) name: &'static str,
    pub(super) settings: &'static str,
    /// Who must have logged in to openZro before.
    pub(super) after: &'static [&'static str],
}

const fn step(
    name: &'static str,
    settings: &'static str,
    after: &'static [&'static str],
) -> Beginning {
    Beginning {
        name,
        settings,
        after,
    }
}

#[rustfmt::skip]
pub(super) const BEGINNINGS: [Beginning; 26] = [
    step("sso.login", "{ user: BOB, expect: { outcome: signed_in } }", &[]),
    step("token.refresh", "{ user: ALICE, expect: { outcome: signed_in } }", &["ALICE"]),
    step("token.replay", "{ user: ALICE, expect: { outcome: refused } }", &["ALICE"]),
    step("device.login", "{ user: BOB, expect: { outcome: granted } }", &[]),
    step("pkce.login", "{ user: BOB, expect: { outcome: granted } }", &[]),
    step("peer.register", "{ user: ALICE }", &["ALICE"]),
    step("users.list", "{ as: ALICE, expect: { status: 200 } }", &["ALICE"]),
    step("users.current", "{ as: ALICE, expect: { status: 200 } }", &["ALICE"]),
    step("users.invite", "{ as: ALICE, invite: { email: carol@example.com, name: Carol } }", &["ALICE"]),
    step("users.delete", "{ as: ALICE, user: BOB }", &["ALICE", "BOB"]),
    step("accounts.list", "{ as: ALICE, expect: { status: 200 } }", &["ALICE"]),
    step("peers.list", "{ as: ALICE, expect: { status: 200 } }", &["ALICE"]),
    step("events.list", "{ as: ALICE, expect: { status: 200 } }", &["ALICE"]),
    step("http", "{ method: GET, path: /api/groups, as: ALICE }", &["ALICE"]),
    step("guide.follow", "{}", &[]),
    step("clock.advance", "{ by: 11m }", &[]),
    step("authentik.request", "{ method: GET, path: core/users/me/, expect: { status: 200 } }", &[]),
    step("authentik.user", "{ user: BOB, expect: { outcome: active } }", &[]),
    step("authentik.deactivate_user", "{ user: BOB }", &[]),
    step("authentik.delete_user", "{ user: BOB }", &[]),
    step("authentik.rotate_key", "{}", &[]),
    step("fault.set", "{ name: down, matches: { from: openzro }, effect: { status: { status: 503 } } }", &[]),
    step("fault.clear", "{ name: down }", &[]),
    step("openzro.start", "{ expect: { outcome: started } }", &[]),
    step("openzro.status", "{ expect: { outcome: running } }", &[]),
    step("openzro.restart", "{ expect: { outcome: started } }", &[]),
];

pub(super) fn names() -> impl Iterator<Item = &'static str> {
    BEGINNINGS.iter().map(|step| step.name)
}

/// A step by its name.
pub(super) fn known(name: &str) -> Result<&'static str, String> {
    names().find(|known| *known == name).ok_or_else(|| {
        let known: Vec<String> = names().map(str::to_owned).collect();
        format!("no step is called so{}", suggestion(name, &known))
    })
}

//! What went over the wire, kept in the scenario's folder.

use std::path::Path;

use crate::har::{self, Secrets};
use crate::step::World;
use crate::wire::{Entry, Exchange, Peer};

/// Keeps what went over the wire, without secrets. That there is no room for it must not change a
/// scenario's outcome.
pub(super) fn archive(folder: &Path, world: &World) {
    let entries = world.outside.recorder.all();
    let sides = [
        (
            Peer::Authentik,
            "authentik.har",
            world.targets.authentik_url(),
        ),
        (Peer::Openzro, "openzro.har", world.targets.rest_url()),
    ];
    for (peer, name, base) in sides {
        let exchanges: Vec<Exchange> = entries
            .iter()
            .filter_map(Entry::http)
            .filter(|exchange| exchange.to == peer)
            .cloned()
            .collect();
        let path = folder.join(name);
        if let Err(error) = har::write(&path, base, &exchanges, Secrets::Redacted) {
            tracing::warn!("no archive: {error}");
        }
    }
}

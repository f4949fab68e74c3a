//! Recordings of browsers, and what they amount to.

mod story;

pub(crate) use story::scenario;

use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, TRANSFER_ENCODING};

use crate::har::{Recorded, Recording};

/// Whose a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Authentik,
    Openzro,
    Other,
}

/// Paths of Authentik that are asked in logins and by its API. Its scripts and pictures tell nothing.
const AUTHENTIK: [&str; 8] = [
    "/application/",
    "/if/",
    "/flows/",
    "/api/v3/",
    "/device",
    "/source/",
    "/-/health/",
    "/outpost.goauthentik.io/",
];

impl Side {
    fn of(entry: &Recorded) -> Self {
        let path = entry.request.path();
        if AUTHENTIK.iter().any(|start| path.starts_with(start)) {
            Self::Authentik
        } else if path.starts_with("/api/") {
            Self::Openzro
        } else {
            Self::Other
        }
    }
}

/// What a recording of a browser has to do with a login, in the order in which it happened: the requests to
/// Authentik, with `openzro` those to openZro too. Bodies stand in it unpacked, so that their headers no
/// longer say otherwise.
pub(crate) fn relevant(mut recording: Recording, openzro: bool) -> Recording {
    recording.entries.retain(|entry| match Side::of(entry) {
        Side::Authentik => true,
        Side::Openzro => openzro,
        Side::Other => false,
    });
    recording.entries.sort_by_key(|entry| entry.started);
    for entry in &mut recording.entries {
        for name in [CONTENT_ENCODING, CONTENT_LENGTH, TRANSFER_ENCODING] {
            entry.response.headers.remove(name);
        }
    }
    recording
}

//! Clients that mean no good: too much, too slow, too deep, malformed. Each gets a proper status, takes no
//! more than its share, and the mock serves the next one.

mod size;
mod text;

use crate::installation::{ADMIN_TOKEN, Installation};
use crate::raw::{send, status};

const FORM: &[u8] = b"Content-Type: application/x-www-form-urlencoded\r\n";
const JSON: &[u8] = b"Content-Type: application/json\r\n";
const MIB: usize = 1024 * 1024;

async fn status_of(mock: &Installation, bytes: &[u8]) -> Option<u16> {
    status(&send(mock.authentik.address(), bytes).await)
}

fn as_administrator(headers: &[u8]) -> Vec<u8> {
    [
        format!("Authorization: Bearer {ADMIN_TOKEN}\r\n").as_bytes(),
        headers,
    ]
    .concat()
}

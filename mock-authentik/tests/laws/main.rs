//! Laws that the mock keeps whatever it is asked, checked over HTTP. `PROPTEST_CASES` raises the number of
//! cases.
#![cfg(test)]

mod any_bytes;
mod browser;
mod hostile;
mod installation;
mod life;
#[cfg(target_os = "linux")]
mod memory;
mod pagination;
mod pkce;
mod raw;
mod redirect_uris;

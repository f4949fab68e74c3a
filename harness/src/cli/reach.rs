//! Whether a target that should run already answers at all, asked before anything is run against it.

use bytes::Bytes;
use http::{HeaderMap, Method};
use url::Url;

use super::CliError;
use crate::Trust;
use crate::wire::{Request, SendError, Upstream};

/// Asks `url` for anything; every answer will do.
pub(super) async fn reach(url: &Url) -> Result<(), CliError> {
    let upstream = Upstream::new(url.clone(), &Trust::default())?;
    let request = Request {
        method: Method::GET,
        target: "/".to_owned(),
        headers: HeaderMap::new(),
        body: Bytes::new(),
    };
    match upstream.send(&request).await {
        Ok(_) | Err(SendError::TooLarge { .. }) => Ok(()),
        Err(error) => Err(CliError::NoAnswer(error)),
    }
}

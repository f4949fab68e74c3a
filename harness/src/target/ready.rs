//! Waiting until a target answers.

use std::path::Path;
use std::time::Duration;

use ambient::wait_until;
use url::Url;

use super::TargetError;
use crate::Trust;

/// Asks `url` until it gives any answer, unless the target has `ended` before.
pub(super) async fn answers(
    url: Url,
    trust: &Trust,
    patience: Duration,
    log: &Path,
    ended: impl FnMut() -> Option<TargetError>,
) -> Result<(), TargetError> {
    let not_ready = |hint: String| TargetError::NotReady {
        what: url.to_string(),
        patience,
        hint,
    };
    let probe = trust.apply(reqwest::Client::builder()).build();
    let probe = probe.map_err(|error| not_ready(error.to_string()))?;
    let ended = std::sync::Mutex::new(ended);
    let answer = wait_until(patience, || async {
        let ended = ended.lock().ok().and_then(|mut ended| ended());
        if let Some(ended) = ended {
            return Some(Err(ended));
        }
        let asked = probe.get(url.clone()).send().await;
        asked.is_ok().then_some(Ok(()))
    });
    answer
        .await
        .unwrap_or_else(|_| Err(not_ready(format!("its log {}", log.display()))))
}

/// `path` at `base`, which has none.
pub(super) fn at(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(path);
    url
}

//! Before and between the steps: is this an Authentik, does the token work, is the issuer there?

use url::Url;

use super::release::{OLDEST, Release};
use super::work::Work;
use super::{Guide, ProvisionError};
use crate::driver::{Discovery, HttpError};

/// Asks for the version, on which the steps depend; this also tries the address and the token.
pub(super) async fn check(work: &mut Work<'_>) -> Result<String, ProvisionError> {
    let answer = work.get("admin/version/").await?;
    let version = work.text_of(&answer, "version_current", "version")?;
    match Release::read(&version) {
        Some(release) if release >= OLDEST => {
            work.facts = release.facts();
            Ok(version)
        }
        _ => Err(ProvisionError::TooOld {
            found: version,
            needed: OLDEST.to_string(),
        }),
    }
}

/// Fetches the discovery document, as the guide says to before step 6.
pub(super) async fn discovery(
    work: &Work<'_>,
    guide: &Guide,
) -> Result<(Url, Discovery), ProvisionError> {
    let slug = &guide.application.slug;
    let mut issuer = work.api.base().clone();
    issuer.set_path(&format!("/application/o/{slug}/"));
    let fetched = match Discovery::url(issuer.as_str()) {
        Ok(url) => Discovery::fetch(work.api.http(), url.clone())
            .await
            .map(|discovery| (url, discovery)),
        Err(reason) => Err(HttpError::Url {
            url: issuer.into(),
            reason,
        }),
    };
    let step = work.step;
    fetched.map_err(|source| ProvisionError::Http { step, source })
}

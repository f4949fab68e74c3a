//! Before and between the steps: is this an Authentik, does the token work, is the issuer there?

use url::Url;

use super::work::Work;
use super::{Guide, ProvisionError};
use crate::driver::{Discovery, HttpError};

/// The oldest Authentik whose API this program speaks: 2024.12 has redirect URIs as a list, brands,
/// and invalidation flows, none of which 2023.10 has.
const OLDEST: (u32, u32) = (2024, 12);

/// Asks for the version, which also tries the address and the token.
pub(super) async fn check(work: &Work<'_>) -> Result<String, ProvisionError> {
    let answer = work.get("admin/version/").await?;
    let version = work.text_of(&answer, "version_current", "version")?;
    let mut numbers = version.split('.').map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(year)), Some(Ok(month))) if (year, month) >= OLDEST => Ok(version),
        _ => Err(ProvisionError::TooOld {
            found: version,
            needed: format!("{}.{}", OLDEST.0, OLDEST.1),
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

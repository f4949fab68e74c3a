//! Both sides of a scenario.

use std::path::{Path, PathBuf};

use mock_authentik::{Faults as IssuerFaults, MockAuthentik, RotationError};
use mock_openzro::Store;
use tempfile::TempDir;
use url::Url;

use super::{
    Authentik, AuthentikChoice, Openzro, OpenzroChoice, OpenzroSettings, Pair, TargetError,
};
use crate::driver::Outside;
use crate::lab::{Lab, Role};
use crate::provision::{AuthentikApi, Guide, ManagementFiles};
use crate::wire::Faults;

/// Both sides, running. They stop when dropped, openZro first.
#[derive(Debug)]
#[must_use = "targets stop when dropped"]
pub struct Targets {
    openzro: Openzro,
    authentik: Authentik,
    /// `management.json` and openZro's database, which hold secrets, are gone when this is dropped.
    _private: TempDir,
}

/// Whether openZro runs when the first step begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtFirst {
    /// It does.
    Started,
    /// A step starts it.
    Stopped,
}

/// The images that a pair needs, each with the tag that it says.
pub fn images(pair: &Pair) -> Vec<(Role, Option<&str>)> {
    let openzro = match &pair.openzro {
        OpenzroChoice::MockImage(tag) => Some((Role::MockOpenzro, tag.as_deref())),
        OpenzroChoice::Image(tag) => Some((Role::Openzro, Some(tag.as_str()))),
        OpenzroChoice::Mock | OpenzroChoice::Binary(_) | OpenzroChoice::Url(_) => None,
    };
    let authentik = super::authentik::images(&pair.authentik);
    authentik.into_iter().chain(openzro).collect()
}

/// Starts the Authentik of a pair; its logs go to the existing folder `logs`.
///
/// An openZro that runs already knows its Authentik by an address of its own, which has to be the
/// issuer, so that pair does without the tap.
///
/// # Errors
/// [`TargetError`] when it does not start, or the pair cannot work.
pub async fn start_authentik(
    pair: &Pair,
    lab: &Lab,
    logs: &Path,
    outside: &Outside,
) -> Result<Authentik, TargetError> {
    match (&pair.authentik, &pair.openzro) {
        (AuthentikChoice::Url(_), OpenzroChoice::Url(_)) => {
            Authentik::start_untapped(&pair.authentik, lab, logs, outside).await
        }
        (_, OpenzroChoice::Url(url)) => Err(TargetError::Pair(url.clone())),
        _ => Authentik::start(&pair.authentik, lab, logs, outside).await,
    }
}

impl Targets {
    /// Starts openZro beside `authentik`, or leaves it stopped for now; its log goes to `log`.
    ///
    /// # Errors
    /// [`TargetError`] when it does not start or does not become ready.
    pub async fn start(
        pair: &Pair,
        authentik: Authentik,
        at_first: AtFirst,
        guide: &Guide,
        files: ManagementFiles,
        log: PathBuf,
        outside: &Outside,
    ) -> Result<Self, TargetError> {
        let lab = authentik.lab();
        let private = TempDir::with_prefix("openzro-").map_err(|source| TargetError::File {
            path: std::env::temp_dir(),
            source,
        })?;
        let settings = OpenzroSettings {
            management_json: files.management_json,
            flags: guide.management_flags(),
            folder: private.path().to_owned(),
            log,
            store: Store::default(),
        };
        let openzro = match at_first {
            AtFirst::Started => Openzro::start(&pair.openzro, settings, lab, outside).await?,
            AtFirst::Stopped => Openzro::stopped(&pair.openzro, settings, lab, outside).await?,
        };
        Ok(Self {
            openzro,
            authentik,
            _private: private,
        })
    }

    /// Where everybody reaches Authentik.
    pub fn authentik_url(&self) -> &Url {
        self.authentik.url()
    }

    /// Authentik's admin API.
    ///
    /// # Errors
    /// [`TargetError::Http`] when TLS cannot be set up.
    pub fn api(authentik: &Authentik, outside: &Outside) -> Result<AuthentikApi, TargetError> {
        let (base, token) = (authentik.url().clone(), authentik.token().clone());
        Ok(AuthentikApi::new(base, token, &outside.trust)?)
    }

    /// Where administrators reach openZro's REST API, through the tap.
    pub fn rest_url(&self) -> &Url {
        self.openzro.url()
    }

    /// Where clients reach openZro by gRPC.
    pub fn management_url(&self) -> &Url {
        self.openzro.management()
    }

    /// What is done to chosen requests to Authentik; `None` when nothing can be.
    pub fn faults(&self) -> Option<&Faults> {
        self.authentik.faults()
    }

    /// What is wrong with what Authentik issues; `None` where it is none of the mock.
    pub fn issuer_faults(&self) -> Option<&IssuerFaults> {
        self.authentik.mock().map(MockAuthentik::faults)
    }

    /// Has Authentik sign with a new key, and publish the old one still; `None` where it is none of the mock.
    pub fn rotate_key_and_keep_the_old(&self) -> Option<Result<(), RotationError>> {
        let mock = self.authentik.mock()?;
        Some(mock.rotate_key(true).map(|_| ()))
    }

    /// Whether everything that goes to Authentik is seen.
    pub fn sees_the_wire(&self) -> bool {
        self.faults().is_some()
    }

    /// openZro's management server.
    pub fn openzro(&mut self) -> &mut Openzro {
        &mut self.openzro
    }
}

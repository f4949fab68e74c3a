//! Seeds: files that say what an installation holds beside what a fresh one does.

mod application;
mod clock;
mod device_flow;
mod error;
mod group;
mod named;
mod provider;
mod service_account;
mod token;
mod user;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use ambient::{Clock, Entropy};
use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Deserialize;
use serde_saphyr::Spanned;

use application::ApplicationSeed;
use clock::ClockSeed;
use device_flow::DeviceFlowSeed;
use group::GroupSeed;
use service_account::ServiceAccountSeed;
use user::UserSeed;

pub use error::{SeedError, SeedErrorKind};

use crate::app::App;
use crate::store::Store;
use crate::strict::Strict;
use crate::{Bootstrap, Fault, Profile};

/// What an installation holds beside what a fresh one does, read from YAML; `seed.schema.json` has its
/// JSON Schema.
///
/// ```
/// # tokio::runtime::Runtime::new()?.block_on(async {
/// use mock_authentik::{MockAuthentik, Seed};
///
/// let seed: Seed = "{users: {alice: {password: alice-pass}}, applications: {openzro: {}}}".parse()?;
/// let authentik = MockAuthentik::builder().seed(seed).start().await?;
/// # drop(authentik);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Seed {
    file: Option<PathBuf>,
    content: Content,
}

/// A seed's keys.
#[derive(Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(title = "A seed of mock-authentik")]
struct Content {
    /// Which version to behave as; the newest when absent.
    profile: Option<Profile>,
    /// What akadmin is bootstrapped with.
    bootstrap: Bootstrap,
    /// What time it is at the start; the real time when absent.
    clock: Option<ClockSeed>,
    /// Makes ids, secrets and codes the same each time.
    random: Option<u64>,
    /// Groups, by name.
    #[schemars(with = "IndexMap<String, GroupSeed>")]
    groups: IndexMap<String, Spanned<GroupSeed>>,
    /// People, by user name.
    #[schemars(with = "IndexMap<String, UserSeed>")]
    users: IndexMap<String, Spanned<UserSeed>>,
    /// Service accounts, by user name.
    #[schemars(with = "IndexMap<String, ServiceAccountSeed>")]
    service_accounts: IndexMap<String, Spanned<ServiceAccountSeed>>,
    /// Applications with their providers, by slug.
    #[schemars(with = "IndexMap<String, ApplicationSeed>")]
    applications: IndexMap<String, Spanned<ApplicationSeed>>,
    /// The flow by which devices are approved, set in the default brand; none when absent.
    device_flow: Option<DeviceFlowSeed>,
    /// What goes wrong on purpose.
    faults: Vec<Fault>,
    /// Where the mock does what an RFC says, and Authentik does not; nowhere when absent.
    strict: Strict,
}

impl Seed {
    /// Reads a file.
    ///
    /// # Errors
    /// [`SeedError`] names the file, and the line and column of what is wrong.
    pub fn read(file: &Path) -> Result<Self, SeedError> {
        let named = |error: SeedError| error.of(Some(file));
        let text = fs::read_to_string(file)
            .map_err(|error| named(SeedErrorKind::Unreadable(error.to_string()).into()))?;
        let read: Self = text.parse().map_err(named)?;
        Ok(Self {
            file: Some(file.to_owned()),
            ..read
        })
    }

    /// The JSON Schema of seeds.
    pub fn schema() -> Schema {
        schema_for!(Content)
    }

    pub(crate) fn profile(&self) -> Option<Profile> {
        self.content.profile
    }

    pub(crate) fn bootstrap(&self) -> &Bootstrap {
        &self.content.bootstrap
    }

    pub(crate) fn faults(&self) -> &[Fault] {
        &self.content.faults
    }

    pub(crate) fn strict(&self) -> Strict {
        self.content.strict
    }

    /// Sets clock and randomness, before anything is made by them.
    pub(crate) fn begin(&self, clock: &Clock, entropy: &Entropy) {
        if let Some(seed) = &self.content.clock {
            seed.set(clock);
        }
        if let Some(random) = self.content.random {
            entropy.reseed(random);
        }
    }

    /// Adds what the seed holds to a fresh store.
    pub(crate) fn plant(&self, app: &App, store: &mut Store) -> Result<(), SeedError> {
        let planted = self.content.plant(app, store);
        planted.map_err(|error| error.of(self.file.as_deref()))
    }
}

impl Content {
    fn plant(&self, app: &App, store: &mut Store) -> Result<(), SeedError> {
        group::plant(&self.groups, app, store)?;
        for (username, user) in &self.users {
            user::plant((username, user), app, store)?;
        }
        for (username, account) in &self.service_accounts {
            service_account::plant((username, account), app, store)?;
        }
        for (slug, application) in &self.applications {
            application::plant((slug, application), app, store)?;
        }
        if let Some(flow) = &self.device_flow {
            flow.plant(app, store);
        }
        Ok(())
    }
}

impl FromStr for Seed {
    type Err = SeedError;

    fn from_str(text: &str) -> Result<Self, SeedError> {
        let content = serde_saphyr::from_str(text).map_err(|error| SeedError::yaml(&error))?;
        Ok(Self {
            file: None,
            content,
        })
    }
}

/// Where it is from; what it holds has secrets.
impl fmt::Debug for Seed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Seed")
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

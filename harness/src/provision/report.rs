//! What provisioning did, and what it gives to whoever configures openZro.

use std::fmt;

use indexmap::IndexMap;
use serde::Serialize;
use url::Url;

use crate::Secret;
use crate::driver::Discovery;

/// A step of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GuideStep {
    /// Before the guide: the address and the token work.
    Access,
    /// Step 1.
    Provider,
    /// Step 2.
    Application,
    /// Step 3.
    ServiceAccount,
    /// Step 4.
    AdminGroup,
    /// Step 5.
    DeviceFlow,
    /// Step 6.
    Management,
    /// Not in the guide: the people who log in.
    Users,
}

impl fmt::Display for GuideStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Access => "access to Authentik",
            Self::Provider => "step 1 (provider)",
            Self::Application => "step 2 (application)",
            Self::ServiceAccount => "step 3 (service account)",
            Self::AdminGroup => "step 4 (admin group)",
            Self::DeviceFlow => "step 5 (device code flow)",
            Self::Management => "step 6 (openZro's configuration)",
            Self::Users => "users",
        })
    }
}

/// What became of one thing in Authentik.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It was not there.
    Created,
    /// It was there, and these of its fields had other values.
    Changed(Vec<String>),
    /// It was there as the guide wants it.
    Unchanged,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Created => f.write_str("created"),
            Self::Changed(fields) => write!(f, "changed ({})", fields.join(", ")),
            Self::Unchanged => f.write_str("unchanged"),
        }
    }
}

/// What became of one thing in Authentik, and which step of the guide it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepReport {
    /// The step.
    pub step: GuideStep,
    /// The thing: `provider openZro`.
    pub item: String,
    /// What became of it.
    pub change: Change,
}

/// What the guide's steps 1 to 5 leave behind.
#[derive(Clone, Debug)]
pub struct Provisioned {
    /// Authentik's version, as it says itself: `2025.12.4`.
    pub version: String,
    /// What openZro is told of the provider: its issuer, exactly, and its endpoints.
    pub discovery: Discovery,
    /// Where that is said (`OPENZRO_AUTH_OIDC_CONFIGURATION_ENDPOINT`).
    pub discovery_url: Url,
    /// The provider's number.
    pub provider_pk: i64,
    /// The client's id.
    pub client_id: String,
    /// The client's secret, which Authentik makes for public clients too.
    pub client_secret: Secret,
    /// The service account's number.
    pub service_account_pk: i64,
    /// The service account's app password; its account password when the guide's values say so.
    pub app_password: Secret,
    /// The numbers of the people, by user name.
    pub users: IndexMap<String, i64>,
    /// What was done, in order.
    pub steps: Vec<StepReport>,
}

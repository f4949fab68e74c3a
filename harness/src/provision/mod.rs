//! The guide's steps 1 to 6: [`provision`] does 1 to 5 through Authentik's admin API, the same for a
//! mock and for the real thing; [`ManagementFiles`] is step 6.
//!
//! Every step looks first, and creates or corrects only what differs, so it can be run again.

mod api;
mod error;
mod guide;
mod management;
mod report;

pub use api::AuthentikApi;
pub use error::ProvisionError;
pub use guide::{
    ApplicationGuide, ClientType, DeviceFlowGuide, Guide, IssuerMode, ManagementGuide,
    MatchingMode, PasswordKind, Person, ProviderGuide, RedirectUri, ServiceAccountGuide,
    SigningKey, SubMode,
};
pub use management::ManagementFiles;
pub use report::{Change, GuideStep, Provisioned, StepReport};

use ambient::Entropy;

/// Does the guide's steps 1 to 5, and sees to it that its people exist.
///
/// # Errors
/// [`ProvisionError`] names the step, the request, Authentik's answer, and what to do.
pub async fn provision(
    guide: &Guide,
    authentik: &AuthentikApi,
    entropy: &Entropy,
) -> Result<Provisioned, ProvisionError> {
    todo!()
}

//! The guide's steps 1 to 6: [`provision`] does 1 to 5 through Authentik's admin API, the same for a
//! mock and for the real thing; [`ManagementFiles`] is step 6.
//!
//! Every step looks first, and creates or corrects only what differs, so it can be run again.

mod access;
mod admin_group;
mod api;
mod application;
mod device_flow;
mod error;
mod groups;
mod guide;
mod management;
mod provider;
mod release;
mod report;
mod service_account;
mod users;
mod work;

use ambient::Entropy;
use indexmap::IndexMap;

use self::work::Work;

pub use api::AuthentikApi;
pub use application::ApplicationGuide;
pub use device_flow::DeviceFlowGuide;
pub use error::ProvisionError;
pub use guide::Guide;
pub use management::{ManagementFiles, ManagementGuide};
pub use provider::{
    ClientType, IssuerMode, MatchingMode, ProviderGuide, RedirectUri, SigningKey, SubMode,
};
pub use report::{Change, GuideStep, Provisioned, StepReport};
pub use service_account::{PasswordKind, ServiceAccountGuide};
pub use users::Person;

/// Which version of Authentik it is, as it says itself.
///
/// # Errors
/// [`ProvisionError`] when it does not answer or refuses, or is too old for the guide.
pub async fn version(authentik: &AuthentikApi) -> Result<String, ProvisionError> {
    access::check(&mut Work::on(authentik, GuideStep::Access)).await
}

/// Does the guide's steps 1 to 5, and sees to it that its people exist.
///
/// # Errors
/// [`ProvisionError`] names the step, the request, Authentik's answer, and what to do.
pub async fn provision(
    guide: &Guide,
    authentik: &AuthentikApi,
    entropy: &Entropy,
) -> Result<Provisioned, ProvisionError> {
    let mut work = Work::on(authentik, GuideStep::Access);
    let version = access::check(&mut work).await?;
    work.step = GuideStep::Provider;
    let provider = provider::ensure(&mut work, guide).await?;
    work.step = GuideStep::Application;
    application::ensure(&mut work, guide, &provider).await?;
    let (discovery_url, discovery) = access::discovery(&work, guide).await?;
    work.step = GuideStep::ServiceAccount;
    let account = service_account::ensure(&mut work, guide, entropy).await?;
    work.step = GuideStep::AdminGroup;
    admin_group::ensure(&mut work, guide, &account).await?;
    work.step = GuideStep::DeviceFlow;
    device_flow::ensure(&mut work, guide).await?;
    work.step = GuideStep::Users;
    let mut users = IndexMap::new();
    for (username, person) in &guide.users {
        let pk = users::ensure(&mut work, username, person).await?;
        users.insert(username.clone(), pk);
    }
    Ok(Provisioned {
        version,
        discovery,
        discovery_url,
        provider_pk: provider.pk,
        client_id: provider.client_id,
        client_secret: provider.client_secret,
        service_account_pk: account.pk,
        app_password: account.password,
        users,
        steps: work.reports,
    })
}

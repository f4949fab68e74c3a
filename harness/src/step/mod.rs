//! What can happen in a scenario, one step a file.

mod act;
mod authentik_request;
mod authentik_user;
mod clock_advance;
mod device_login;
mod error;
mod fault;
mod guide_follow;
mod http;
mod openzro_restart;
mod openzro_start;
mod openzro_status;
mod peer_register;
mod pkce_login;
mod reading;
mod rotate_key;
mod sign_in;
mod sso_login;
mod token_refresh;
mod token_replay;
mod users_delete;
mod users_invite;
mod world;

use schemars::JsonSchema;
use serde::Deserialize;

pub use act::{Act, Acting};
pub use authentik_request::AuthentikRequest;
pub use authentik_user::{AuthentikUser, DeactivateUser, DeleteUser};
pub use clock_advance::ClockAdvance;
pub use device_login::DeviceLogin;
pub use error::StepError;
pub use fault::{FaultClear, FaultSet};
pub use guide_follow::GuideFollow;
pub(crate) use guide_follow::reports;
pub use http::{Http, Verb};
pub use openzro_restart::OpenzroRestart;
pub use openzro_start::OpenzroStart;
pub use openzro_status::OpenzroStatus;
pub use peer_register::PeerRegister;
pub use pkce_login::PkceLogin;
pub use reading::{Accounts, Collection, CurrentUser, Events, Peers, Reading, Users};
pub use rotate_key::RotateKey;
pub use sso_login::SsoLogin;
pub use token_refresh::TokenRefresh;
pub use token_replay::TokenReplay;
pub use users_delete::UsersDelete;
pub use users_invite::UsersInvite;
pub use world::World;

/// Something that happens.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "what each holds says it")]
pub enum Step {
    #[serde(rename = "sso.login")]
    SsoLogin(SsoLogin),
    #[serde(rename = "token.refresh")]
    TokenRefresh(TokenRefresh),
    #[serde(rename = "token.replay")]
    TokenReplay(TokenReplay),
    #[serde(rename = "device.login")]
    DeviceLogin(DeviceLogin),
    #[serde(rename = "pkce.login")]
    PkceLogin(PkceLogin),
    #[serde(rename = "peer.register")]
    PeerRegister(PeerRegister),
    #[serde(rename = "users.list")]
    UsersList(Reading<Users>),
    #[serde(rename = "users.current")]
    UsersCurrent(Reading<CurrentUser>),
    #[serde(rename = "users.invite")]
    UsersInvite(UsersInvite),
    #[serde(rename = "users.delete")]
    UsersDelete(UsersDelete),
    #[serde(rename = "accounts.list")]
    AccountsList(Reading<Accounts>),
    #[serde(rename = "peers.list")]
    PeersList(Reading<Peers>),
    #[serde(rename = "events.list")]
    EventsList(Reading<Events>),
    #[serde(rename = "http")]
    Http(Http),
    #[serde(rename = "guide.follow")]
    GuideFollow(GuideFollow),
    #[serde(rename = "clock.advance")]
    ClockAdvance(ClockAdvance),
    #[serde(rename = "authentik.request")]
    AuthentikRequest(AuthentikRequest),
    #[serde(rename = "authentik.user")]
    AuthentikUser(AuthentikUser),
    #[serde(rename = "authentik.deactivate_user")]
    DeactivateUser(DeactivateUser),
    #[serde(rename = "authentik.delete_user")]
    DeleteUser(DeleteUser),
    #[serde(rename = "authentik.rotate_key")]
    RotateKey(RotateKey),
    #[serde(rename = "fault.set")]
    FaultSet(FaultSet),
    #[serde(rename = "fault.clear")]
    FaultClear(FaultClear),
    #[serde(rename = "openzro.start")]
    OpenzroStart(OpenzroStart),
    #[serde(rename = "openzro.status")]
    OpenzroStatus(OpenzroStatus),
    #[serde(rename = "openzro.restart")]
    OpenzroRestart(OpenzroRestart),
}

impl Step {
    /// What it can do and say.
    pub fn act(&self) -> &dyn Act {
        match self {
            Self::SsoLogin(step) => step,
            Self::TokenRefresh(step) => step,
            Self::TokenReplay(step) => step,
            Self::DeviceLogin(step) => step,
            Self::PkceLogin(step) => step,
            Self::PeerRegister(step) => step,
            Self::UsersList(step) => step,
            Self::UsersCurrent(step) => step,
            Self::UsersInvite(step) => step,
            Self::UsersDelete(step) => step,
            Self::AccountsList(step) => step,
            Self::PeersList(step) => step,
            Self::EventsList(step) => step,
            Self::Http(step) => step,
            Self::GuideFollow(step) => step,
            Self::ClockAdvance(step) => step,
            Self::AuthentikRequest(step) => step,
            Self::AuthentikUser(step) => step,
            Self::DeactivateUser(step) => step,
            Self::DeleteUser(step) => step,
            Self::RotateKey(step) => step,
            Self::FaultSet(step) => step,
            Self::FaultClear(step) => step,
            Self::OpenzroStart(step) => step,
            Self::OpenzroStatus(step) => step,
            Self::OpenzroRestart(step) => step,
        }
    }
}

//! The objects of an installation, named as Authentik names them.

mod application;
mod avatar;
mod brand;
mod certificate;
mod consent;
mod device_token;
mod document;
mod event;
mod flow;
mod grant;
mod group;
mod invitation;
mod password;
mod policy_binding;
mod prompt;
mod provider;
mod role;
mod scope_mapping;
mod session;
mod stage;
mod token;
mod user;
mod validity;
mod wire_enum;

pub(crate) use application::Application;
pub(crate) use avatar::initials_avatar;
pub(crate) use brand::Brand;
pub(crate) use certificate::CertificateKeyPair;
pub(crate) use consent::UserConsent;
pub(crate) use device_token::{DeviceState, DeviceToken};
pub(crate) use document::Document;
pub(crate) use event::{Event, EventAction};
pub(crate) use flow::{
    Authentication, DeniedAction, Designation, Flow, FlowStageBinding, InvalidResponseAction,
    Layout,
};
pub(crate) use grant::{AccessToken, AuthorizationCode, CodeChallenge, Grant, RefreshToken};
pub(crate) use group::Group;
pub(crate) use invitation::Invitation;
pub(crate) use password::PasswordHash;
pub(crate) use policy_binding::{PolicyBinding, PolicyEngineMode};
pub(crate) use prompt::{FieldType, Prompt};
pub(crate) use provider::{
    ClientType, IssuerMode, LogoutMethod, MatchingMode, Provider, RedirectUri, SubMode,
};
pub(crate) use role::Role;
pub(crate) use scope_mapping::ScopeMapping;
pub(crate) use session::{Login, LoginMethod, Session};
pub(crate) use stage::{ConsentMode, Stage, StageKind};
pub(crate) use token::{Intent, Token};
pub(crate) use user::{User, UserPk, UserType};
pub(crate) use validity::Validity;
pub(crate) use wire_enum::wire_enum;

//! Why openZro refuses, in its words.

use crate::auth::{JwtError, PatError};
use crate::idp::IdpError;

/// A refusal.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error(transparent)]
    Jwt(#[from] JwtError),
    #[error(transparent)]
    Pat(#[from] PatError),
    /// The identity provider failed. The caller hears "internal server error".
    #[error(transparent)]
    Idp(#[from] IdpError),
    #[error("failed to delete user {user_id} from IdP: {source}")]
    IdpDelete { user_id: String, source: IdpError },
    #[error("method CreateUser not implemented")]
    CreateUserNotImplemented,
    #[error("user ID is empty")]
    EmptyUserId,
    #[error("user does not belong to any of the allowed JWT groups")]
    NotInAllowedGroups,
    #[error("user {user_id} is not part of the account id {account_id}")]
    NotInClaimedAccount { user_id: String, account_id: String },
    #[error("account not found: {0}")]
    NoAccount(String),
    #[error("user: {0} not found")]
    UserNotFound(String),
    #[error("user is blocked")]
    UserBlocked,
    #[error("user is not part of this account")]
    NotPartOfAccount,
    #[error("permission denied")]
    PermissionDenied,
    #[error("failed to validate user permissions: {0}")]
    Permissions(Box<Refusal>),
    #[error("user role: {0} not found")]
    RoleNotFound(String),
    #[error("self deletion is not allowed")]
    SelfDeletion,
    #[error("can't delete a user with the owner role")]
    OwnerDeletion,
    #[error("can't create a service user with owner role")]
    ServiceUserOwner,
    #[error("name can't be empty")]
    NameEmpty,
    #[error("email can't be empty")]
    EmailEmpty,
    #[error("can't invite a user with owner role")]
    InviteOwner,
    #[error("IdP manager must be enabled to send user invites")]
    NoIdpManager,
    #[error("inviter user with ID {0} doesn't exist in IdP")]
    InviterNotInIdp(String),
    #[error("inviter user with ID {0} is empty")]
    InviterEmpty(String),
    #[error("can't invite a user with an existing Openzro account")]
    AlreadyExists,
    #[error("user account {0} doesn't exist")]
    InviteeNotFound(String),
    #[error("user {0} not found in the IdP")]
    RedeemerNotInIdp(String),
    #[error("can't invite a user with an activated Openzro account")]
    AlreadyActivated,
    #[error("admin role required to perform this action")]
    AdminRequired,
    #[error("token name can't be empty")]
    TokenNameEmpty,
    #[error("expiration has to be between 1 and 365")]
    TokenExpiration,
    #[error("PAT: {0} not found")]
    TokenNotFound(String),
    #[error("invalid user role")]
    InvalidRole,
    #[error("unknown user role {0}")]
    UnknownRole(String),
    #[error("invalid service_user query parameter")]
    ServiceUserQuery,
    #[error("user account ID mismatch")]
    AccountMismatch,
    #[error("failed to process update for user {user_id}: {source}")]
    Update {
        user_id: String,
        source: Box<Refusal>,
    },
    #[error("admins can't block or unblock themselves")]
    SelfBlock,
    #[error("admins can't change their role")]
    SelfRole,
    #[error("only owners can remove owner role from their user")]
    RemoveOwnerRole,
    #[error("unable to block owner user")]
    BlockOwner,
    #[error("only owners can add owner role to other users")]
    AddOwnerRole,
    #[error("can't update a service user with owner role")]
    ServiceUserBecomesOwner,
    #[error("provided group ID {group_id} in the user {user_id} update doesn't exist")]
    UpdateGroupNotFound { group_id: String, user_id: String },
    #[error("can't add All group to the user")]
    GroupAll,
    #[error("user is not allowed to delete account. Only account owner can delete account")]
    AccountDeletion,
    /// Settings without `extra`: the real server crashes on a nil pointer, inside a transaction.
    #[error(
        "runtime error: invalid memory address or nil pointer dereference (settings.extra is missing)"
    )]
    NoExtraSettings,
    #[error("peer login expiration can't be larger than 180 days")]
    LoginExpirationTooLong,
    #[error("peer login expiration can't be smaller than one hour")]
    LoginExpirationTooShort,
    #[error("invalid domain \"{0}\" provided for DNS domain")]
    DnsDomain(String),
    #[error("client_update_rollout_percent must be between 0 and 100")]
    RolloutPercent,
    #[error("peer not found: {0}")]
    PeerNotFound(String),
    #[error("peer {0} account not found")]
    PeerAccountNotFound(String),
    #[error("group: {0} not found")]
    GroupNotFound(String),
}

/// What sort of refusal it is; REST and gRPC make their own codes of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// Not one of openZro's own: its text stays in the log.
    Unhandled,
    InvalidArgument,
    NotFound,
    AlreadyExists,
    PermissionDenied,
    PreconditionFailed,
}

impl Refusal {
    /// Whether the real server crashes here: a REST connection is then closed without an answer, and
    /// gRPC takes the whole server with it (reference, section 1.4).
    pub(crate) fn is_crash(&self) -> bool {
        match self {
            Self::NoExtraSettings => true,
            Self::Idp(reason) | Self::IdpDelete { source: reason, .. } => reason.is_crash(),
            _ => false,
        }
    }

    /// Its kind.
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Self::Jwt(_)
            | Self::Pat(_)
            | Self::Idp(_)
            | Self::IdpDelete { .. }
            | Self::CreateUserNotImplemented
            | Self::EmptyUserId
            | Self::NotInAllowedGroups
            | Self::NotInClaimedAccount { .. }
            | Self::NoExtraSettings => Kind::Unhandled,
            Self::NoAccount(_)
            | Self::UserNotFound(_)
            | Self::RoleNotFound(_)
            | Self::InviterNotInIdp(_)
            | Self::InviterEmpty(_)
            | Self::InviteeNotFound(_)
            | Self::RedeemerNotInIdp(_)
            | Self::TokenNotFound(_)
            | Self::PeerNotFound(_)
            | Self::PeerAccountNotFound(_)
            | Self::GroupNotFound(_) => Kind::NotFound,
            Self::UserBlocked
            | Self::NotPartOfAccount
            | Self::PermissionDenied
            | Self::Permissions(_)
            | Self::OwnerDeletion
            | Self::AdminRequired
            | Self::SelfBlock
            | Self::SelfRole
            | Self::RemoveOwnerRole
            | Self::BlockOwner
            | Self::AddOwnerRole
            | Self::ServiceUserBecomesOwner
            | Self::AccountDeletion => Kind::PermissionDenied,
            Self::SelfDeletion
            | Self::ServiceUserOwner
            | Self::NameEmpty
            | Self::EmailEmpty
            | Self::InviteOwner
            | Self::TokenNameEmpty
            | Self::TokenExpiration
            | Self::InvalidRole
            | Self::UnknownRole(_)
            | Self::ServiceUserQuery
            | Self::AccountMismatch
            | Self::UpdateGroupNotFound { .. }
            | Self::GroupAll
            | Self::LoginExpirationTooLong
            | Self::LoginExpirationTooShort
            | Self::DnsDomain(_)
            | Self::RolloutPercent => Kind::InvalidArgument,
            Self::NoIdpManager | Self::AlreadyActivated => Kind::PreconditionFailed,
            Self::AlreadyExists => Kind::AlreadyExists,
            Self::Update { source, .. } => source.kind(),
        }
    }
}

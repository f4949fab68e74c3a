//! Why no tokens were issued: what the log says, and what the client is told.

use crate::model::UserPk;
use crate::oauth::error::OAuthError;
use crate::oauth::issue::IssueError;

/// Why no tokens were issued.
#[derive(Debug, thiserror::Error)]
pub(super) enum TokenError {
    #[error("no provider has the client id {0:?}; send it, and the rest, as a form")]
    UnknownClient(String),
    #[error(
        "the client {0:?} is confidential and did not send its secret; send client_secret or Basic"
    )]
    WrongSecret(String),
    #[error("the grant type {0:?} is not one of those that discovery lists")]
    UnsupportedGrant(String),
    #[error("the redirect URI {0:?} is none of the provider's; add it there to the letter")]
    RedirectUri(String),
    #[error("the redirect URI {0:?} has a scheme that runs code; use https")]
    ForbiddenScheme(String),
    #[error("the code is unknown, used, expired or another client's; authorize again")]
    Code,
    #[error("code_verifier does not fit the challenge that the code was asked for with")]
    Verifier,
    #[error("code_verifier was sent for a code that was asked for without code_challenge")]
    VerifierWithoutChallenge,
    #[error("the refresh token is unknown, expired or another client's; log in again")]
    RefreshToken,
    #[error("the refresh token was used before; use the one that it was answered with")]
    RevokedRefreshToken,
    #[error("the scope {0:?} goes beyond the grant's; ask for less, or authorize again")]
    ScopeBeyondGrant(String),
    #[error("a refresh needs the scope offline_access; ask for it, or leave scope out")]
    NoOfflineAccess,
    #[error("the device code is unknown, used, cleaned up or another client's; start again")]
    DeviceCode,
    #[error("nobody has approved the device yet; poll again")]
    Pending,
    #[error("the device polls before its interval is over; wait five seconds longer between polls")]
    SlowDown,
    #[error("somebody was refused to approve the device; start again")]
    Denied,
    #[error("the device code has expired; start again")]
    Expired,
    #[error(
        "{username:?} has no app password of that value that is in force; passwords and API tokens do not count"
    )]
    AppPassword { username: String },
    #[error("client_secret is neither the provider's nor base64 of USER:APP_PASSWORD")]
    ClientSecret,
    #[error("the client assertion is no token of a federated provider's that is in force")]
    ClientAssertion,
    #[error("the provider {0:?} has no application; assign it to one")]
    NoApplication(String),
    #[error("the account {0:?} is deactivated; activate it")]
    Inactive(String),
    #[error("the bindings of the application {application:?} do not let {username:?} through")]
    PolicyDenied {
        application: String,
        username: String,
    },
    #[error("user {0} has been deleted")]
    UserGone(UserPk),
    #[error(transparent)]
    Issue(#[from] IssueError),
}

impl TokenError {
    /// What the client is told.
    pub(super) fn code(&self) -> OAuthError {
        match self {
            Self::UnknownClient(_) | Self::WrongSecret(_) | Self::RedirectUri(_) => {
                OAuthError::InvalidClient
            }
            Self::UnsupportedGrant(_) => OAuthError::UnsupportedGrantType,
            Self::ForbiddenScheme(_) => OAuthError::InvalidRequest,
            Self::ScopeBeyondGrant(_) | Self::NoOfflineAccess => OAuthError::InvalidScope,
            Self::Pending => OAuthError::AuthorizationPending,
            Self::SlowDown => OAuthError::SlowDown,
            Self::Denied => OAuthError::AccessDenied,
            Self::Expired => OAuthError::ExpiredToken,
            Self::Code
            | Self::Verifier
            | Self::VerifierWithoutChallenge
            | Self::RefreshToken
            | Self::RevokedRefreshToken
            | Self::DeviceCode
            | Self::AppPassword { .. }
            | Self::ClientSecret
            | Self::ClientAssertion
            | Self::NoApplication(_)
            | Self::Inactive(_)
            | Self::PolicyDenied { .. }
            | Self::UserGone(_)
            | Self::Issue(IssueError::ProviderGone(_) | IssueError::UserGone(_)) => {
                OAuthError::InvalidGrant
            }
            Self::Issue(IssueError::Signing(_) | IssueError::Encryption(_)) => {
                OAuthError::ServerError
            }
        }
    }
}

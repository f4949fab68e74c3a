//! What goes wrong between openZro and Authentik's API.

/// `IdpManagerConfig` lacks something (reference, section 1.2). The fields are checked in this order.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum IncompleteIdp {
    /// There is no `ClientConfig`: the real server crashes on a nil pointer.
    #[error(
        "runtime error: invalid memory address or nil pointer dereference (IdpManagerConfig.ClientConfig is missing)"
    )]
    ClientConfig,
    /// `ClientConfig.ClientID` is empty.
    #[error("authentik IdP configuration is incomplete, clientID is missing")]
    ClientId,
    /// `ExtraConfig.Username` is empty.
    #[error("authentik IdP configuration is incomplete, Username is missing")]
    Username,
    /// `ExtraConfig.Password` is empty.
    #[error("authentik IdP configuration is incomplete, Password is missing")]
    Password,
    /// `ClientConfig.TokenEndpoint` is empty.
    #[error("authentik IdP configuration is incomplete, TokenEndpoint is missing")]
    TokenEndpoint,
    /// `ClientConfig.Issuer` is empty.
    #[error("authentik IdP configuration is incomplete, Issuer is missing")]
    Issuer,
    /// `ClientConfig.GrantType` is empty.
    #[error("authentik IdP configuration is incomplete, GrantType is missing")]
    GrantType,
    /// `ClientConfig.Issuer` is no URL with a host.
    #[error("authentik IdP configuration: Issuer is not a URL with a scheme and a host")]
    IssuerNotUrl,
    /// `ManagerType` is none of openZro's.
    #[error("invalid manager type: {0}")]
    ManagerType(String),
    /// `ManagerType` is one of openZro's that this mock does not have.
    #[error("the manager type {0} is not mocked; use \"authentik\" or \"none\"")]
    NotMocked(String),
}

/// A call to the identity provider failed.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum IdpError {
    /// No answer came.
    #[error("{0}")]
    Transport(String),
    /// The token endpoint refused.
    #[error("unable to get authentik token, statusCode {0}")]
    TokenRefused(u16),
    /// The token endpoint's answer is no token.
    #[error("error while reading response body, expires_in: 0 and access_token: ")]
    TokenMissing,
    /// The access token has no dot: the real server crashes on an index out of range.
    #[error("runtime error: index out of range [1] with length 1 (the access token is not a JWT)")]
    TokenOpaque,
    /// The token answer or the token's claims are not JSON.
    #[error("the token could not be read: {0}")]
    TokenUnreadable(String),
    /// The API refused: its status line.
    #[error("{0}")]
    Refused(String),
    /// The API's answer is not JSON.
    #[error("undefined response type")]
    UndefinedResponseType,
    /// The API's answer is not what was expected.
    #[error("{0}")]
    Unreadable(String),
    /// An answer without a body or a user without an email: the real server crashes on a nil pointer.
    #[error("runtime error: invalid memory address or nil pointer dereference ({0} is missing)")]
    NilPointer(&'static str),
    /// The user's id is not a number, so the provider's `sub_mode` is not `user_id`.
    #[error("strconv.ParseInt: parsing \"{0}\": invalid syntax")]
    UserId(String),
    /// A deletion was answered otherwise than with 204.
    #[error("unable to delete user {user_id}, statusCode {status}")]
    NotDeleted {
        /// Whom.
        user_id: String,
        /// With what.
        status: u16,
    },
    /// Another request reloads the cache, for too long.
    #[error("timeout while waiting for account {0} cache to reload")]
    ReloadTimeout(String),
}

impl IdpError {
    /// Whether the real server crashes here instead of failing.
    pub(crate) fn is_crash(&self) -> bool {
        matches!(self, Self::TokenOpaque | Self::NilPointer(_))
    }
}

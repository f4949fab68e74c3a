//! How to log in, as the management server says.

/// `GetDeviceAuthorizationFlow`'s answer, checked as the client checks it: none of these is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceFlow {
    /// What the token must be for.
    pub audience: String,
    /// The client's id.
    pub client_id: String,
    /// Where tokens are.
    pub token_endpoint: String,
    /// Where device codes are.
    pub device_auth_endpoint: String,
    /// The scopes; `openid` when the server names none.
    pub scope: String,
    /// Whether the ID token, not the access token, is shown to the management server.
    pub use_id_token: bool,
}

/// `GetPKCEAuthorizationFlow`'s answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PkceFlow {
    /// What the token must be for; the client id stands in when it is empty.
    pub audience: String,
    /// The client's id.
    pub client_id: String,
    /// The client's secret, mostly empty.
    pub client_secret: String,
    /// Where a browser is sent.
    pub authorization_endpoint: String,
    /// Where tokens are.
    pub token_endpoint: String,
    /// The scopes.
    pub scope: String,
    /// Where a browser may come back.
    pub redirect_urls: Vec<String>,
    /// Whether the ID token, not the access token, is shown to the management server.
    pub use_id_token: bool,
    /// Whether to leave [`PkceFlow::login_flag`] alone.
    pub disable_prompt_login: bool,
    /// How a fresh login is asked for.
    pub login_flag: LoginFlag,
}

/// How the client asks for a fresh login (`LoginFlag`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginFlag {
    /// 0: `prompt=login`.
    PromptLogin,
    /// 1: `max_age=0`.
    MaxAge0,
}

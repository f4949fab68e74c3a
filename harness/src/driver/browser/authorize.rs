//! An authorization request, and what comes back from it.

use http::StatusCode;
use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

use ambient::Entropy;

use crate::Secret;

/// An authorization request (RFC 6749 §4.1.1, OpenID Connect Core 1.0 §3.1.2.1).
#[derive(Clone, Debug)]
pub struct AuthorizeRequest {
    /// The authorization endpoint.
    pub endpoint: Url,
    /// The client's id.
    pub client_id: String,
    /// Where to come back.
    pub redirect_uri: String,
    /// `code` but for tests of other types.
    pub response_type: String,
    /// The scopes, separated by spaces; `None` sends no `scope` at all.
    pub scope: Option<String>,
    /// The state.
    pub state: Option<String>,
    /// The nonce.
    pub nonce: Option<String>,
    /// The proof key, if one is used.
    pub pkce: Option<Pkce>,
    /// `none`, `login`, `consent`.
    pub prompt: Option<String>,
    /// The largest age of a login, in seconds; `0` is what openZro's `LoginFlag` 1 sends.
    pub max_age: Option<String>,
    /// The audience, which Authentik ignores and openZro sends.
    pub audience: Option<String>,
    /// `query`, `fragment`, `form_post`.
    pub response_mode: Option<String>,
    /// Further parameters, sent as they are.
    pub extra: Vec<(String, String)>,
}

/// A proof key for code exchange with the method S256 (RFC 7636 §4).
#[derive(Clone, Debug)]
pub struct Pkce {
    /// What the token endpoint gets.
    pub verifier: Secret,
    /// What the authorization endpoint gets.
    pub challenge: String,
}

impl Pkce {
    /// A fresh proof key with a verifier of 128 hexadecimal digits, as openZro's client makes it.
    pub fn new(entropy: &Entropy) -> Self {
        todo!()
    }
}

impl AuthorizeRequest {
    /// A bare request: `response_type=code` and nothing optional.
    pub fn new(
        endpoint: Url,
        client_id: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> Self {
        Self {
            endpoint,
            client_id: client_id.into(),
            redirect_uri: redirect_uri.into(),
            response_type: "code".to_owned(),
            scope: None,
            state: None,
            nonce: None,
            pkce: None,
            prompt: None,
            max_age: None,
            audience: None,
            response_mode: None,
            extra: Vec::new(),
        }
    }

    /// The URL a browser is sent to.
    pub fn url(&self) -> Url {
        todo!()
    }
}

/// What came of an authorization request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizeOutcome {
    /// The client got a code.
    Code {
        /// The code.
        code: Secret,
        /// The state; Authentik sends an empty one when the request had none.
        state: Option<String>,
    },
    /// The client got an error.
    ErrorRedirect {
        /// The error's code, such as `login_required`.
        error: String,
        /// What Authentik says of it; may be empty.
        description: String,
        /// The state, if there was one.
        state: Option<String>,
    },
    /// The person got a page that leads no further; the client got nothing.
    Page {
        /// Its status.
        status: StatusCode,
        /// Its heading, or else its title; empty when it has neither.
        title: String,
    },
    /// The flow stopped at a stage; the client got nothing.
    Stopped {
        /// The stage's component, such as `ak-stage-consent`.
        component: String,
        /// What it says is wrong, such as `Invalid password`; empty when it says nothing.
        message: String,
    },
}

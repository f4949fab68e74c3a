//! An authorization request, and what comes back from it.

use std::collections::HashMap;

use ambient::Entropy;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use sha2::{Digest, Sha256};
use url::Url;

use super::BrowserError;
use super::journey::Arrival;
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
        let verifier = entropy.hex(128);
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier));
        Self {
            verifier: verifier.into(),
            challenge,
        }
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
        let mut url = self.endpoint.clone();
        let challenge = self.pkce.as_ref().map(|pkce| &pkce.challenge);
        let method = self.pkce.as_ref().map(|_| "S256");
        let parameters = [
            ("client_id", Some(self.client_id.as_str())),
            ("redirect_uri", Some(&self.redirect_uri)),
            ("scope", self.scope.as_deref()),
            ("response_type", Some(&self.response_type)),
            ("state", self.state.as_deref()),
            ("code_challenge", challenge.map(String::as_str)),
            ("code_challenge_method", method),
            ("nonce", self.nonce.as_deref()),
            ("prompt", self.prompt.as_deref()),
            ("max_age", self.max_age.as_deref()),
            ("audience", self.audience.as_deref()),
            ("response_mode", self.response_mode.as_deref()),
        ];
        let sent = |(name, value): (_, Option<_>)| value.map(|value| (name, value));
        url.query_pairs_mut()
            .extend_pairs(parameters.into_iter().filter_map(sent))
            .extend_pairs(&self.extra);
        url
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

impl AuthorizeOutcome {
    /// Reads what the browser brought back to `redirect_uri`.
    pub(super) fn of(arrival: Arrival, redirect_uri: &str) -> Result<Self, BrowserError> {
        let mut parameters = match arrival {
            Arrival::AtClient(parameters) => parameters,
            Arrival::Page { status, title } => return Ok(Self::Page { status, title }),
            Arrival::Stopped { component, message } => {
                return Ok(Self::Stopped { component, message });
            }
            Arrival::DeviceApproved => HashMap::new(),
        };
        let state = parameters.remove("state");
        if let Some(code) = parameters.remove("code") {
            let code = code.into();
            return Ok(Self::Code { code, state });
        }
        match parameters.remove("error") {
            Some(error) => Ok(Self::ErrorRedirect {
                error,
                description: parameters.remove("error_description").unwrap_or_default(),
                state,
            }),
            None => Err(BrowserError::Nothing {
                at: redirect_uri.to_owned(),
                got: parameters.into_keys().collect(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint() -> Url {
        "http://ak/application/o/authorize/".parse().unwrap()
    }

    /// The parameters of recording `02-authcode-pkce`, entry 0, in its order.
    #[test]
    fn a_request_s_url_is_the_recorded_one() {
        let request = AuthorizeRequest {
            scope: Some("openid profile email offline_access".to_owned()),
            state: Some("alice-state".to_owned()),
            nonce: Some("alice-nonce".to_owned()),
            pkce: Some(Pkce {
                verifier: "unseen".into(),
                challenge: "Jx8vTObNMBa8t6myDJS2TKLrOPolPNsikQl2hvxWOlc".to_owned(),
            }),
            ..AuthorizeRequest::new(endpoint(), "CID", "https://zro.example.com/auth")
        };
        assert_eq!(
            request.url().query().unwrap(),
            "client_id=CID&redirect_uri=https%3A%2F%2Fzro.example.com%2Fauth\
             &scope=openid+profile+email+offline_access&response_type=code&state=alice-state\
             &code_challenge=Jx8vTObNMBa8t6myDJS2TKLrOPolPNsikQl2hvxWOlc\
             &code_challenge_method=S256&nonce=alice-nonce"
        );
    }

    /// RFC 7636 appendix B gives the challenge of a verifier; here the law behind it.
    #[test]
    fn a_challenge_is_its_verifier_s_digest() {
        let pkce = Pkce::new(&Entropy::seeded(1));
        assert_eq!(pkce.verifier.reveal().len(), 128);
        let digest = URL_SAFE_NO_PAD.decode(&pkce.challenge).unwrap();
        assert_eq!(digest, Sha256::digest(pkce.verifier.reveal()).to_vec());
        assert_ne!(
            pkce.challenge,
            Pkce::new(&Entropy::seeded(2)).challenge,
            "each login has its own"
        );
    }

    fn at_client(parameters: &[(&str, &str)]) -> Result<AuthorizeOutcome, BrowserError> {
        let owned = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
        let arrival = Arrival::AtClient(parameters.iter().map(owned).collect());
        AuthorizeOutcome::of(arrival, "http://client/")
    }

    #[test]
    fn a_client_gets_a_code_an_error_or_nothing() {
        assert_eq!(
            at_client(&[("code", "c1"), ("state", "")]).unwrap(),
            AuthorizeOutcome::Code {
                code: "c1".into(),
                state: Some(String::new()),
            }
        );
        assert_eq!(
            at_client(&[("error", "login_required"), ("error_description", "a b")]).unwrap(),
            AuthorizeOutcome::ErrorRedirect {
                error: "login_required".to_owned(),
                description: "a b".to_owned(),
                state: None,
            }
        );
        let error = at_client(&[("id_token", "x")]).unwrap_err().to_string();
        assert!(error.contains("id_token"), "{error}");
    }
}

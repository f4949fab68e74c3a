//! What an attacker changes about somebody's login.

use ambient::Entropy;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{AuthorizeRequest, Pkce};
use crate::Secret;

/// What an attacker changes about a login to the dashboard.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tampering {
    /// The code is asked for without a code challenge (RFC 9700, section 4.8.2: PKCE downgrade).
    NoCodeChallenge,
    /// The code is redeemed without the code verifier.
    NoCodeVerifier,
    /// The code is redeemed with another code verifier.
    OtherCodeVerifier,
    /// The code is asked for with this redirect URI.
    RedirectUri(String),
    /// The code is redeemed with this redirect URI.
    RedeemedWith(String),
}

impl Tampering {
    /// Changes the request for a code.
    pub(super) fn of_request(&self, request: &mut AuthorizeRequest) {
        match self {
            Self::NoCodeChallenge => request.pkce = None,
            Self::RedirectUri(uri) => request.redirect_uri.clone_from(uri),
            Self::NoCodeVerifier | Self::OtherCodeVerifier | Self::RedeemedWith(_) => {}
        }
    }

    /// Changes what the token endpoint is asked with.
    pub(super) fn of_form(&self, form: &mut Vec<(&'static str, Secret)>, entropy: &Entropy) {
        let mut set = |changed: &str, value: Secret| {
            for (_, old) in form.iter_mut().filter(|(name, _)| *name == changed) {
                *old = value.clone();
            }
        };
        match self {
            Self::OtherCodeVerifier => set("code_verifier", Pkce::new(entropy).verifier),
            Self::RedeemedWith(uri) => set("redirect_uri", uri.as_str().into()),
            Self::NoCodeVerifier => form.retain(|(name, _)| *name != "code_verifier"),
            Self::NoCodeChallenge | Self::RedirectUri(_) => {}
        }
    }
}

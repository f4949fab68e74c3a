//! Login by code and PKCE, as openZro's client does it.

use ambient::Entropy;
use http::StatusCode;

use super::{CliError, PkceFlow};
use crate::Secret;
use crate::driver::{AuthorizeOutcome, AuthorizeRequest, Http, OAuthError, Tokens};

/// A login by code and PKCE under way.
#[derive(Clone, Debug)]
pub struct PkceLogin {
    http: Http,
    flow: PkceFlow,
    /// What the browser is to open.
    pub request: AuthorizeRequest,
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum PkceOutcome {
    /// Tokens for the right audience.
    Granted(Tokens),
    /// The browser brought no code back; the real client waits for 300 seconds.
    NotReturned(AuthorizeOutcome),
    /// The token endpoint refused the code both times.
    Refused {
        /// The status.
        status: StatusCode,
        /// The refusal.
        error: OAuthError,
    },
}

impl PkceLogin {
    pub(super) fn start(http: Http, flow: PkceFlow, entropy: &Entropy) -> Result<Self, CliError> {
        todo!()
    }

    /// Takes what the browser brought back, and exchanges the code: first with HTTP Basic and an
    /// empty secret, then, if that is refused, with the client id in the body.
    ///
    /// # Errors
    /// [`CliError`] when an exchange failed, the state is another one, or the token is for another
    /// audience.
    pub async fn finish(&self, outcome: AuthorizeOutcome) -> Result<PkceOutcome, CliError> {
        let _ = (&self.http, &self.flow);
        todo!()
    }

    /// The token that is shown to the management server.
    ///
    /// # Errors
    /// [`CliError::Token`] when that token is absent.
    pub fn token<'a>(&self, tokens: &'a Tokens) -> Result<&'a Secret, CliError> {
        todo!()
    }
}

//! Login by device code (RFC 8628), as openZro's client does it.

use std::time::Duration;

use http::StatusCode;
use url::Url;

use super::{CliError, DeviceFlow};
use crate::Secret;
use crate::driver::{Http, OAuthError, Tokens};

/// What the device authorization endpoint made of the request.
#[derive(Clone, Debug)]
pub enum DeviceStart {
    /// It gave codes.
    Started(DeviceLogin),
    /// It did not answer 200, the only status the client accepts.
    Refused {
        /// The status.
        status: StatusCode,
        /// The refusal, if there was one in the body; Authentik before 2025.8 sends none.
        error: Option<OAuthError>,
    },
}

/// The codes (RFC 8628 §3.2).
#[derive(Clone, Debug)]
pub struct DeviceAuthorization {
    /// What the device polls with.
    pub device_code: Secret,
    /// What a person types in.
    pub user_code: String,
    /// Where a person types it in.
    pub verification_uri: Url,
    /// Where a person need not; the former, when the provider gives none.
    pub verification_uri_complete: Url,
    /// The codes' life.
    pub expires_in: Duration,
    /// How long to wait before each poll.
    pub interval: Duration,
}

/// What one poll brought.
#[derive(Clone, Debug)]
pub enum Poll {
    /// Nobody has approved yet.
    Pending,
    /// As [`Poll::Pending`], and the client waits 3 seconds longer from now on.
    SlowDown,
    /// Tokens for the right audience.
    Granted(Tokens),
    /// A refusal that ends the login.
    Refused {
        /// The status.
        status: StatusCode,
        /// The refusal.
        error: OAuthError,
    },
}

/// A device login under way. Each [`DeviceLogin::poll`] is one request, at once: the caller decides
/// when, so that no test waits for an interval.
#[derive(Clone, Debug)]
pub struct DeviceLogin {
    http: Http,
    flow: DeviceFlow,
    /// The codes, and the interval as it is now.
    pub authorization: DeviceAuthorization,
}

impl DeviceLogin {
    pub(super) async fn start(http: Http, flow: DeviceFlow) -> Result<DeviceStart, CliError> {
        todo!()
    }

    /// Asks once for tokens.
    ///
    /// # Errors
    /// [`CliError`] when the client would stop polling for another reason than a refusal.
    pub async fn poll(&mut self) -> Result<Poll, CliError> {
        let _ = (&self.http, &self.flow);
        todo!()
    }

    /// The token that is shown to the management server: the access token, unless the flow says
    /// otherwise.
    ///
    /// # Errors
    /// [`CliError::Token`] when that token is absent.
    pub fn token<'a>(&self, tokens: &'a Tokens) -> Result<&'a Secret, CliError> {
        todo!()
    }
}

//! Authentik's admin API.

use http::Method;
use url::Url;

use serde_json::Value;

use crate::Secret;
use crate::Trust;
use crate::driver::{ApiAnswer, Authorization, Http, HttpError, RestClient};
use crate::wire::Party;

/// Authentik's admin API (`/api/v3`) with an API token.
#[derive(Clone, Debug)]
pub struct AuthentikApi(RestClient);

impl AuthentikApi {
    /// The API of the Authentik at `base`, with the token of an administrator. `base` is the address
    /// openZro will use, because Authentik makes its issuer of the address it is asked at.
    ///
    /// # Errors
    /// [`HttpError::Client`] when TLS cannot be set up.
    pub fn new(base: Url, token: Secret, trust: &Trust) -> Result<Self, HttpError> {
        let http = Http::new(Party::Admin, trust)?;
        Ok(Self(RestClient::new(
            http,
            base,
            Authorization::Bearer(token),
        )))
    }

    /// Where it is.
    pub fn base(&self) -> &Url {
        self.0.base()
    }

    /// Sends any request; `path` is under `/api/v3/`: `core/users/?username=alice`. An error status
    /// is an answer like any other.
    ///
    /// # Errors
    /// [`HttpError`] when there is no answer, or `path` gives no URL.
    pub async fn request(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<ApiAnswer, HttpError> {
        let path = format!("/api/v3/{path}");
        self.0.request(method, &path, body).await
    }

    pub(super) fn http(&self) -> &Http {
        self.0.http()
    }
}

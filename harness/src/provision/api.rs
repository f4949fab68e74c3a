//! Authentik's admin API.

use http::{Method, StatusCode};
use reqwest::header::ACCEPT;
use serde_json::Value;
use url::Url;

use crate::Secret;
use crate::driver::{ApiAnswer, Http, HttpError, Trust};
use crate::wire::Party;

/// Authentik's admin API (`/api/v3`) with an API token.
#[derive(Clone, Debug)]
pub struct AuthentikApi {
    http: Http,
    base: Url,
    token: Secret,
}

impl AuthentikApi {
    /// The API of the Authentik at `base`, with the token of an administrator. `base` is the address
    /// openZro will use, because Authentik makes its issuer of the address it is asked at.
    ///
    /// # Errors
    /// [`HttpError::Client`] when TLS cannot be set up.
    pub fn new(base: Url, token: Secret, trust: &Trust) -> Result<Self, HttpError> {
        Ok(Self {
            http: Http::new(Party::Admin, trust)?,
            base,
            token,
        })
    }

    /// Where it is.
    pub fn base(&self) -> &Url {
        &self.base
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
        todo!()
    }
}

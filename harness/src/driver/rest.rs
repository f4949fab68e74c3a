//! A JSON API of either side, as an administrator's script calls it.

use http::header::{ACCEPT, AUTHORIZATION};
use http::{Method, StatusCode};
use serde_json::Value;
use url::Url;

use super::{Http, HttpError};
use crate::Secret;

/// How a call is authorised.
#[derive(Clone, Debug)]
pub enum Authorization {
    /// Not at all.
    Anonymous,
    /// `Bearer`, with a JWT or, on Authentik, an API token.
    Bearer(Secret),
    /// `Token`, with one of openZro's personal access tokens.
    Token(Secret),
}

/// An answer, whatever its status.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiAnswer {
    /// The status.
    pub status: StatusCode,
    /// The body: JSON if it is any, its text otherwise, `null` when it is empty.
    pub body: Value,
}

/// A client of a JSON API. An error status is an answer like any other.
#[derive(Clone, Debug)]
pub(crate) struct RestClient {
    http: Http,
    base: Url,
    authorization: Authorization,
}

impl RestClient {
    /// A client of the API at `base`, whose path is ignored.
    pub(crate) fn new(http: Http, base: Url, authorization: Authorization) -> Self {
        Self {
            http,
            base,
            authorization,
        }
    }

    pub(crate) fn base(&self) -> &Url {
        &self.base
    }

    pub(crate) fn http(&self) -> &Http {
        &self.http
    }

    /// Sends any request; `path` starts at the root and may have a query.
    pub(crate) async fn request(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<ApiAnswer, HttpError> {
        let url = self.base.join(path).map_err(|reason| HttpError::Url {
            url: path.to_owned(),
            reason,
        })?;
        let mut request = self.http.request(method, url);
        request = request.header(ACCEPT, "application/json");
        request = match &self.authorization {
            Authorization::Anonymous => request,
            Authorization::Bearer(token) => request.bearer_auth(token.reveal()),
            Authorization::Token(token) => {
                request.header(AUTHORIZATION, format!("Token {}", token.reveal()))
            }
        };
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = self.http.send(request).await?;
        let body = match answer.body.as_ref() {
            b"" => Value::Null,
            text => serde_json::from_slice(text).unwrap_or_else(|_| answer.text().into()),
        };
        Ok(ApiAnswer {
            status: answer.status,
            body,
        })
    }
}

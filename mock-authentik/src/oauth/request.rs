//! What the endpoints read of a request.

use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode_str;

use crate::Profile;
use crate::http::{BaseUrl, Form, LimitError, RequestInfo};

/// A request with its form. Parameters in the query are not read, nor is JSON (observed, sections 5 and
/// 13).
#[derive(Debug)]
pub(super) struct FormRequest {
    pub(super) base: BaseUrl,
    pub(super) info: RequestInfo,
    pub(super) headers: HeaderMap,
    pub(super) query: Form,
    pub(super) form: Form,
}

impl FormRequest {
    /// Where it was sent, and what it was.
    pub(super) fn origin(&self) -> (&BaseUrl, &RequestInfo) {
        (&self.base, &self.info)
    }
}

impl<S: Sync> FromRequest<S> for FormRequest {
    type Rejection = LimitError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let (base, info) = (BaseUrl::of(&parts), RequestInfo::of(&parts));
        let query = Form::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let headers = parts.headers.clone();
        let form = Form::from_request(Request::from_parts(parts, body), state).await?;
        Ok(Self {
            base,
            info,
            headers,
            query,
            form,
        })
    }
}

/// Who a client says it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ClientCredentials {
    pub(super) id: String,
    pub(super) secret: String,
}

impl ClientCredentials {
    /// `Authorization: Basic`, which must be spelt so, else the form. A header that cannot be decoded
    /// names nobody (reference, section 1.1).
    pub(super) fn of(request: &FormRequest, profile: Profile) -> Self {
        let header = request.headers.get(AUTHORIZATION);
        let basic = header
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Basic "))
            .filter(|encoded| !encoded.is_empty());
        match basic {
            Some(encoded) => {
                let named = decoded(encoded).unwrap_or_default();
                if profile.basic_is_percent_encoded() {
                    named.unquoted()
                } else {
                    named
                }
            }
            None => Self {
                id: request.form.text("client_id").to_owned(),
                secret: request.form.text("client_secret").to_owned(),
            },
        }
    }

    /// A `+` stays as it is.
    fn unquoted(&self) -> Self {
        let unquote = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        Self {
            id: unquote(&self.id),
            secret: unquote(&self.secret),
        }
    }
}

fn decoded(encoded: &str) -> Option<ClientCredentials> {
    let (id, secret) = basic_pair(encoded.split_whitespace().next()?)?;
    Some(ClientCredentials { id, secret })
}

/// The two halves of base64 of `name:secret`; without a colon, the second is empty. Python passes over
/// what is not of base64's alphabet.
pub(super) fn basic_pair(encoded: &str) -> Option<(String, String)> {
    const LENIENT: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true);
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
    let encoded: Vec<u8> = encoded.bytes().filter(is_base64).collect();
    let decoded = GeneralPurpose::new(&STANDARD, LENIENT).decode(encoded);
    let text = String::from_utf8(decoded.ok()?).ok()?;
    let (name, secret) = text.split_once(':').unwrap_or((&text, ""));
    Some((name.to_owned(), secret.to_owned()))
}

#[cfg(test)]
mod tests {
    use base64::prelude::BASE64_STANDARD;

    use super::*;

    #[test]
    fn what_follows_the_first_colon_is_the_secret() {
        let pair = |text: &str| basic_pair(&BASE64_STANDARD.encode(text)).unwrap();
        assert_eq!(pair("id:a:b"), ("id".into(), "a:b".into()));
        assert_eq!(pair("id"), ("id".into(), String::new()));
        assert_eq!(basic_pair("a%W\nQ="), Some(("id".into(), String::new())));
        assert_eq!(basic_pair("aWQ"), None);
    }

    #[test]
    fn percents_are_decoded_and_pluses_kept() {
        let sent = ClientCredentials {
            id: "a%3Ab".into(),
            secret: "1%2B+%".into(),
        };
        let unquoted = sent.unquoted();
        assert_eq!(
            (unquoted.id.as_str(), unquoted.secret.as_str()),
            ("a:b", "1++%")
        );
    }
}

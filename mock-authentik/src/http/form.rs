//! A form or a query as Django reads one: the last of several equal names counts.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use indexmap::IndexMap;

use super::limits::{LimitError, check_form};
use super::multipart;
use super::quote::urlencode;
use super::receive::received;

/// The fields of a form or of a query, in the order in which they were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form(IndexMap<String, String>);

impl Form {
    /// Reads `application/x-www-form-urlencoded` text; what is malformed is kept as it stands.
    pub(crate) fn parse(text: &[u8]) -> Self {
        url::form_urlencoded::parse(text).into_owned().collect()
    }

    /// Reads the body of a request. A body that is no form, such as JSON, has no fields.
    fn of_body(method: &Method, content_type: &str, body: &Bytes) -> Result<Self, LimitError> {
        Ok(
            match content_type.split(';').next().unwrap_or_default().trim() {
                "application/x-www-form-urlencoded" => {
                    check_form(method, body)?;
                    Self::parse(body)
                }
                "multipart/form-data" => {
                    multipart::fields(content_type, body).into_iter().collect()
                }
                _ => Self::default(),
            },
        )
    }

    /// The value of `name`, when it was sent.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The value of `name`, empty when it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// Every field.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Written again, as Python would.
    pub(crate) fn urlencode(&self) -> String {
        urlencode(self.iter())
    }
}

impl FromIterator<(String, String)> for Form {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

impl<S: Sync> FromRequest<S> for Form {
    type Rejection = LimitError;

    async fn from_request(request: Request, _: &S) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let content_type = parts.headers.get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        let body = received(body).await;
        Self::of_body(&parts.method, content_type.unwrap_or_default(), &body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_several_counts_and_the_first_gives_the_place() {
        let form = Form::parse(b"scope=openid&state=&scope=email+profile");
        assert_eq!(form.get("scope"), Some("email profile"));
        assert_eq!(form.get("state"), Some(""));
        assert_eq!(form.get("nonce"), None);
        assert_eq!(form.urlencode(), "scope=email+profile&state=");
    }

    #[test]
    fn json_is_no_form() {
        let body = Bytes::from_static(b"client_id=x");
        let form = |content_type| Form::of_body(&Method::POST, content_type, &body).unwrap();
        assert_eq!(form("application/json"), Form::default());
        let form = form("application/x-www-form-urlencoded; charset=UTF-8");
        assert_eq!(form.get("client_id"), Some("x"));
    }
}

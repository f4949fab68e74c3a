//! A form or a query as Django reads one: of several equal names the last counts, and all are kept.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use indexmap::IndexMap;

use super::limits::{LimitError, check_form};
use super::multipart;
use super::quote::{quote_plus, quote_via_quote};
use super::receive::received;

/// The fields of a form or of a query, in the order in which they were sent; those of one name stand
/// where the first of them stood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form(IndexMap<String, Vec<String>>);

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
        self.0.get(name)?.last().map(String::as_str)
    }

    /// The value of `name`, empty when it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// Every field.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(name, values)| {
            let values = values.iter();
            values.map(move |value| (name.as_str(), value.as_str()))
        })
    }

    /// With this as the one value of `name`, which keeps its place if it has one.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.0.insert(name.to_owned(), vec![value.to_owned()]);
        self
    }

    /// Without the fields that are empty, as `urllib.parse.parse_qs` reads a query.
    pub(crate) fn without_blanks(self) -> Self {
        let fields = self.0.into_iter().map(|(name, mut values)| {
            values.retain(|value| !value.is_empty());
            (name, values)
        });
        Self(fields.filter(|(_, values)| !values.is_empty()).collect())
    }

    /// `urllib.parse.urlencode(form, doseq=True)`: a space is `+`.
    pub(crate) fn urlencode(&self) -> String {
        self.encoded(quote_plus)
    }

    /// The same with `quote_via=quote`: a space is `%20`.
    pub(crate) fn urlencode_via_quote(&self) -> String {
        self.encoded(quote_via_quote)
    }

    fn encoded(&self, quote: impl Fn(&str) -> String) -> String {
        let pair = |(name, value)| format!("{}={}", quote(name), quote(value));
        self.iter().map(pair).collect::<Vec<_>>().join("&")
    }
}

impl FromIterator<(String, String)> for Form {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            form.0.entry(name).or_default().push(value);
        }
        form
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
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_encoded_reads_back(fields: Vec<(String, String)>) {
            let form: Form = fields.into_iter().collect();
            prop_assert_eq!(&Form::parse(form.urlencode().as_bytes()), &form);
            prop_assert_eq!(&Form::parse(form.urlencode_via_quote().as_bytes()), &form);
        }
    }

    #[test]
    fn the_last_of_several_counts_and_the_first_gives_the_place() {
        let form = Form::parse(b"scope=openid&state=&scope=email+profile");
        assert_eq!(form.get("scope"), Some("email profile"));
        assert_eq!(form.get("state"), Some(""));
        assert_eq!(form.get("nonce"), None);
        assert_eq!(form.urlencode(), "scope=openid&scope=email+profile&state=");
        let form = form.without_blanks().with("scope", "a b");
        assert_eq!(form.urlencode_via_quote(), "scope=a%20b");
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

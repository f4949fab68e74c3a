//! The query of a request.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::http::Form;

/// The query: the last of several equal names counts, and [`Query::all`] has them all.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) form: Form,
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Every value of a name that may be repeated, but for empty ones.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let of_name = self.pairs.iter().filter(|(key, _)| key == name);
        let values = of_name.map(|(_, value)| value.as_str());
        values.filter(|value| !value.is_empty()).collect()
    }
}

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let text = parts.uri.query().unwrap_or_default().as_bytes();
        Ok(Self {
            form: Form::parse(text),
            pairs: url::form_urlencoded::parse(text).into_owned().collect(),
        })
    }
}

//! JSON as Go writes and reads it.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::RestError;

/// An answer in JSON.
pub(super) struct Json<T>(pub(super) T);

/// The object that stands for "done".
#[derive(Serialize)]
pub(super) struct Empty {}

/// A request's body: the first JSON value in it, whatever its content type.
pub(super) struct Body<T>(pub(super) T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        answer(StatusCode::OK, &self.0)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = RestError;

    async fn from_request(request: Request, state: &S) -> Result<Self, RestError> {
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| RestError::BadJson)?;
        let mut values = serde_json::Deserializer::from_slice(&bytes).into_iter();
        match values.next() {
            Some(Ok(value)) => Ok(Self(value)),
            Some(Err(_)) | None => Err(RestError::BadJson),
        }
    }
}

/// Go escapes what HTML would misread, and ends with a line feed.
pub(super) fn answer(status: StatusCode, body: &impl Serialize) -> Response {
    match serde_json::to_string(body) {
        Ok(text) => (
            status,
            [(header::CONTENT_TYPE, "application/json; charset=UTF-8")],
            format!("{}\n", escape(&text)),
        )
            .into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn escape(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' => escaped.push_str("\\u003c"),
            '>' => escaped.push_str("\\u003e"),
            '&' => escaped.push_str("\\u0026"),
            '\u{2028}' => escaped.push_str("\\u2028"),
            '\u{2029}' => escaped.push_str("\\u2029"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn escaping_keeps_the_value(text: String) {
            let json = serde_json::to_string(&text).unwrap();
            let escaped = escape(&json);
            prop_assert!(!escaped.contains(['<', '>', '&']));
            prop_assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
        }
    }
}

//! The body of a request: JSON, and only JSON.

use std::convert::Infallible;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::{ApiError, Input, parse_error::ParseError};
use crate::Profile;
use crate::app::App;
use crate::http::received;

/// A body that is read when the handler asks for it: what is wrong with it is told after what is
/// wrong with the URL.
#[derive(Debug)]
pub(crate) struct Body {
    profile: Profile,
    content_type: String,
    bytes: Bytes,
}

impl Body {
    /// The fields of a new or wholly replaced object: what is required must be there.
    pub(crate) fn whole(self) -> Result<Input, ApiError> {
        Ok(Input::new(self.profile, self.object()?, false))
    }

    /// The fields that change.
    pub(crate) fn partial(self) -> Result<Input, ApiError> {
        Ok(Input::new(self.profile, self.object()?, true))
    }

    /// What a `PUT` or a `PATCH` brings.
    pub(crate) fn read(self, method: &Method) -> Result<Input, ApiError> {
        if *method == Method::PATCH {
            self.partial()
        } else {
            self.whole()
        }
    }

    fn object(self) -> Result<Map<String, Value>, ApiError> {
        if self.bytes.is_empty() {
            return Ok(Map::new());
        }
        let media = self
            .content_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim();
        if !media.eq_ignore_ascii_case("application/json") {
            return Err(ApiError::UnsupportedMediaType(self.content_type));
        }
        let value = serde_json::from_slice(&self.bytes)
            .map_err(|error| ApiError::Parse(ParseError::of(self.profile, &self.bytes, &error)))?;
        match value {
            Value::Object(fields) => Ok(fields),
            other => Err(ApiError::field(
                "non_field_errors",
                format!(
                    "Invalid data. Expected a dictionary, but got {}.",
                    type_name(&other)
                ),
            )),
        }
    }
}

impl FromRequest<App> for Body {
    type Rejection = Infallible;

    /// A body that cannot be read, or is too large, is taken for an empty one.
    async fn from_request(request: Request, app: &App) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let content_type = parts.headers.get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        Ok(Self {
            profile: app.profile(),
            content_type: content_type.unwrap_or_default().to_owned(),
            bytes: received(body).await,
        })
    }
}

/// What Python calls the type of a value.
pub(crate) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}

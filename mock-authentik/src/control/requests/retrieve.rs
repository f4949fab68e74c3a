//! `GET /_mock/requests/{number}`.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Summary;
use crate::app::App;
use crate::control::ControlError;
use crate::journal::{NamedToken, blanked_header, blanked_text};
use crate::{Captured, Exchange, Headers};

#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Which {
    /// The number of the request.
    number: u64,
}

/// A request and its answer, secrets blanked.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Request")]
pub(super) struct Whole {
    #[serde(flatten)]
    summary: Summary,
    request: Message,
    answer: Message,
    /// The tokens in both, decoded and not verified.
    tokens: Vec<NamedToken>,
}

/// Headers and body.
#[derive(Debug, Serialize, JsonSchema)]
struct Message {
    headers: Vec<Header>,
    /// The body as text, secrets blanked: JSON indented, a form with a line for each field.
    body: String,
    /// How many bytes the body had.
    length: u64,
    /// Whether the whole body passed.
    complete: bool,
    /// Whether `body` is only its beginning.
    cut: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Header {
    name: String,
    value: String,
}

impl Message {
    fn of(headers: &Headers, body: &Captured) -> Self {
        let content_type = headers.get("content-type").unwrap_or_default();
        Self {
            headers: headers
                .iter()
                .map(|(name, value)| Header {
                    value: blanked_header(&name, &value),
                    name: name.into_owned(),
                })
                .collect(),
            body: blanked_text(&content_type, &body.text()),
            length: body.length(),
            complete: body.is_complete(),
            cut: body.length() > body.bytes().len() as u64,
        }
    }
}

impl From<&Exchange> for Whole {
    fn from(exchange: &Exchange) -> Self {
        Self {
            summary: exchange.into(),
            request: Message::of(exchange.request_headers(), exchange.request_body()),
            answer: Message::of(exchange.answer_headers(), exchange.answer_body()),
            tokens: exchange.tokens(),
        }
    }
}

pub(super) async fn retrieve(
    State(app): State<App>,
    path: Result<Path<Which>, PathRejection>,
) -> Result<Json<Whole>, ControlError> {
    let Path(Which { number }) = path?;
    let found = app.journal().get(number);
    let found = found.ok_or(ControlError::NoSuchRequest(number))?;
    Ok(Json(Whole::from(&*found)))
}

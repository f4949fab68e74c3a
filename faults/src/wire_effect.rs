//! What happens to a request and its answer on the wire.

use std::time::Duration;

use http::{HeaderValue, StatusCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a fault does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum WireEffect {
    /// Answers with this status; the request never arrives.
    Status {
        /// The status.
        #[serde(with = "status")]
        #[schemars(with = "u16", range(min = 200, max = 599))]
        status: StatusCode,
        /// The body, sent as JSON if it is some, else as text; empty when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<String>,
        /// The value of `Retry-After`, in seconds; no such header when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u32>,
    },
    /// Forwards the request only after this time: `11s`, `1m 30s`.
    Latency(
        #[serde(with = "jiff::fmt::serde::unsigned_duration::friendly::compact::required")]
        #[schemars(with = "String")]
        Duration,
    ),
    /// Resets the connection; the request never arrives.
    Reset,
    /// Forwards the request, answers with half of the answer's body, and closes the connection.
    TruncateBody,
    /// Forwards the request and puts this in place of the answer's `Content-Type`.
    ContentType(
        #[serde(with = "header_value")]
        #[schemars(with = "String")]
        HeaderValue,
    ),
}

impl WireEffect {
    /// How the variants are written.
    pub(crate) const NAMES: [&str; 5] = [
        "status",
        "latency",
        "reset",
        "truncate_body",
        "content_type",
    ];
}

/// Text that may stand in a header.
mod header_value {
    use http::HeaderValue;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &HeaderValue, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&String::from_utf8_lossy(value.as_bytes()))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<HeaderValue, D::Error> {
        let text = String::deserialize(from)?;
        HeaderValue::from_str(&text)
            .map_err(|_| D::Error::custom(format!("{text:?} may not stand in a header")))
    }
}

/// A status that ends an exchange.
mod status {
    use http::StatusCode;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub(super) fn serialize<S: Serializer>(status: &StatusCode, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u16(status.as_u16())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<StatusCode, D::Error> {
        let number = u16::deserialize(from)?;
        let status = StatusCode::from_u16(number)
            .ok()
            .filter(|_| (200..600).contains(&number));
        status.ok_or_else(|| D::Error::custom(format!("{number} is no status from 200 to 599")))
    }
}

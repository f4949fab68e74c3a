//! What was recorded, written.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::HeaderMap;
use http::header::{CONTENT_TYPE, LOCATION};
use url::{Url, form_urlencoded};

use super::HarError;
use super::model::{
    Content, Creator, Empty, Entry, Har, Log, Pair, PostData, Request, Response, Timings, unknown,
};
use crate::wire::{Exchange, Outcome, redact_body, redact_headers, redact_target};

/// Whether secrets are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrets {
    /// No: the file may be shown to anybody, and cannot be replayed.
    Redacted,
    /// Yes: the file can be replayed. Only for targets made for the recording.
    Kept,
}

/// Writes `exchanges`, which went to `base`, to a HAR file, compressed if its name ends in `.gz`.
///
/// # Errors
/// [`HarError`] names the file that cannot be written.
pub fn write(
    path: &Path,
    base: &Url,
    exchanges: &[Exchange],
    secrets: Secrets,
) -> Result<(), HarError> {
    let har = Har {
        log: Log {
            version: "1.2".to_owned(),
            creator: Creator {
                name: "openzro-harness".to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
            comment: String::new(),
            entries: exchanges
                .iter()
                .map(|exchange| entry(base, exchange, secrets))
                .collect(),
        },
    };
    save(path, &har).map_err(|source| HarError::File {
        path: path.to_owned(),
        source,
    })
}

fn save(path: &Path, har: &Har) -> io::Result<()> {
    let mut file = io::BufWriter::new(File::create(path)?);
    if path.extension().is_some_and(|suffix| suffix == "gz") {
        let mut packed = GzEncoder::new(&mut file, Compression::best());
        serde_json::to_writer(&mut packed, har)?;
        packed.finish()?;
    } else {
        serde_json::to_writer_pretty(&mut file, har)?;
    }
    file.flush()
}

fn entry(base: &Url, exchange: &Exchange, secrets: Secrets) -> Entry {
    let milliseconds = exchange.took.as_secs_f64() * 1000.0;
    Entry {
        started_date_time: exchange.started.to_string(),
        time: milliseconds,
        request: request(base, &exchange.request, secrets),
        response: response(&exchange.outcome, secrets),
        cache: Empty {},
        timings: Timings {
            wait: milliseconds,
            ..Timings::default()
        },
        comment: format!("{} -> {}", exchange.from, exchange.to),
    }
}

fn request(base: &Url, request: &crate::wire::Request, secrets: Secrets) -> Request {
    let target = match secrets {
        Secrets::Redacted => redact_target(&request.target),
        Secrets::Kept => request.target.clone(),
    };
    let (headers, text, _) = message(&request.headers, &request.body, secrets);
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let mime_type = header(&request.headers, &CONTENT_TYPE);
    Request {
        method: request.method.to_string(),
        url: format!("{}{target}", base.as_str().trim_end_matches('/')),
        http_version: "HTTP/1.1".to_owned(),
        cookies: Vec::new(),
        headers,
        query_string: form_urlencoded::parse(query.as_bytes())
            .map(|(name, value)| Pair {
                name: name.into_owned(),
                value: value.into_owned(),
            })
            .collect(),
        post_data: (!text.is_empty()).then_some(PostData { mime_type, text }),
        headers_size: unknown(),
        body_size: size(&request.body),
    }
}

fn response(outcome: &Outcome, secrets: Secrets) -> Response {
    let (status, headers, body, comment) = match outcome {
        Outcome::Answered(response) => (
            response.status.as_u16(),
            response.headers.clone(),
            response.body.clone(),
            "",
        ),
        // The format has no other place for an exchange without an answer.
        Outcome::Broken(reason) => (0, HeaderMap::new(), bytes::Bytes::new(), reason.as_str()),
    };
    let (shown, text, encoding) = message(&headers, &body, secrets);
    let location = shown.iter().find(|pair| pair.name == LOCATION.as_str());
    Response {
        status,
        status_text: String::new(),
        http_version: "HTTP/1.1".to_owned(),
        cookies: Vec::new(),
        redirect_url: location.map_or_else(String::new, |pair| pair.value.clone()),
        headers: shown,
        content: Content {
            size: size(&body),
            mime_type: header(&headers, &CONTENT_TYPE),
            text,
            encoding,
        },
        headers_size: unknown(),
        body_size: size(&body),
        comment: comment.to_owned(),
    }
}

/// Headers and body as they may be written, and the body's encoding.
fn message(
    headers: &HeaderMap,
    body: &bytes::Bytes,
    secrets: Secrets,
) -> (Vec<Pair>, String, Option<String>) {
    let (headers, body) = match secrets {
        Secrets::Redacted => (redact_headers(headers), redact_body(headers, body)),
        Secrets::Kept => (headers.clone(), body.clone()),
    };
    let pairs = headers.iter().map(|(name, value)| Pair {
        name: name.to_string(),
        value: String::from_utf8_lossy(value.as_bytes()).into_owned(),
    });
    match String::from_utf8(body.to_vec()) {
        Ok(text) => (pairs.collect(), text, None),
        Err(_) => (
            pairs.collect(),
            BASE64_STANDARD.encode(&body),
            Some("base64".to_owned()),
        ),
    }
}

fn header(headers: &HeaderMap, name: &http::HeaderName) -> String {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().to_owned()
}

fn size(body: &bytes::Bytes) -> i64 {
    i64::try_from(body.len()).unwrap_or(i64::MAX)
}

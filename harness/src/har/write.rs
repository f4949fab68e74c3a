//! What was recorded, written.

use std::io::{self, Write};
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::HeaderMap;
use http::header::{CONTENT_TYPE, LOCATION};
use tempfile::NamedTempFile;
use url::{Url, form_urlencoded};

use super::model::{
    Content, Creator, Empty, Entry, Har, Log, Pair, PostData, Request, Response, Timings, unknown,
};
use super::redact::Redactor;
use super::{HarError, Recording};
use crate::wire::{Exchange, Outcome, Party, Peer};

/// Whether secrets are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrets {
    /// No: the file may be shown to anybody. Placeholders stand in their places.
    Redacted,
    /// Yes: everything is written as it was. Only for targets made for the recording.
    Kept,
}

impl Secrets {
    /// Kept if somebody says so.
    pub fn kept_if(kept: bool) -> Self {
        if kept { Self::Kept } else { Self::Redacted }
    }
}

/// An exchange on its way to a file.
pub(super) struct Kept {
    pub(super) base: Url,
    pub(super) exchange: Exchange,
    label: String,
}

impl Kept {
    /// An exchange with a server at `base`.
    pub(super) fn from(base: &Url, exchange: &Exchange) -> Self {
        Self {
            base: base.clone(),
            exchange: exchange.clone(),
            label: format!("{} -> {}", exchange.from, exchange.to),
        }
    }

    pub(super) fn redacted(&self, redactor: &Redactor) -> Self {
        let outcome = match &self.exchange.outcome {
            Outcome::Answered(response) => Outcome::Answered(redactor.response(response)),
            Outcome::Broken(reason) => Outcome::Broken(redactor.text(reason)),
        };
        Self {
            base: redactor.base(&self.base),
            exchange: Exchange {
                request: redactor.request(&self.exchange.request),
                outcome,
                ..self.exchange
            },
            label: redactor.text(&self.label),
        }
    }
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
    let kept = exchanges.iter().map(|it| Kept::from(base, it)).collect();
    write_all(path, kept, secrets)
}

/// Writes a recording anew, as [`write()`] does.
///
/// # Errors
/// As for [`write()`].
pub fn rewrite(path: &Path, recording: &Recording, secrets: Secrets) -> Result<(), HarError> {
    let kept = recording.entries.iter().map(|entry| Kept {
        base: entry.base.clone(),
        label: entry.label.clone(),
        exchange: Exchange {
            started: entry.started,
            took: std::time::Duration::ZERO,
            from: Party::Browser,
            to: Peer::Authentik,
            request: entry.request.clone(),
            outcome: Outcome::Answered(entry.response.clone()),
        },
    });
    write_all(path, kept.collect(), secrets)
}

fn write_all(path: &Path, mut all: Vec<Kept>, secrets: Secrets) -> Result<(), HarError> {
    if secrets == Secrets::Redacted {
        let redactor = Redactor::of(all.iter().map(|kept| {
            let exchange = &kept.exchange;
            (&kept.base, &exchange.request, exchange.response())
        }));
        all = all.iter().map(|it| it.redacted(&redactor)).collect();
    }
    let mut log = log();
    log.entries = all.iter().map(entry).collect();
    save(path, &Har { log }).map_err(|source| HarError::File {
        path: path.to_owned(),
        source,
    })
}

fn log() -> Log {
    Log {
        version: "1.2".to_owned(),
        creator: Creator {
            name: "openzro-harness".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        comment: String::new(),
        entries: Vec::new(),
    }
}

/// A HAR file up to its first entry.
pub(super) fn head() -> serde_json::Result<String> {
    let whole = serde_json::to_string(&Har { log: log() })?;
    Ok(whole.trim_end_matches("]}}").to_owned())
}

/// Puts the file in its place when it is whole.
fn save(path: &Path, har: &Har) -> io::Result<()> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    let file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    let mut writer = io::BufWriter::new(&file);
    if path.extension().is_some_and(|suffix| suffix == "gz") {
        let mut packed = GzEncoder::new(&mut writer, Compression::best());
        serde_json::to_writer(&mut packed, har)?;
        packed.finish()?;
    } else {
        serde_json::to_writer_pretty(&mut writer, har)?;
    }
    writer.flush()?;
    drop(writer);
    file.persist(path).map(drop).map_err(|error| error.error)
}

pub(super) fn entry(kept: &Kept) -> Entry {
    let Kept {
        base,
        exchange,
        label,
    } = kept;
    let milliseconds = exchange.took.as_secs_f64() * 1000.0;
    Entry {
        started_date_time: exchange.started.to_string(),
        time: milliseconds,
        request: request(base, &exchange.request),
        response: response(&exchange.outcome),
        cache: Empty {},
        timings: Timings {
            wait: milliseconds,
            ..Timings::default()
        },
        comment: label.clone(),
    }
}

fn request(base: &Url, request: &crate::wire::Request) -> Request {
    let target = &request.target;
    let (headers, text, _) = message(&request.headers, &request.body);
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
        post_data: (!text.is_empty()).then_some(PostData {
            mime_type,
            text,
            params: Vec::new(),
        }),
        headers_size: unknown(),
        body_size: size(&request.body),
    }
}

fn response(outcome: &Outcome) -> Response {
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
    let (shown, text, encoding) = message(&headers, &body);
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

/// Headers, body and the body's encoding.
fn message(headers: &HeaderMap, body: &bytes::Bytes) -> (Vec<Pair>, String, Option<String>) {
    let pairs = headers.iter().map(|(name, value)| Pair {
        name: name.to_string(),
        value: String::from_utf8_lossy(value.as_bytes()).into_owned(),
    });
    match String::from_utf8(body.to_vec()) {
        Ok(text) => (pairs.collect(), text, None),
        Err(_) => (
            pairs.collect(),
            BASE64_STANDARD.encode(body),
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

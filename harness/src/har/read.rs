//! Recordings, read.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use flate2::read::GzDecoder;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use jiff::Timestamp;
use url::{Url, form_urlencoded};

use super::model::{Content, Entry, Har, Pair, PostData};
use crate::wire::{Request, Response, shape};

/// A recording could not be read.
#[derive(Debug, thiserror::Error)]
pub enum HarError {
    /// The file cannot be opened, read or written.
    #[error("cannot open {}: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file is no HTTP archive.
    #[error("{} is no HTTP Archive 1.2: {source}", path.display())]
    Format {
        /// Which file.
        path: PathBuf,
        /// What is wrong, and where.
        source: serde_json::Error,
    },
    /// An entry holds a value that HTTP does not allow.
    #[error("{}, entry {number} ({label}): {value:?} is no {what}", path.display())]
    Entry {
        /// Which file.
        path: PathBuf,
        /// The entry's number, from 0.
        number: usize,
        /// The entry's comment.
        label: String,
        /// The value.
        value: String,
        /// What it should be.
        what: &'static str,
    },
}

/// Exchanges of one recorded session, in their order.
#[derive(Clone, Debug)]
pub struct Recording {
    /// The file's name and its folder's, without suffixes: `2025.12.4/10-device`.
    pub name: String,
    /// What the recorder noted on the whole.
    pub comment: String,
    /// The exchanges.
    pub entries: Vec<Recorded>,
}

/// One recorded exchange.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Its number in the file, from 0.
    pub number: usize,
    /// What the recorder called it; not unique.
    pub label: String,
    /// When the request was sent.
    pub started: Timestamp,
    /// Where it was sent: scheme, host and port.
    pub base: Url,
    /// What was sent.
    pub request: Request,
    /// What came back.
    pub response: Response,
}

impl Recording {
    /// Reads a HAR file, compressed if its name ends in `.gz`.
    ///
    /// # Errors
    /// [`HarError`] names the file, and the line or the entry, that is wrong.
    pub fn read(path: &Path) -> Result<Self, HarError> {
        let failed = |source| HarError::File {
            path: path.to_owned(),
            source,
        };
        let file = BufReader::new(File::open(path).map_err(failed)?);
        let mut text = Vec::new();
        if path.extension().is_some_and(|suffix| suffix == "gz") {
            GzDecoder::new(file)
                .read_to_end(&mut text)
                .map_err(failed)?;
        } else {
            { file }.read_to_end(&mut text).map_err(failed)?;
        }
        let har: Har = serde_json::from_slice(&text).map_err(|source| HarError::Format {
            path: path.to_owned(),
            source,
        })?;
        // A browser notes what it gave up, or blocked, as answered with status 0.
        let answered = |(_, entry): &(usize, Entry)| entry.response.status != 0;
        let entries = har.log.entries.into_iter().enumerate().filter(answered);
        let entries = entries.map(|(number, entry)| {
            let label = entry.comment.clone();
            recorded(number, entry).map_err(|Invalid { value, what }| HarError::Entry {
                path: path.to_owned(),
                number,
                label,
                value,
                what,
            })
        });
        Ok(Self {
            name: name(path),
            comment: har.log.comment,
            entries: entries.collect::<Result<_, _>>()?,
        })
    }
}

impl fmt::Display for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{} ({})", self.number, self.label)
    }
}

/// Folder and file without suffixes.
fn name(path: &Path) -> String {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = file.trim_end_matches(".gz").trim_end_matches(".har");
    match path.parent().and_then(Path::file_name) {
        Some(folder) => format!("{}/{stem}", folder.to_string_lossy()),
        None => stem.to_owned(),
    }
}

struct Invalid {
    value: String,
    what: &'static str,
}

fn recorded(number: usize, entry: Entry) -> Result<Recorded, Invalid> {
    let url: Url = parse(&entry.request.url, "URL")?;
    let target = url[url::Position::BeforePath..url::Position::AfterQuery].to_owned();
    let base = url
        .join("/")
        .map_err(|_| invalid(&entry.request.url, "base of URLs"))?;
    let body = entry.request.post_data.map(text).unwrap_or_default();
    Ok(Recorded {
        number,
        label: entry.comment,
        started: parse(&entry.started_date_time, "RFC 3339 time")?,
        base,
        request: Request {
            method: parse::<Method>(&entry.request.method, "method")?,
            target,
            headers: headers(&entry.request.headers)?,
            body: body.into(),
        },
        response: Response {
            status: StatusCode::from_u16(entry.response.status)
                .map_err(|_| invalid(&entry.response.status.to_string(), "status"))?,
            headers: headers(&entry.response.headers)?,
            body: body_of(entry.response.content)?,
        },
    })
}

/// The body of a request, which may be given as the fields of a form.
fn text(data: PostData) -> String {
    if !data.text.is_empty() {
        return data.text;
    }
    let params = data.params.iter().map(|it| (&it.name, &it.value));
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(params)
        .finish()
}

fn headers(pairs: &[Pair]) -> Result<HeaderMap, Invalid> {
    let header = |Pair { name, value }: &Pair| {
        let value = HeaderValue::from_str(value).map_err(|_| invalid(value, "header value"))?;
        Ok((parse::<HeaderName>(name, "header name")?, value))
    };
    // HTTP/2's `:authority` and the like are no headers, and Chrome lists them.
    let real = pairs.iter().filter(|pair| !pair.name.starts_with(':'));
    real.map(header).collect()
}

fn body_of(content: Content) -> Result<Bytes, Invalid> {
    match content.encoding.as_deref() {
        None | Some("") => Ok(content.text.into()),
        Some("base64") => {
            let bytes = BASE64_STANDARD.decode(&content.text);
            bytes
                .map(Bytes::from)
                .map_err(|_| invalid(&content.text, "base64"))
        }
        Some(other) => Err(invalid(other, "known encoding of a body")),
    }
}

fn parse<T: std::str::FromStr>(value: &str, what: &'static str) -> Result<T, Invalid> {
    value.parse().map_err(|_| invalid(value, what))
}

fn invalid(value: &str, what: &'static str) -> Invalid {
    // Enough to find it by, and no secret.
    Invalid {
        value: shape(value).chars().take(80).collect(),
        what,
    }
}

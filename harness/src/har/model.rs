//! The format's objects (<http://www.softwareishard.com/blog/har-12-spec/>), as far as they are used.

use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Har {
    pub(super) log: Log,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Log {
    pub(super) version: String,
    pub(super) creator: Creator,
    #[serde(default)]
    pub(super) comment: String,
    pub(super) entries: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Creator {
    pub(super) name: String,
    pub(super) version: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    pub(super) started_date_time: String,
    /// Milliseconds.
    #[serde(default)]
    pub(super) time: f64,
    pub(super) request: Request,
    pub(super) response: Response,
    #[serde(default)]
    pub(super) cache: Empty,
    #[serde(default)]
    pub(super) timings: Timings,
    #[serde(default)]
    pub(super) comment: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) url: String,
    #[serde(default)]
    pub(super) http_version: String,
    #[serde(default)]
    pub(super) cookies: Vec<Empty>,
    pub(super) headers: Vec<Pair>,
    #[serde(default)]
    pub(super) query_string: Vec<Pair>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) post_data: Option<PostData>,
    #[serde(default = "unknown")]
    pub(super) headers_size: i64,
    #[serde(default = "unknown")]
    pub(super) body_size: i64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PostData {
    #[serde(default)]
    pub(super) mime_type: String,
    #[serde(default)]
    pub(super) text: String,
    /// The fields of a form, which some browsers give in place of the text.
    #[serde(default, skip_serializing)]
    pub(super) params: Vec<Param>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Param {
    pub(super) name: String,
    #[serde(default)]
    pub(super) value: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Response {
    pub(super) status: u16,
    #[serde(default)]
    pub(super) status_text: String,
    #[serde(default)]
    pub(super) http_version: String,
    #[serde(default)]
    pub(super) cookies: Vec<Empty>,
    pub(super) headers: Vec<Pair>,
    pub(super) content: Content,
    #[serde(default, rename = "redirectURL")]
    pub(super) redirect_url: String,
    #[serde(default = "unknown")]
    pub(super) headers_size: i64,
    #[serde(default = "unknown")]
    pub(super) body_size: i64,
    #[serde(default)]
    pub(super) comment: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Content {
    pub(super) size: i64,
    #[serde(default)]
    pub(super) mime_type: String,
    #[serde(default)]
    pub(super) text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) encoding: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) value: String,
}

/// Milliseconds of each phase; a proxy knows only how long it waited.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Timings {
    #[serde(default)]
    pub(super) send: f64,
    #[serde(default)]
    pub(super) wait: f64,
    #[serde(default)]
    pub(super) receive: f64,
}

/// An object whose members nobody here reads.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Empty {}

/// The format's word for a size that is not known.
pub(super) const fn unknown() -> i64 {
    -1
}

//! What every answer shares: headers, error pages, the two styles of JSON, and where "here" is.

mod base_url;
mod common;
mod form;
mod json;
mod page;
mod request_id;

pub(crate) use base_url::BaseUrl;
pub(crate) use common::with_common_answers;
pub(crate) use form::Form;
pub(crate) use json::{api_json, indented_json, python_json};
pub(crate) use page::{html_page, method_not_allowed, not_found, redirect};
pub(crate) use request_id::RequestId;

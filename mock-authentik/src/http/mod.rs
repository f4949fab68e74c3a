//! What every answer shares: headers, error pages, the styles of JSON, cookies, and where "here" is.

mod base_url;
mod common;
mod cookie;
mod csrf;
mod form;
mod json;
mod limits;
mod multipart;
mod page;
mod python_url;
mod quote;
mod receive;
mod request_id;
mod request_info;

pub(crate) use base_url::BaseUrl;
pub(crate) use common::{add_headers, unknown_path};
pub(crate) use cookie::{Lifetime, SetCookie, cookie};
pub(crate) use csrf::{CSRF_COOKIE, CsrfError, check_csrf};
pub(crate) use form::Form;
pub(crate) use json::{api_json, indented, indented_text, json_answer, python_json, python_text};
pub(crate) use limits::LimitError;
pub(crate) use page::{
    escape, html_page, message_page, method_not_allowed, not_found, options, permission_denied,
    permission_denied_page, posting, reading, redirect, server_error,
};
pub(crate) use python_url::{InvalidUrl, SplitUrl};
pub(crate) use quote::{iri_to_uri, quote, urlencode};
pub(crate) use receive::{Receiver, receive, received};
pub(crate) use request_id::RequestId;
pub(crate) use request_info::RequestInfo;

/// Names the language of the pages.
pub(crate) const LANGUAGE_COOKIE: &str = "authentik_language";

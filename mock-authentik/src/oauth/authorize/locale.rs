//! `ui_locales`: the language of the pages to come.

use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::http::{Form, LANGUAGE_COOKIE};

/// Languages that Authentik is translated into.
const LANGUAGES: [&str; 18] = [
    "cs", "de", "en", "es", "fi", "fr", "it", "ja", "ko", "nl", "no", "pl", "pt", "ru", "sv", "tr",
    "zh-hans", "zh-hant",
];
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'_')
    .remove(b'.')
    .remove(b'-')
    .remove(b'~');

/// Sets the language cookie for the first language of the request that there is, and adds `locale`
/// to the address, whose query is written anew by that (recording `05-prompt-variants`,
/// "browser GET" with `ui_locales=de`).
pub(super) fn remember(query: &Form, mut response: Response) -> Response {
    let asked = query.text("ui_locales").split_whitespace();
    let known = asked
        .map(str::to_ascii_lowercase)
        .find(|asked| LANGUAGES.contains(&asked.as_str()));
    let Some(language) = known else {
        return response;
    };
    let headers = response.headers_mut();
    add_locale(headers, &language);
    let others: Vec<HeaderValue> = headers.get_all(SET_COOKIE).iter().cloned().collect();
    headers.remove(SET_COOKIE);
    let cookie = format!("{LANGUAGE_COOKIE}={language}; Path=/");
    let cookie = HeaderValue::from_str(&cookie).ok();
    for cookie in cookie.into_iter().chain(others) {
        headers.append(SET_COOKIE, cookie);
    }
    response
}

/// Adds it to redirects within this site.
fn add_locale(headers: &mut HeaderMap, language: &str) {
    let location = headers.get(LOCATION).and_then(|to| to.to_str().ok());
    let Some(location) = location.filter(|to| to.starts_with('/')) else {
        return;
    };
    let (path, query) = location.split_once('?').unwrap_or((location, ""));
    let query = Form::parse(query.as_bytes());
    let pairs: Vec<String> = query
        .iter()
        .chain([("locale", language)])
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    if let Ok(location) = HeaderValue::from_str(&format!("{path}?{}", pairs.join("&"))) {
        headers.insert(LOCATION, location);
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::redirect;

    #[test]
    fn the_first_known_language_is_remembered() {
        let query = Form::parse(b"ui_locales=tlh+de+en&scope=openid+email");
        let response = remember(&query, redirect("/if/flow/x/?scope=openid+email"));
        let location = &response.headers()[LOCATION];
        assert_eq!(location, "/if/flow/x/?scope=openid%20email&locale=de");
        assert_eq!(
            response.headers()[SET_COOKIE],
            "authentik_language=de; Path=/"
        );
    }

    #[test]
    fn unknown_languages_change_nothing() {
        let query = Form::parse(b"ui_locales=tlh");
        let response = remember(&query, redirect("/if/flow/x/"));
        assert_eq!(response.headers()[LOCATION], "/if/flow/x/");
        assert!(!response.headers().contains_key(SET_COOKIE));
    }
}

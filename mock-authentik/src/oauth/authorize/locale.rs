//! `ui_locales`: the language of the pages to come.

use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use crate::http::{Form, LANGUAGE_COOKIE, SplitUrl};

/// Languages that Authentik is translated into.
const LANGUAGES: [&str; 18] = [
    "cs", "de", "en", "es", "fi", "fr", "it", "ja", "ko", "nl", "no", "pl", "pt", "ru", "sv", "tr",
    "zh-hans", "zh-hant",
];
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

/// Adds it to a redirect, be it to a page or to the client (source of 2025.12,
/// providers/oauth2/views/authorize.py).
fn add_locale(headers: &mut HeaderMap, language: &str) {
    let location = headers.get(LOCATION).and_then(|to| to.to_str().ok());
    let Some(Ok(mut location)) = location.map(SplitUrl::of) else {
        return;
    };
    let query = Form::parse(location.query.as_bytes()).without_blanks();
    location.query = query.with("locale", language).urlencode_via_quote();
    if let Ok(location) = HeaderValue::from_str(&location.to_string()) {
        headers.insert(LOCATION, location);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::redirect;

    #[test]
    fn the_first_known_language_is_remembered() {
        let query = Form::parse(b"ui_locales=tlh+de+en&scope=openid+email");
        for (to, answered) in [
            (
                "/if/flow/x/?scope=openid+email&state=",
                "/if/flow/x/?scope=openid%20email&locale=de",
            ),
            (
                "https://a.example/cb?code=c#f",
                "https://a.example/cb?code=c&locale=de#f",
            ),
        ] {
            let response = remember(&query, redirect(to));
            assert_eq!(response.headers()[LOCATION], answered);
            assert_eq!(
                response.headers()[SET_COOKIE],
                "authentik_language=de; Path=/"
            );
        }
    }

    #[test]
    fn unknown_languages_change_nothing() {
        let query = Form::parse(b"ui_locales=tlh");
        let response = remember(&query, redirect("/if/flow/x/"));
        assert_eq!(response.headers()[LOCATION], "/if/flow/x/");
        assert!(!response.headers().contains_key(SET_COOKIE));
    }
}

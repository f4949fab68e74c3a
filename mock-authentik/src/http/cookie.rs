//! Cookies, both ways.

use std::fmt;

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use jiff::Timestamp;

/// The value of a cookie that the client sent.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let sent = headers.get_all(COOKIE).into_iter();
    let mut pairs = sent
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(key, value)| (key == name).then_some(value))
}

/// How long the browser keeps a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lifetime {
    /// Until it is closed.
    Session,
    /// For so many seconds from then on.
    Seconds(i64, Timestamp),
    /// No longer: the browser forgets it.
    Ended,
}

/// A cookie to be set, for the whole site.
#[derive(Clone, Debug)]
pub(crate) struct SetCookie {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) lifetime: Lifetime,
    pub(crate) http_only: bool,
    pub(crate) same_site: &'static str,
    pub(crate) secure: bool,
}

impl SetCookie {
    /// Adds the cookie to an answer. One that no header can carry is left out.
    pub(crate) fn add_to(&self, response: &mut Response) {
        if let Ok(value) = HeaderValue::from_str(&self.to_string()) {
            response.headers_mut().append(SET_COOKIE, value);
        }
    }
}

/// The attributes in Django's order.
impl fmt::Display for SetCookie {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}={}", self.name, self.value)?;
        let (seconds, ends) = match self.lifetime {
            Lifetime::Session => (None, Timestamp::UNIX_EPOCH),
            Lifetime::Seconds(seconds, now) => {
                let ends = Timestamp::from_second(now.as_second().saturating_add(seconds));
                (Some(seconds), ends.unwrap_or(Timestamp::MAX))
            }
            Lifetime::Ended => (Some(0), Timestamp::UNIX_EPOCH),
        };
        if let Some(seconds) = seconds {
            let date = ends.strftime("%a, %d %b %Y %H:%M:%S GMT");
            write!(formatter, "; expires={date}; Max-Age={seconds}")?;
        }
        if self.http_only {
            formatter.write_str("; HttpOnly")?;
        }
        write!(formatter, "; Path=/; SameSite={}", self.same_site)?;
        if self.secure {
            formatter.write_str("; Secure")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_the_recorded_ones() {
        let now = "2026-11-24T00:35:51Z".parse().unwrap();
        let cookie = SetCookie {
            name: "authentik_csrf",
            value: "fPuu".into(),
            lifetime: Lifetime::Seconds(31_449_600, now),
            http_only: false,
            same_site: "Lax",
            secure: true,
        };
        assert_eq!(
            cookie.to_string(),
            "authentik_csrf=fPuu; expires=Tue, 23 Nov 2027 00:35:51 GMT; Max-Age=31449600; Path=/; \
             SameSite=Lax; Secure"
        );
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, HeaderValue::from_static("a=1; authentik_csrf=x=y"));
        assert_eq!(cookie(&headers, "authentik_csrf"), Some("x=y"));
        assert_eq!(cookie(&headers, "csrf"), None);
    }
}

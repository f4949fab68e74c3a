//! Cookies: their names and attributes, never their values.

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderValue};

/// The cookies that Authentik sends by TLS alone where it is reached by TLS, and what then stands for
/// `SameSite=Lax` (reference, "Cookies").
const SECURED: [(&str, &str); 2] = [
    ("authentik_csrf", "SameSite=Lax"),
    ("authentik_session", "SameSite=None"),
];

/// The cookies of an answer in lines, in the order of their names. A transcript is the same with TLS
/// and without, so with it, `secure`, cookies are written as they would be without.
pub(super) fn lines(headers: &HeaderMap, secure: bool) -> Vec<String> {
    let cookies = headers.get_all(SET_COOKIE).iter();
    let mut lines: Vec<String> = cookies.map(|cookie| line(cookie, secure)).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

fn line(cookie: &HeaderValue, secure: bool) -> String {
    let text = String::from_utf8_lossy(cookie.as_bytes()).into_owned();
    let (pair, attributes) = text.split_once(';').unwrap_or((&text, ""));
    let name = pair.split_once('=').map_or(pair, |(name, _)| name);
    let mut attributes: Vec<&str> = attributes
        .split(';')
        .map(str::trim)
        .filter(|attribute| !attribute.is_empty() && !attribute.starts_with("expires="))
        .collect();
    attributes.sort_unstable();
    let secured = SECURED.iter().find(|(secured, _)| *secured == name);
    if let Some((_, same_site)) = secured.filter(|_| secure) {
        match attributes.as_slice() {
            [.., kept, "Secure"] if kept == same_site => {
                attributes.truncate(attributes.len() - 2);
                attributes.push("SameSite=Lax");
            }
            _ => attributes.push("[NOT SECURED]"),
        }
    }
    format!("    set-cookie: {name}=…; {}\n", attributes.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tls_adds_to_a_cookie_is_asserted_and_left_out() {
        let shown = |text: &'static str, secure| line(&HeaderValue::from_static(text), secure);
        let plain = "    set-cookie: authentik_session=…; HttpOnly; Path=/; SameSite=Lax\n";
        let sent = "authentik_session=x; HttpOnly; Path=/; SameSite=Lax";
        assert_eq!(shown(sent, false), plain);
        assert!(shown(sent, true).contains("[NOT SECURED]"));
        let sent = "authentik_session=x; HttpOnly; Path=/; SameSite=None; Secure";
        assert_eq!(shown(sent, true), plain);
        assert_ne!(shown(sent, false), plain);
    }
}

//! Percent-encoding as Python does it, so that URLs equal the recorded ones to the letter.

use std::fmt::Write;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What `urllib.parse` never encodes beside letters and digits.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'_')
    .remove(b'.')
    .remove(b'-')
    .remove(b'~');
const UNRESERVED_OR_SLASH: &AsciiSet = &UNRESERVED.remove(b'/');

/// What `iri_to_uri` leaves as it is, beside letters, digits and the unreserved ones.
const URI: &AsciiSet = &UNRESERVED_OR_SLASH
    .remove(b'#')
    .remove(b'%')
    .remove(b'[')
    .remove(b']')
    .remove(b'=')
    .remove(b':')
    .remove(b';')
    .remove(b'$')
    .remove(b'&')
    .remove(b'(')
    .remove(b')')
    .remove(b'+')
    .remove(b',')
    .remove(b'!')
    .remove(b'?')
    .remove(b'*')
    .remove(b'@')
    .remove(b'\'');

/// Django's `iri_to_uri(text)`, through which every redirect goes: what a URI cannot hold is encoded,
/// what it can is left alone.
pub(crate) fn iri_to_uri(text: &str) -> String {
    utf8_percent_encode(text, URI).to_string()
}

/// `urllib.parse.quote(text)`: a space is `%20`, a slash stays.
pub(crate) fn quote(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED_OR_SLASH).to_string()
}

/// `urllib.parse.quote(text, safe="")`, as `urlencode` calls it: a slash is encoded, too.
pub(crate) fn quote_via_quote(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

/// `urllib.parse.quote_plus(text)`: a space is `+`.
pub(crate) fn quote_plus(text: &str) -> String {
    quote_via_quote(text).replace("%20", "+")
}

/// `urllib.parse.urlencode(pairs)`.
pub(crate) fn urlencode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        let separator = if text.is_empty() { "" } else { "&" };
        // Writing to a `String` cannot fail.
        write!(
            text,
            "{separator}{}={}",
            quote_plus(name),
            quote_plus(value)
        )
        .ok();
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::http::Form;

    proptest! {
        #[test]
        fn what_is_encoded_reads_back(name in ".+", value in ".*") {
            let form = Form::parse(urlencode([(name.as_str(), value.as_str())]).as_bytes());
            prop_assert_eq!(form.get(&name), Some(value.as_str()));
        }
    }

    #[test]
    fn encodes_as_the_recordings_do() {
        assert_eq!(quote("a b, /é"), "a%20b%2C%20/%C3%A9");
        assert_eq!(
            urlencode([("state", "a b&c=d/é~")]),
            "state=a+b%26c%3Dd%2F%C3%A9~"
        );
    }
}

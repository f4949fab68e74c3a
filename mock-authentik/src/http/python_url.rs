//! URLs as Python's `urllib.parse` takes them apart and puts them together, which also reads what is no
//! URL: Authentik treats redirect URIs that are regular expressions in this way.

use std::fmt;
use std::net::Ipv6Addr;

use indexmap::IndexMap;

use super::quote::{quote_plus, quote_via_quote};

/// Schemes whose URLs have two slashes even when no host follows.
const SCHEMES_WITH_AUTHORITY: [&str; 6] = ["http", "https", "ftp", "file", "ws", "wss"];

/// What raises `ValueError` in Python, and ends in a page that says "Server Error".
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum InvalidUrl {
    #[error("the brackets of the host hold no IPv6 address")]
    Host,
    #[error("the port is no number below 65536")]
    Port,
}

/// `urllib.parse.urlsplit(text)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SplitUrl {
    /// In lower case; empty when there is none.
    pub(crate) scheme: String,
    authority: String,
    path: String,
    pub(crate) query: String,
    pub(crate) fragment: String,
}

impl SplitUrl {
    pub(crate) fn of(text: &str) -> Result<Self, InvalidUrl> {
        let (scheme, rest) = match text.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (scheme.to_ascii_lowercase(), rest),
            _ => (String::new(), text),
        };
        let (authority, rest) = match rest.strip_prefix("//") {
            Some(rest) => rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len())),
            None => ("", rest),
        };
        check_brackets(authority)?;
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Ok(Self {
            scheme,
            authority: authority.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            fragment: fragment.to_owned(),
        })
    }

    /// The host in lower case, without its port and without brackets.
    pub(crate) fn hostname(&self) -> Option<String> {
        let (host, _) = self.host_and_port();
        (!host.is_empty()).then(|| host.to_ascii_lowercase())
    }

    /// As it is written: an absent port is not the scheme's own.
    pub(crate) fn port(&self) -> Result<Option<u16>, InvalidUrl> {
        match self.host_and_port().1 {
            "" => Ok(None),
            port => port.parse().map(Some).map_err(|_| InvalidUrl::Port),
        }
    }

    fn host_and_port(&self) -> (&str, &str) {
        let (_, address) = self
            .authority
            .rsplit_once('@')
            .unwrap_or(("", &self.authority));
        match address.split_once('[').map(|(_, bracketed)| bracketed) {
            Some(bracketed) => {
                let (host, port) = bracketed.split_once(']').unwrap_or((bracketed, ""));
                (host, port.split_once(':').map_or("", |(_, port)| port))
            }
            None => address.split_once(':').unwrap_or((address, "")),
        }
    }
}

/// `urllib.parse.urlunsplit(url)`.
impl fmt::Display for SplitUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.scheme.is_empty() {
            write!(formatter, "{}:", self.scheme)?;
        }
        if !self.authority.is_empty() || SCHEMES_WITH_AUTHORITY.contains(&self.scheme.as_str()) {
            write!(formatter, "//{}", self.authority)?;
            if !self.path.is_empty() && !self.path.starts_with('/') {
                formatter.write_str("/")?;
            }
        }
        formatter.write_str(&self.path)?;
        if !self.query.is_empty() {
            write!(formatter, "?{}", self.query)?;
        }
        if !self.fragment.is_empty() {
            write!(formatter, "#{}", self.fragment)?;
        }
        Ok(())
    }
}

/// A query as `urllib.parse.parse_qs` reads it: every value of a name, in the place of the first; what is
/// empty is dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query(IndexMap<String, Vec<String>>);

impl Query {
    pub(crate) fn parse(text: &str) -> Self {
        let mut values: IndexMap<String, Vec<String>> = IndexMap::new();
        for (name, value) in url::form_urlencoded::parse(text.as_bytes()) {
            if !value.is_empty() {
                values.entry(name.into()).or_default().push(value.into());
            }
        }
        Self(values)
    }

    /// Gives `name` this value alone, in its old place if it has one.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), vec![value.to_owned()]);
    }

    /// `urllib.parse.urlencode(query, doseq=True)`: a space is `+`.
    pub(crate) fn urlencode(&self) -> String {
        self.encoded(quote_plus)
    }

    /// The same with `quote_via=quote`: a space is `%20`.
    pub(crate) fn urlencode_via_quote(&self) -> String {
        self.encoded(quote_via_quote)
    }

    fn encoded(&self, quote: impl Fn(&str) -> String) -> String {
        let pairs = self.0.iter().flat_map(|(name, values)| {
            let quote = &quote;
            let pair = move |value: &String| format!("{}={}", quote(name), quote(value));
            values.iter().map(pair)
        });
        pairs.collect::<Vec<_>>().join("&")
    }
}

fn is_scheme(text: &str) -> bool {
    let mut characters = text.chars();
    characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && characters.all(|next| next.is_ascii_alphanumeric() || "+-.".contains(next))
}

/// Python looks at brackets alone, as only IPv6 addresses may have them.
fn check_brackets(authority: &str) -> Result<(), InvalidUrl> {
    match (authority.split_once('['), authority.contains(']')) {
        (None, false) => Ok(()),
        (Some((_, bracketed)), true) => {
            let (address, _) = bracketed.split_once(']').ok_or(InvalidUrl::Host)?;
            let address: Result<Ipv6Addr, _> = address.parse();
            address.map(|_| ()).map_err(|_| InvalidUrl::Host)
        }
        _ => Err(InvalidUrl::Host),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_is_read(text in ".*") {
            if let Ok(url) = SplitUrl::of(&text) {
                prop_assert_eq!(SplitUrl::of(&url.to_string()), Ok(url.clone()));
                let _ = (url.hostname(), url.port());
            }
        }

        #[test]
        fn what_is_encoded_reads_back(name in ".+", value in ".+") {
            let mut query = Query::default();
            query.set(&name, &value);
            prop_assert_eq!(&Query::parse(&query.urlencode()), &query);
            prop_assert_eq!(&Query::parse(&query.urlencode_via_quote()), &query);
        }
    }

    #[test]
    fn regular_expressions_are_read_like_urls() {
        let url = SplitUrl::of(r"https://zro\.example\.com/.*").unwrap();
        assert_eq!(url.hostname().as_deref(), Some(r"zro\.example\.com"));
        let port = SplitUrl::of(r"http://localhost:\d+/.*").unwrap().port();
        assert_eq!(port, Err(InvalidUrl::Port));
        for invalid in [
            "https://zro[.]example.com",
            "https://[a-z]+.example.com",
            "http://]",
        ] {
            assert_eq!(SplitUrl::of(invalid), Err(InvalidUrl::Host), "{invalid}");
        }
    }

    #[test]
    fn a_bracketed_host_has_its_port_behind() {
        let url = SplitUrl::of("http://u:p@[::1]:8080/a").unwrap();
        assert_eq!(
            (url.hostname().as_deref(), url.port()),
            (Some("::1"), Ok(Some(8080)))
        );
    }

    #[test]
    fn custom_schemes_stay_as_they_are() {
        for text in [
            "com.example.app:/cb?a=1#b",
            "myapp://callback",
            "/relative?a",
            "mailto:a@b",
        ] {
            assert_eq!(SplitUrl::of(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn values_of_one_name_stay_together() {
        let mut query = Query::parse("a=1&b=&c=3&a=2");
        query.set("c", "4 5");
        assert_eq!(query.urlencode(), "a=1&a=2&c=4+5");
    }
}

//! URLs as Python's `urllib.parse` takes them apart and puts them together, which also reads what is no
//! URL: Authentik treats redirect URIs that are regular expressions in this way.

use std::fmt;
use std::net::Ipv6Addr;

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
}

//! What the values of a run are called in its transcript.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;

use url::Url;

/// Names for values that are known before anything is written: addresses, ids, secrets.
///
/// A name stands in place of its value wherever the value occurs in the transcript, so what is named
/// here can neither differ from run to run nor leak.
#[derive(Clone, Default)]
pub(super) struct Names {
    /// Values and their names, placeholders without brackets.
    values: BTreeMap<String, String>,
    /// Parts of addresses, and what stands in their place.
    hosts: BTreeMap<String, String>,
    /// The numbers of people, and their names.
    people: BTreeMap<i64, String>,
    secure: bool,
}

impl Names {
    /// Calls `value` `[name]`. An empty value has no name.
    pub(super) fn value(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.values.entry(value).or_insert_with(|| name.into());
        }
    }

    /// Calls the user with number `pk` in Authentik by their user name: `[alice.pk]`.
    pub(super) fn person(&mut self, username: impl Into<String>, pk: i64) {
        self.people.entry(pk).or_insert_with(|| username.into());
    }

    /// Writes `host` for the host and port of `url`, in every text. A transcript is the same with TLS
    /// and without: `url`'s own scheme is written `http`, and one that it should not be is marked.
    pub(super) fn host(&mut self, host: &str, url: &Url) {
        let (Some(name), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return;
        };
        for (colon, slash) in ESCAPES {
            let address = format!("{name}{colon}{port}");
            for scheme in ["http", "https"] {
                let mark = if scheme == url.scheme() {
                    ""
                } else {
                    "WRONG SCHEME "
                };
                self.hosts.insert(
                    format!("{scheme}{colon}{slash}{slash}{address}"),
                    format!("{mark}http{colon}{slash}{slash}{host}"),
                );
            }
            self.hosts.insert(address, host.to_owned());
        }
    }

    /// Writes `127.0.0.1` for this machine's address, in every text.
    pub(super) fn machine(&mut self, address: IpAddr) {
        self.hosts
            .insert(address.to_string(), "127.0.0.1".to_owned());
    }

    /// Says whether Authentik is reached by TLS.
    pub(super) fn secure(&mut self, secure: bool) {
        self.secure = secure;
    }

    /// Whether Authentik is reached by TLS.
    pub(super) fn is_secure(&self) -> bool {
        self.secure
    }

    /// The name of a value, if it has one.
    pub(super) fn of(&self, value: &str) -> Option<&str> {
        self.values.get(value).map(String::as_str)
    }

    /// The name of the person with this number.
    pub(super) fn person_of(&self, pk: i64) -> Option<&str> {
        self.people.get(&pk).map(String::as_str)
    }

    /// `text` cut into parts that are names (with brackets, or hosts) and parts that are not.
    pub(super) fn split<'a>(&self, text: &'a str) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((at, length, name)) = self.first(rest) {
            if at > 0 {
                parts.push(Part::Text(&rest[..at]));
            }
            parts.push(Part::Name(name));
            rest = &rest[at + length..];
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest));
        }
        parts
    }

    /// The first occurrence of anything named; the longest one when two begin at the same place.
    fn first(&self, text: &str) -> Option<(usize, usize, String)> {
        let values = self.values.iter();
        let values = values.filter(|(value, _)| value.len() >= SHORTEST_INSIDE);
        let values = values.map(|(value, name)| (value, format!("[{name}]")));
        let hosts = self.hosts.iter().map(|(part, host)| (part, host.clone()));
        values
            .chain(hosts)
            .filter_map(|(value, name)| Some((text.find(value.as_str())?, value.len(), name)))
            .min_by_key(|(at, length, _)| (*at, usize::MAX - length))
    }
}

/// A colon and a slash, and how they look in a query, in a query within one, and so on.
const ESCAPES: [(&str, &str); 4] = [
    (":", "/"),
    ("%3A", "%2F"),
    ("%253A", "%252F"),
    ("%25253A", "%25252F"),
];

/// Shorter values are named only where they stand alone, lest `admin` be found in `akadmin`.
const SHORTEST_INSIDE: usize = 8;

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Not named.
    Text(&'a str),
    /// A name, as it is written.
    Name(String),
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names")
            .field("values", &self.values.values())
            .field("hosts", &self.hosts)
            .field("people", &self.people)
            .field("secure", &self.secure)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_at_any_depth_of_escapes_and_values_inside_texts() {
        let mut names = Names::default();
        names.host("authentik", &"http://127.0.0.1:9000/".parse().unwrap());
        names.value("alice.password", "alice-pass");
        names.value("short", "abc");
        let joined = |text: &str| -> String {
            let part = |part: &Part<'_>| match part {
                Part::Text(text) => (*text).to_owned(),
                Part::Name(name) => name.clone(),
            };
            names.split(text).iter().map(part).collect()
        };
        assert_eq!(
            joined("http://127.0.0.1:9000/?next=http%3A%2F%2F127.0.0.1%3A9000%2F&p=alice-pass"),
            "http://authentik/?next=http%3A%2F%2Fauthentik%2F&p=[alice.password]"
        );
        assert_eq!(
            joined("https://127.0.0.1:9000/ 127.0.0.1:9000"),
            "WRONG SCHEME http://authentik/ authentik"
        );
        assert_eq!(joined("abcd"), "abcd");
        assert!(!format!("{names:?}").contains("alice-pass"));
    }
}

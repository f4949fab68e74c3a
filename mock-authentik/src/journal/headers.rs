//! Headers, kept in one piece: a journal has thousands.

use std::borrow::Cow;
use std::fmt;

use http::HeaderMap;

use super::blank::blanked_header;

/// The headers of a request or of an answer, in their order.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers(Box<[u8]>);

impl Headers {
    /// A line each, which no header can hold.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let length = headers
            .iter()
            .map(|(name, value)| name.as_str().len() + value.len() + 2);
        let mut lines = Vec::with_capacity(length.sum());
        for (name, value) in headers {
            lines.extend_from_slice(name.as_str().as_bytes());
            lines.push(b':');
            lines.extend_from_slice(value.as_bytes());
            lines.push(b'\n');
        }
        Self(lines.into_boxed_slice())
    }

    /// Name, in lower case, and value of each. Bytes that are not UTF-8 are replaced.
    pub fn iter(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        let lines = self.0.split(|byte| *byte == b'\n');
        lines.filter(|line| !line.is_empty()).map(|line| {
            let colon = line.iter().position(|byte| *byte == b':');
            let (name, value) = line.split_at(colon.unwrap_or(line.len()));
            let value = value.get(1..).unwrap_or_default();
            (
                String::from_utf8_lossy(name),
                String::from_utf8_lossy(value),
            )
        })
    }

    /// The first value of the header of that name, in lower case.
    pub fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut all = self.iter();
        all.find_map(|(found, value)| (found == name).then_some(value))
    }

    /// How many bytes they take.
    pub(super) fn size(&self) -> usize {
        self.0.len()
    }
}

/// Without the values of cookies and credentials.
impl fmt::Debug for Headers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let blanked = self.iter().map(|(name, value)| {
            let value = blanked_header(&name, &value);
            (name, value)
        });
        formatter.debug_map().entries(blanked).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_in_comes_out() {
        let mut sent = HeaderMap::new();
        sent.append("a", "1: 2".parse().unwrap());
        sent.append("a", "".parse().unwrap());
        let kept = Headers::of(&sent);
        let pairs: Vec<_> = kept.iter().collect();
        assert_eq!(
            pairs,
            [("a".into(), "1: 2".into()), ("a".into(), "".into())]
        );
        assert_eq!(kept.get("a").as_deref(), Some("1: 2"));
        assert_eq!(kept.get("b"), None);
    }
}

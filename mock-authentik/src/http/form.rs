//! A form as Django reads one: the last of several equal names counts.

use std::collections::HashMap;

/// The fields of a form or of a query.
#[derive(Clone, Debug, Default)]
pub(crate) struct Form(HashMap<String, String>);

impl Form {
    /// Reads `application/x-www-form-urlencoded` text; what is malformed is kept as it stands.
    pub(crate) fn parse(text: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(text).into_owned().collect())
    }

    /// The value of `name`, when it was sent.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The value of `name`, empty when it was not sent.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// Whether nothing was sent.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, String)> for Form {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_several_counts() {
        let form = Form::parse(b"scope=openid&scope=email+profile&state=");
        assert_eq!(form.get("scope"), Some("email profile"));
        assert_eq!(form.get("state"), Some(""));
        assert_eq!(form.get("nonce"), None);
    }
}

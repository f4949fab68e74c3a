//! Malformed JSON, told as the parser that Authentik uses tells it.

use std::fmt;

use super::python_json::{self, Fault};
use crate::Profile;

/// What is wrong with a body that should be JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ParseError(String);

impl ParseError {
    /// The error of `text`, which is not JSON as `error` says.
    pub(crate) fn of(profile: Profile, text: &[u8], error: &serde_json::Error) -> Self {
        let fault = profile.json_is_read_by_python();
        match fault.then(|| python_json::fault(text)).flatten() {
            None => Self::in_the_words_of_orjson(text, error),
            Some(Fault {
                reason,
                offset: None,
            }) => Self(reason),
            Some(Fault {
                reason,
                offset: Some(offset),
            }) => {
                let text = String::from_utf8_lossy(text);
                let before: String = text.chars().take(offset).collect();
                Self::at(&reason, &before)
            }
        }
    }

    fn in_the_words_of_orjson(text: &[u8], error: &serde_json::Error) -> Self {
        let said = error.to_string();
        let reason = match () {
            () if text.is_empty() => "input data is empty",
            () if error.is_eof() => "unexpected end of data",
            () if said.starts_with("trailing comma") => "trailing comma is not allowed",
            () if said.starts_with("trailing characters") => "unexpected content after document",
            () if said.starts_with("control character") => "unexpected control character in string",
            () if said.starts_with("invalid escape") => "invalid escaped character in string",
            () if said.starts_with("invalid unicode") => {
                "str is not valid UTF-8: surrogates not allowed"
            }
            () if said.starts_with("recursion limit") => "Recursion limit reached",
            () => "unexpected character",
        };
        let end = if error.is_eof() {
            text.len()
        } else {
            byte_offset(text, error.line(), error.column())
        };
        Self::at(
            reason,
            &String::from_utf8_lossy(&text[..end.min(text.len())]),
        )
    }

    /// The place is told by what is before it.
    fn at(reason: &str, before: &str) -> Self {
        let last_line = before.rsplit('\n').next().unwrap_or_default();
        let (line, column) = (
            before.matches('\n').count() + 1,
            last_line.chars().count() + 1,
        );
        let offset = before.chars().count();
        Self(format!(
            "{reason}: line {line} column {column} (char {offset})"
        ))
    }
}

/// The byte that serde's one-based line and column point at.
fn byte_offset(text: &[u8], line: usize, column: usize) -> usize {
    let lines = text.split_inclusive(|byte| *byte == b'\n');
    let start: usize = lines.take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    start + column.saturating_sub(1)
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn said(text: &str) -> String {
        let error = serde_json::from_str::<Value>(text).unwrap_err();
        ParseError::of(Profile::V2025_12, text.as_bytes(), &error).to_string()
    }

    #[test]
    fn an_unfinished_text_ends_at_its_end() {
        assert_eq!(
            said("{\n\"é\": "),
            "unexpected end of data: line 2 column 6 (char 7)"
        );
    }

    proptest! {
        #[test]
        fn any_text_has_a_place(text: String) {
            if serde_json::from_str::<Value>(&text).is_err() {
                said(&text);
            }
        }
    }
}

//! Authentik's styles of JSON: Python's default with spaces for OAuth and the flow executor, indented
//! for discovery, compact for the admin API.

use std::io::{self, Write};

use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, Serializer};

/// `{"a": 1, "b": 2}`, everything beyond ASCII escaped.
pub(crate) fn python_json(status: StatusCode, body: &impl Serialize) -> Response {
    json_answer(status, python_text(body))
}

/// The text of such an answer.
pub(crate) fn python_text(body: &impl Serialize) -> Vec<u8> {
    render(
        body,
        Python {
            indent: None,
            depth: 0,
            empty: true,
        },
    )
}

/// As [`python_text`], a line for each item, indented by two spaces.
pub(crate) fn indented_text(body: &impl Serialize) -> Vec<u8> {
    render(
        body,
        Python {
            indent: Some(2),
            depth: 0,
            empty: true,
        },
    )
}

/// A text in which each item has a line, indented by four spaces.
pub(crate) fn indented(body: &impl Serialize) -> String {
    let style = Python {
        indent: Some(4),
        depth: 0,
        empty: true,
    };
    String::from_utf8(render(body, style)).unwrap_or_default()
}

/// An answer of that JSON.
pub(crate) fn json_answer(status: StatusCode, text: impl Into<Body>) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], text.into()).into_response()
}

/// `{"a":1,"b":2}` in UTF-8.
pub(crate) fn api_json(status: StatusCode, body: &impl Serialize) -> Response {
    let text = serde_json::to_vec(body).unwrap_or_default();
    let content_type = "application/json; charset=utf-8";
    (status, [(CONTENT_TYPE, content_type)], text).into_response()
}

/// Writing into a `Vec` cannot fail, and nothing that is answered has a map with keys that are not
/// text; were it otherwise, the body would be empty.
fn render(body: &impl Serialize, style: Python) -> Vec<u8> {
    let mut text = Vec::with_capacity(512);
    match body.serialize(&mut Serializer::with_formatter(&mut text, style)) {
        Ok(()) => text,
        Err(_) => Vec::new(),
    }
}

/// How Python's `json.dumps` writes.
struct Python {
    indent: Option<usize>,
    depth: usize,
    /// Whether the innermost array or object has no item yet.
    empty: bool,
}

impl Python {
    fn open<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.empty = true;
        writer.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if !self.empty {
            self.new_line(writer)?;
        }
        self.empty = false;
        writer.write_all(bracket)
    }

    fn item<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.empty = false;
        if !first {
            writer.write_all(if self.indent.is_some() { b"," } else { b", " })?;
        }
        self.new_line(writer)
    }

    fn new_line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        match self.indent {
            Some(indent) => write!(writer, "\n{:1$}", "", indent * self.depth),
            None => Ok(()),
        }
    }
}

impl Formatter for Python {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.item(writer, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.item(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        text: &str,
    ) -> io::Result<()> {
        for character in text.chars() {
            if character.is_ascii() {
                writer.write_all(&[character as u8])?;
                continue;
            }
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
        }
        Ok(())
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        serde_json::ser::CompactFormatter.write_char_escape(writer, escape)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(body: &serde_json::Value, indent: Option<usize>) -> String {
        String::from_utf8(render(
            body,
            Python {
                indent,
                depth: 0,
                empty: true,
            },
        ))
        .unwrap()
    }

    #[test]
    fn python_puts_spaces_and_escapes_beyond_ascii() {
        let body = json!({"a": [1, 2], "é": "𝄞\n\"", "b": {}, "c": []});
        let expected = r#"{"a": [1, 2], "\u00e9": "\ud834\udd1e\n\"", "b": {}, "c": []}"#;
        assert_eq!(text(&body, None), expected);
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(expected).unwrap(),
            body
        );
    }

    #[test]
    fn python_indents_by_two_and_keeps_the_empty_short() {
        let body = json!({"a": [1, {}], "b": []});
        assert_eq!(
            text(&body, Some(2)),
            "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}"
        );
    }
}

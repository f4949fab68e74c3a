//! Where a text stops being JSON, and why, as Python's `json` tells it.

/// The whitespace between JSON's tokens.
const WHITESPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) reason: String,
    /// How many characters are before the place; `None` when the reason is told without one.
    pub(super) offset: Option<usize>,
}

fn at(reason: &str, offset: usize) -> Fault {
    Fault {
        reason: reason.to_owned(),
        offset: Some(offset),
    }
}

/// What a value is in, while it is being read.
#[derive(Clone, Copy)]
enum Container {
    Array,
    Object,
}

/// What can come next.
enum Next {
    Value,
    /// What follows a value.
    After,
    /// A member of an object, after the brace or a comma.
    Member,
}

/// The first fault of a text. Nesting is kept on the heap, so that no text exhausts the stack.
pub(super) fn fault(text: &[u8]) -> Option<Fault> {
    let text = match std::str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => return Some(not_utf8(text, error)),
    };
    let mut scanner = Scanner {
        text: text.chars().collect(),
        at: 0,
    };
    if scanner.peek() == Some('\u{feff}') {
        return Some(at("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0));
    }
    scanner.document().err()
}

fn not_utf8(text: &[u8], error: std::str::Utf8Error) -> Fault {
    let position = error.valid_up_to();
    let byte = text.get(position).copied().unwrap_or_default();
    let reason = match error.error_len() {
        None => "unexpected end of data",
        Some(_) if matches!(byte, 0xc2..=0xf4) => "invalid continuation byte",
        Some(_) => "invalid start byte",
    };
    Fault {
        reason: format!(
            "'utf-8' codec can't decode byte 0x{byte:02x} in position {position}: {reason}"
        ),
        offset: None,
    }
}

struct Scanner {
    text: Vec<char>,
    at: usize,
}

impl Scanner {
    fn document(&mut self) -> Result<(), Fault> {
        let mut containers = Vec::new();
        let mut next = Next::Value;
        self.skip_whitespace();
        loop {
            next = match next {
                Next::Value => self.value(&mut containers)?,
                Next::Member => self.member()?,
                Next::After => {
                    self.skip_whitespace();
                    let Some(container) = containers.last() else {
                        return match self.peek() {
                            None => Ok(()),
                            Some(_) => Err(at("Extra data", self.at)),
                        };
                    };
                    match (container, self.peek()) {
                        (Container::Array, Some(']')) | (Container::Object, Some('}')) => {
                            self.at += 1;
                            containers.pop();
                            Next::After
                        }
                        (Container::Array, Some(',')) => {
                            self.step();
                            Next::Value
                        }
                        (Container::Object, Some(',')) => {
                            self.step();
                            Next::Member
                        }
                        _ => return Err(at("Expecting ',' delimiter", self.at)),
                    }
                }
            }
        }
    }

    /// A value, or the beginning of one that has others in it.
    fn value(&mut self, containers: &mut Vec<Container>) -> Result<Next, Fault> {
        let expected = at("Expecting value", self.at);
        for constant in ["NaN", "Infinity", "-Infinity"] {
            if self.starts_with(constant) {
                return Err(Fault {
                    reason: format!(
                        "Out of range float values are not JSON compliant: '{constant}'"
                    ),
                    offset: None,
                });
            }
        }
        match self.peek() {
            Some('[') => {
                self.step();
                if self.peek() != Some(']') {
                    containers.push(Container::Array);
                    return Ok(Next::Value);
                }
                self.at += 1;
            }
            Some('{') => {
                self.step();
                if self.peek() != Some('}') {
                    containers.push(Container::Object);
                    return Ok(Next::Member);
                }
                self.at += 1;
            }
            Some('"') => self.string()?,
            Some('-' | '0'..='9') if self.number() => {}
            _ => {
                let known = ["null", "true", "false"];
                let word = known.into_iter().find(|word| self.starts_with(word));
                self.at += word.ok_or(expected)?.len();
            }
        }
        Ok(Next::After)
    }

    /// A name and its colon.
    fn member(&mut self) -> Result<Next, Fault> {
        if self.peek() != Some('"') {
            let reason = "Expecting property name enclosed in double quotes";
            return Err(at(reason, self.at));
        }
        self.string()?;
        self.skip_whitespace();
        if self.peek() != Some(':') {
            return Err(at("Expecting ':' delimiter", self.at));
        }
        self.step();
        Ok(Next::Value)
    }

    fn string(&mut self) -> Result<(), Fault> {
        let begin = self.at;
        let unterminated = || at("Unterminated string starting at", begin);
        loop {
            self.at += 1;
            match self.peek().ok_or_else(unterminated)? {
                '"' => break,
                '\\' => {
                    self.at += 1;
                    match self.peek().ok_or_else(unterminated)? {
                        'u' => self.unicode_escape()?,
                        '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => {}
                        _ => return Err(at("Invalid \\escape", self.at - 1)),
                    }
                }
                character if character <= '\u{1f}' => {
                    return Err(at("Invalid control character at", self.at));
                }
                _ => {}
            }
        }
        self.at += 1;
        Ok(())
    }

    /// From the `u` to the last of its four digits.
    fn unicode_escape(&mut self) -> Result<(), Fault> {
        let digits = self.text.get(self.at + 1..self.at + 5);
        // The text must go on after the digits.
        let goes_on = self.at + 5 < self.text.len();
        match digits {
            Some(digits) if goes_on && digits.iter().all(char::is_ascii_hexdigit) => {
                self.at += 4;
                Ok(())
            }
            _ => Err(at("Invalid \\uXXXX escape", self.at)),
        }
    }

    /// As much as is a number. `false`: a sign alone is none.
    fn number(&mut self) -> bool {
        let mut end = self.at;
        let digits_from = |from: usize| {
            let digits = self.text.iter().skip(from);
            from + digits.take_while(|digit| digit.is_ascii_digit()).count()
        };
        if self.text.get(end) == Some(&'-') {
            end += 1;
        }
        end = match self.text.get(end) {
            Some('0') => end + 1,
            Some('1'..='9') => digits_from(end),
            _ => return false,
        };
        if self.text.get(end) == Some(&'.') && digits_from(end + 1) > end + 1 {
            end = digits_from(end + 1);
        }
        if matches!(self.text.get(end), Some('e' | 'E')) {
            let sign = usize::from(matches!(self.text.get(end + 1), Some('+' | '-')));
            let exponent = digits_from(end + 1 + sign);
            if exponent > end + 1 + sign {
                end = exponent;
            }
        }
        self.at = end;
        true
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn starts_with(&self, word: &str) -> bool {
        let ahead = self.text.iter().skip(self.at).take(word.len());
        ahead.copied().eq(word.chars())
    }

    /// Over one character and the whitespace after it.
    fn step(&mut self) {
        self.at += 1;
        self.skip_whitespace();
    }

    fn skip_whitespace(&mut self) {
        while self.peek().is_some_and(|next| WHITESPACE.contains(&next)) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_words_are_pythons() {
        // As Python 3.11 says them.
        for (text, reason, offset) in [
            (
                "{bad",
                "Expecting property name enclosed in double quotes",
                1,
            ),
            (
                "{\"a\":1,}",
                "Expecting property name enclosed in double quotes",
                7,
            ),
            ("[1,]", "Expecting value", 3),
            ("[1 2]", "Expecting ',' delimiter", 3),
            ("{\"a\" 1}", "Expecting ':' delimiter", 5),
            ("{} x", "Extra data", 3),
            ("[\"a", "Unterminated string starting at", 1),
            ("\"a\tb\"", "Invalid control character at", 2),
            ("\"a\\x\"", "Invalid \\escape", 2),
            ("\"\\u12\"", "Invalid \\uXXXX escape", 2),
            ("-", "Expecting value", 0),
        ] {
            assert_eq!(fault(text.as_bytes()), Some(at(reason, offset)), "{text}");
        }
    }

    #[test]
    fn nesting_does_not_exhaust_the_stack() {
        let deep = "[".repeat(1_000_000);
        assert_eq!(
            fault(deep.as_bytes()),
            Some(at("Expecting value", 1_000_000))
        );
    }

    proptest! {
        /// Without escapes, which may name half a character to Python, both accept the same texts.
        #[test]
        fn what_is_json_has_no_fault(text in "[\\[\\]{}:,\"a1.0eE+\\- tru]{0,12}") {
            let is_json = serde_json::from_str::<Value>(&text).is_ok();
            prop_assert_eq!(fault(text.as_bytes()).is_none(), is_json);
        }
    }
}

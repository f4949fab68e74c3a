//! Encodings in which a value may stand in a text, one within the other.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// An encoding of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    /// `%2F`.
    Percent,
    /// As [`Layer::Percent`], with plus signs for spaces.
    Form,
    /// `\u002f`, within a string of JSON or JavaScript.
    Json,
    /// `&#x2F;`.
    Html,
}

/// A text decoded.
pub(super) struct Decoded {
    pub(super) text: String,
    /// Where each byte of the text began in the encoded one, and where that ends.
    pub(super) from: Vec<usize>,
}

/// What needs no percent sign (RFC 3986 §2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

impl Layer {
    pub(super) const ALL: [Self; 4] = [Self::Percent, Self::Form, Self::Json, Self::Html];

    /// The layers that may be within this one: escapes of markup and strings stand once.
    pub(super) fn within(self, layers: &[Self]) -> Vec<Self> {
        let once = matches!(self, Self::Json | Self::Html | Self::Form);
        let stays = |layer: &Self| !(once && *layer == self);
        layers.iter().copied().filter(stays).collect()
    }

    /// Takes one layer of the encoding off; nothing if there is none.
    pub(super) fn decode(self, text: &str) -> Option<Decoded> {
        let sign = match self {
            Self::Percent => '%',
            Self::Form => '+',
            Self::Json => '\\',
            Self::Html => '&',
        };
        if !text.contains(sign) {
            return None;
        }
        self.decoded(text, false)
            .or_else(|| self.decoded(text, true))
            .filter(|decoded| decoded.text != text)
    }

    /// `ascii` leaves what stands for other bytes, which together may be no text.
    fn decoded(self, text: &str, ascii: bool) -> Option<Decoded> {
        let (mut bytes, mut from) = (Vec::with_capacity(text.len()), Vec::new());
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let found = self.escape(rest);
            let found = found.filter(|(_, value)| !ascii || value.is_ascii());
            let (length, value) = found.unwrap_or_else(|| {
                let length = rest.chars().next().map_or(1, char::len_utf8);
                (length, rest.as_bytes()[..length].to_vec())
            });
            from.extend(std::iter::repeat_n(at, value.len()));
            bytes.extend(value);
            at += length;
        }
        from.push(text.len());
        String::from_utf8(bytes)
            .ok()
            .map(|text| Decoded { text, from })
    }

    /// The escape that `text` begins with: how long it is, and what it stands for.
    fn escape(self, text: &str) -> Option<(usize, Vec<u8>)> {
        match self {
            Self::Form if text.starts_with('+') => Some((1, vec![b' '])),
            Self::Percent | Self::Form => {
                let digits = text.strip_prefix('%')?.get(..2)?;
                let byte = u8::from_str_radix(digits, 16).ok()?;
                Some((3, vec![byte]))
            }
            Self::Json => {
                let rest = text.strip_prefix('\\')?;
                let letter = rest.chars().next()?;
                let plain = match letter {
                    '"' | '\\' | '/' => letter,
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => {
                        let code = u32::from_str_radix(rest.get(1..5)?, 16).ok()?;
                        return Some((6, char::from_u32(code)?.to_string().into_bytes()));
                    }
                    _ => return None,
                };
                Some((2, plain.to_string().into_bytes()))
            }
            Self::Html => {
                let (name, _) = text.strip_prefix('&')?.split_once(';')?;
                let character = match name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => {
                        let number = name.strip_prefix('#')?;
                        let code = match number.strip_prefix(['x', 'X']) {
                            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                            None => number.parse().ok()?,
                        };
                        char::from_u32(code)?
                    }
                };
                Some((name.len() + 2, character.to_string().into_bytes()))
            }
        }
    }

    /// Puts the layer on a placeholder, which has no characters that JSON or HTML would escape.
    pub(super) fn encode(self, placeholder: &str) -> String {
        match self {
            Self::Percent | Self::Form => utf8_percent_encode(placeholder, RESERVED).to_string(),
            Self::Json | Self::Html => placeholder.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_layer_is_taken_off_and_says_where_things_were() {
        for (layer, text, plain) in [
            (Layer::Percent, "a%2Fb%40%C3%A9", "a/b@é"),
            (Layer::Percent, "a%2Fb%FF", "a/b%FF"),
            (Layer::Form, "a+b%26", "a b&"),
            (Layer::Json, r#"a\/\"\u0040"#, "a/\"@"),
            (Layer::Html, "a&amp;&#x27;&#64;&x", "a&'@&x"),
        ] {
            let decoded = layer.decode(text).unwrap();
            assert_eq!(decoded.text, plain);
            assert_eq!(decoded.from.len(), plain.len() + 1);
            assert_eq!(decoded.from.last(), Some(&text.len()));
        }
        assert!(Layer::Percent.decode("100% sure").is_none());
    }
}

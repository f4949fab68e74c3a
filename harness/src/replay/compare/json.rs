//! JSON: the same members in the same order, of the same types and values, in the same layout.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;
use serde_json::{Map, Number, Value};

use super::Comparison;
use crate::replay::bindings::{Model, model};

/// What kind of value a member holds, beyond its JSON type.
#[derive(Clone, Copy)]
enum Kind {
    /// One that must be equal, but for opaque values in it.
    Plain,
    /// A list, or a list in a string, whose order Authentik leaves to chance.
    Set,
    /// The members of a group, or their keys, whose order Authentik leaves to chance.
    Members,
    /// Seconds since 1970 (RFC 7519 §2).
    Epoch,
    /// An integer key, or the same as a string.
    Key(Model),
    /// A random text that is not known by its looks.
    Random,
    /// A certificate in base64 (RFC 7517 §4.7), which is as long as its names are.
    Certificate,
}

impl Kind {
    fn of(name: &str, parent: &Map<String, Value>) -> Self {
        let in_key = parent.contains_key("kty");
        let is = |model: &str| parent.get("model_name").and_then(Value::as_str) == Some(model);
        match name {
            "users" | "users_obj" if parent.contains_key("num_pk") => Self::Members,
            // It is called by the beginning of its random key.
            "name" if is("authenticatedsession") => Self::Random,
            "scope" | "scopes" | "scopes_supported" | "property_mappings" => Self::Set,
            "exp" | "iat" | "auth_time" | "nbf" => Self::Epoch,
            "device_code" | "at_hash" | "c_hash" => Self::Random,
            "n" | "x" | "y" | "x5t" | "x5t#S256" if in_key => Self::Random,
            "x5c" if in_key => Self::Certificate,
            // With `sub_mode` user_id, the subject is a user's key.
            "sub" => Self::Key(Model::User),
            _ => model(name, parent).map_or(Self::Plain, Self::Key),
        }
    }
}

impl Comparison<'_> {
    pub(super) fn json_text(&mut self, recorded: &str, live: &str) {
        match (serde_json::from_str(recorded), serde_json::from_str(live)) {
            (Ok(then), Ok(now)) => {
                self.json(Kind::Plain, &then, &now);
                if layout(recorded) != layout(live) {
                    self.under(".layout()", |this| {
                        this.differ(layout(recorded), layout(live));
                    });
                }
            }
            (Err(_), Err(_)) => self.text(recorded, live),
            (Ok(_), Err(_)) => self.differ("JSON", live),
            (Err(_), Ok(_)) => self.differ(recorded, "JSON"),
        }
    }

    fn json(&mut self, kind: Kind, recorded: &Value, live: &Value) {
        match (recorded, live) {
            (Value::Object(then), Value::Object(now)) => self.object(then, now),
            (Value::Array(then), Value::Array(now)) => self.array(kind, then, now),
            (Value::String(then), Value::String(now)) => self.string(kind, then, now),
            (Value::Number(then), Value::Number(now)) => self.number(kind, then, now),
            (then, now) if then == now => {}
            (then, now) => self.differ(&then.to_string(), &now.to_string()),
        }
    }

    pub(super) fn object(&mut self, recorded: &Map<String, Value>, live: &Map<String, Value>) {
        if !recorded.keys().eq(live.keys()) {
            self.under(".keys()", |this| {
                this.differ(&names(recorded), &names(live));
            });
        }
        for (name, then) in recorded {
            if let Some(now) = live.get(name) {
                let kind = Kind::of(name, recorded);
                self.under(&format!(".{name}"), |this| this.json(kind, then, now));
            }
        }
        let lifetime = |object: &Map<String, Value>| {
            Some(object.get("exp")?.as_i64()? - object.get("iat")?.as_i64()?)
        };
        if let (Some(then), Some(now)) = (lifetime(recorded), lifetime(live))
            // Authentik reads the clock for each of the two, and a second may pass between.
            && (then - now).abs() > 1
        {
            self.under(".lifetime()", |this| {
                this.differ(&format!("{then} s"), &format!("{now} s"));
            });
        }
    }

    fn array(&mut self, kind: Kind, recorded: &[Value], live: &[Value]) {
        if recorded.len() != live.len() {
            self.under(".length()", |this| {
                this.differ(&recorded.len().to_string(), &live.len().to_string());
            });
        }
        let (mut then, mut now) = (recorded.to_vec(), live.to_vec());
        if matches!(kind, Kind::Members) {
            let key = |item: &Value| item.as_i64().or_else(|| item["pk"].as_i64());
            let live = |item: &Value| key(item).map(|key| self.bindings.key(Model::User, key));
            then.sort_by_cached_key(live);
            now.sort_by_cached_key(key);
        }
        if matches!(kind, Kind::Set) {
            then.sort_by_cached_key(|item| match item {
                Value::String(text) => self.bindings.translate(text),
                other => other.to_string(),
            });
            now.sort_by_cached_key(|item| item.as_str().map_or(item.to_string(), str::to_owned));
        }
        let kind = match kind {
            Kind::Set => Kind::Plain,
            Kind::Members => Kind::Key(Model::User),
            kind => kind,
        };
        for (index, (then, now)) in then.iter().zip(&now).enumerate() {
            self.under(&format!("[{index}]"), |this| this.json(kind, then, now));
        }
    }

    fn string(&mut self, kind: Kind, recorded: &str, live: &str) {
        match kind {
            Kind::Set => self.text(&sorted_words(recorded), &sorted_words(live)),
            Kind::Random if recorded.len() == live.len() => {
                self.value(&format!("{} characters", recorded.len()), recorded, live);
            }
            Kind::Random => {
                let length = |text: &str| format!("{} characters", text.len());
                self.differ(&length(recorded), &length(live));
            }
            Kind::Certificate => {
                if BASE64_STANDARD.decode(live).is_err() {
                    self.differ("a certificate in base64", live);
                }
            }
            Kind::Key(model) => match (recorded.parse(), live.parse()) {
                (Ok(then), Ok(now)) => self.key(model, then, now),
                _ => self.text(recorded, live),
            },
            Kind::Plain if recorded.starts_with('{') => self.json_text(recorded, live),
            // A picture: its letters only look random.
            Kind::Plain | Kind::Epoch if recorded.starts_with("data:") => {
                if recorded != live {
                    self.differ("the same picture", "another");
                }
            }
            Kind::Plain | Kind::Members | Kind::Epoch => self.text(recorded, live),
        }
    }

    fn number(&mut self, kind: Kind, recorded: &Number, live: &Number) {
        match (kind, recorded.as_i64(), live.as_i64()) {
            (Kind::Key(model), Some(then), Some(now)) => self.key(model, then, now),
            (Kind::Epoch, ..) if recorded.is_f64() == live.is_f64() => {
                let (then, now) = (moment(recorded), moment(live));
                if !then
                    .zip(now)
                    .is_some_and(|(then, now)| self.moments.agree(then, now))
                {
                    self.differ(&recorded.to_string(), &live.to_string());
                }
            }
            _ if recorded == live => {}
            _ => self.differ(&recorded.to_string(), &live.to_string()),
        }
    }

    fn key(&mut self, model: Model, recorded: i64, live: i64) {
        if self.bindings.pair_keys(model, recorded, live).is_err() {
            let expected = self.bindings.key(model, recorded);
            self.differ(&format!("the key {expected}"), &live.to_string());
        }
    }
}

fn names(object: &Map<String, Value>) -> String {
    object
        .keys()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}

fn sorted_words(text: &str) -> String {
    let mut words: Vec<_> = text.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

fn moment(seconds: &Number) -> Option<Timestamp> {
    // A fraction of a second is far below the tolerance.
    #[expect(clippy::cast_possible_truncation, reason = "seconds since 1970 fit")]
    let whole = seconds
        .as_i64()
        .or_else(|| seconds.as_f64().map(|seconds| seconds as i64))?;
    Timestamp::from_second(whole).ok()
}

/// How a JSON text is laid out: Authentik's API writes it compact, its OAuth endpoints with spaces,
/// its discovery indented.
fn layout(json: &str) -> &'static str {
    let (mut quoted, mut escaped, mut separated) = (false, false, false);
    for letter in json.chars() {
        match letter {
            '\n' if !quoted => return "indented",
            ' ' if separated => return "spaced",
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        separated = !quoted && matches!(letter, ',' | ':');
        escaped = letter == '\\' && !escaped;
    }
    "compact"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_are_told_apart_whatever_the_strings_hold() {
        assert_eq!(layout(r#"{"a":"b, c: d","e":1}"#), "compact");
        assert_eq!(layout(r#"{"a\"b": 1}"#), "spaced");
        assert_eq!(layout("{\n  \"a\": 1\n}"), "indented");
        assert_eq!(layout(r#"{"a":"\\","b":"x: y"}"#), "compact");
    }
}

//! Which value of the target stands for which recorded one.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use crate::wire::{Format, Jwt, Piece, pieces};

/// Opaque values and keys, recorded and live, paired as they were first seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Bindings {
    live: HashMap<String, String>,
    recorded: HashMap<String, String>,
    keys: HashMap<(Model, i64), i64>,
    tokens: Vec<(Jwt, String)>,
    sent: HashSet<String>,
}

/// Whose integer key a number is. Keys of different models are numbered apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Model {
    /// Users, service accounts among them.
    User,
    /// Groups, by their `num_pk`, which Authentik derives from their random UUID.
    Group,
}

/// Why two values are no pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mismatch {
    /// The recorded value was paired with another live one before.
    Changed,
    /// The live value was paired with another recorded one before.
    Shared,
    /// The recorded client made the value up, so it must come back as it was sent.
    Altered,
}

impl Bindings {
    /// Pairs two opaque values.
    pub(super) fn pair(&mut self, recorded: &str, live: &str) -> Result<(), Mismatch> {
        match (self.live.get(recorded), self.recorded.get(live)) {
            (Some(bound), _) if bound == live => Ok(()),
            (Some(_), _) => Err(Mismatch::Changed),
            (None, _) if self.sent.contains(recorded) => {
                if recorded == live {
                    Ok(())
                } else {
                    Err(Mismatch::Altered)
                }
            }
            (None, Some(_)) => Err(Mismatch::Shared),
            (None, None) => {
                self.insert(recorded, live);
                Ok(())
            }
        }
    }

    /// Pairs two tokens. Equal claims in one second make equal tokens, so tokens may be paired anew.
    pub(super) fn pair_tokens(&mut self, recorded: &str, live: &str) {
        self.insert(recorded, live);
        if let Some(jwt) = Jwt::parse(recorded) {
            self.tokens.push((jwt, live.to_owned()));
        }
    }

    /// Pairs a recorded value with a live one that was obtained in its place.
    pub(super) fn adopt(&mut self, recorded: &str, live: &str) {
        if Jwt::parse(recorded).is_some() {
            self.pair_tokens(recorded, live);
        } else {
            self.insert(recorded, live);
        }
    }

    fn insert(&mut self, recorded: &str, live: &str) {
        self.live.insert(recorded.to_owned(), live.to_owned());
        self.recorded.insert(live.to_owned(), recorded.to_owned());
        // Authentik writes the keys of a model's references without the dashes.
        if pieces(recorded) == [Piece::Opaque(Format::Uuid, recorded)] {
            let bare = |uuid: &str| uuid.replace('-', "");
            self.live.insert(bare(recorded), bare(live));
            self.recorded.insert(bare(live), bare(recorded));
        }
    }

    /// Pairs two integer keys of a model.
    pub(super) fn pair_keys(
        &mut self,
        model: Model,
        recorded: i64,
        live: i64,
    ) -> Result<(), Mismatch> {
        match self.keys.get(&(model, recorded)) {
            Some(bound) if *bound == live => Ok(()),
            Some(_) => Err(Mismatch::Changed),
            None if self
                .keys
                .iter()
                .any(|((other, _), bound)| *other == model && *bound == live) =>
            {
                Err(Mismatch::Shared)
            }
            None => {
                self.keys.insert((model, recorded), live);
                Ok(())
            }
        }
    }

    /// The live key of a recorded one; the same if it was never paired.
    pub(super) fn key(&self, model: Model, recorded: i64) -> i64 {
        self.keys
            .get(&(model, recorded))
            .copied()
            .unwrap_or(recorded)
    }

    /// Whether the value was paired.
    pub(super) fn knows(&self, recorded: &str) -> bool {
        self.live.contains_key(recorded)
    }

    /// Remembers what the recorded client sent of itself.
    pub(super) fn note_sent(&mut self, text: &str) {
        for piece in pieces(text) {
            if let Piece::Opaque(_, value) = piece
                && !self.knows(value)
            {
                self.sent.insert(value.to_owned());
            }
        }
    }

    /// `recorded` with the live value in place of each recorded one.
    pub(super) fn translate(&self, recorded: &str) -> String {
        if let Some(live) = self.live.get(recorded) {
            return live.clone();
        }
        let live = |piece: &Piece<'_>| match piece {
            Piece::Opaque(Format::Jwt, token) => self.token(token),
            piece => self
                .live
                .get(piece.text())
                .map_or(piece.text(), String::as_str)
                .to_owned(),
        };
        let text: String = pieces(recorded).iter().map(live).collect();
        self.translate_paths(&text)
    }

    /// The live token for a recorded one. For one from a recording that was not replayed, the last
    /// that says the same of the same user; for a forged one, itself.
    fn token(&self, recorded: &str) -> String {
        if let Some(live) = self.live.get(recorded) {
            return live.clone();
        }
        let twin = Jwt::parse(recorded).and_then(|wanted| {
            let forged = self
                .tokens
                .iter()
                .any(|(known, _)| known.signed == wanted.signed);
            let says = lasting(&wanted.claims);
            let twin = self
                .tokens
                .iter()
                .rev()
                .find(|(known, _)| lasting(&known.claims) == says);
            twin.filter(|_| !forged).map(|(_, live)| live.clone())
        });
        twin.unwrap_or_else(|| recorded.to_owned())
    }

    /// Users' keys in the paths of a text: `/users/45/`.
    pub(super) fn translate_paths(&self, text: &str) -> String {
        let Some((before, rest)) = text.split_once("/users/") else {
            return text.to_owned();
        };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (key, rest) = rest.split_at(digits);
        let key = match key.parse() {
            Ok(key) if rest.starts_with('/') => self.key(Model::User, key).to_string(),
            _ => key.to_owned(),
        };
        format!("{before}/users/{key}{}", self.translate_paths(rest))
    }
}

/// The claims that two tokens issued for the same purpose at different times have in common.
fn lasting(claims: &Map<String, Value>) -> Vec<(&String, &Value)> {
    const PASSING: [&str; 6] = ["exp", "iat", "auth_time", "uid", "sid", "jti"];
    claims
        .iter()
        .filter(|(name, _)| !PASSING.contains(&name.as_str()))
        .collect()
}

/// Whose key the integer member `name` of the object `of` is, if it is one.
pub(super) fn model(name: &str, of: &Map<String, Value>) -> Option<Model> {
    let named = |model: &str| of.get("model_name").and_then(Value::as_str) == Some(model);
    match name {
        "num_pk" => Some(Model::Group),
        "user" | "users" | "user_pk" => Some(Model::User),
        // `add_user` and `remove_user` take an object of nothing else.
        "pk" if of.contains_key("username") || named("user") || of.len() == 1 => Some(Model::User),
        _ => None,
    }
}

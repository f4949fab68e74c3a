//! The text of a scenario that is begun.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::str::FromStr;

use serde_json::json;

use super::steps::{BEGINNINGS, Beginning};
use crate::catalogue::Reference;

/// Who is in a scenario for which nobody is named.
pub(super) const USER: &str = "alice";

/// A scenario's name: its topic and its own.
#[derive(Clone, Debug)]
pub(super) struct Named {
    topic: String,
    name: String,
}

impl Named {
    /// The file, in the folder of scenarios.
    pub(super) fn file(&self) -> PathBuf {
        PathBuf::from(&self.topic).join(format!("{}.yaml", self.name))
    }

    /// The name as the beginning of a sentence.
    pub(super) fn in_words(&self) -> String {
        let words = self.name.replace('-', " ");
        let mut letters = words.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).chain(['.']).collect()
    }
}

impl FromStr for Named {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_word = |word: &str| {
            let letter = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
            !word.is_empty() && word.bytes().all(letter)
        };
        match text.split_once('/') {
            Some((topic, name)) if is_word(topic) && is_word(name) => Ok(Self {
                topic: topic.to_owned(),
                name: name.to_owned(),
            }),
            _ => Err("give TOPIC/NAME, both of small letters, digits and dashes"),
        }
    }
}

/// Something that a scenario stands for, which is known.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    kind: String,
    of: String,
}

impl FromStr for Standing {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (kind, of) = text
            .split_once(':')
            .ok_or("give guide:LINE, bug:NUMBER or see:TEXT")?;
        serde_json::from_value::<Reference>(json!({ kind: of }))
            .map_err(|error| error.to_string())?;
        Ok(Self {
            kind: kind.to_owned(),
            of: of.trim().to_owned(),
        })
    }
}

/// A user name that needs no quotes in YAML or in a reference.
pub(super) fn user_name(text: &str) -> Result<String, String> {
    let letter = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_');
    if text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.bytes().all(letter) {
        Ok(text.to_owned())
    } else {
        Err(
            "a user name begins with a letter and has letters, digits, dashes and underscores"
                .to_owned(),
        )
    }
}

/// A scenario that is begun.
pub(super) struct Draft {
    pub(super) summary: String,
    pub(super) refs: Vec<Standing>,
    pub(super) users: Vec<String>,
    pub(super) steps: Vec<&'static str>,
}

impl Draft {
    pub(super) fn text(&self) -> String {
        let mut text = String::from("# yaml-language-server: $schema=../schema.json\n");
        writeln!(text, "summary: {}", quoted(&self.summary)).ok();
        if !self.refs.is_empty() {
            text.push_str("refs:\n");
            for Standing { kind, of } in &self.refs {
                writeln!(text, "  - {kind}: {}", quoted(of)).ok();
            }
        }
        text.push_str("given:\n  users:\n");
        for user in &self.users {
            writeln!(text, "    {user}: {{}}").ok();
        }
        text.push_str("steps:\n");
        let (first, last) = (self.person("ALICE"), self.person("BOB"));
        let mut inside: Vec<&str> = Vec::new();
        let steps = self.steps.iter().filter_map(|name| of_name(name));
        for Beginning {
            name,
            settings,
            after,
        } in steps
        {
            for person in after.iter().map(|role| self.person(role)) {
                if !inside.contains(&person) {
                    inside.push(person);
                    writeln!(
                        text,
                        "  - sso.login: {{ user: {person} }}\n  - users.current: {{ as: {person} }}"
                    )
                    .ok();
                }
            }
            let settings = settings.replace("ALICE", first).replace("BOB", last);
            writeln!(text, "  - {name}: {settings}").ok();
        }
        text
    }

    /// Whoever plays a part: the first of the people acts, the last is acted upon.
    fn person(&self, role: &str) -> &str {
        let person = match role {
            "ALICE" => self.users.first(),
            _ => self.users.last(),
        };
        person.map_or(USER, String::as_str)
    }
}

fn of_name(name: &str) -> Option<&'static Beginning> {
    BEGINNINGS.iter().find(|step| step.name == name)
}

/// A text as YAML has it: JSON's quotes where there may have to be some.
fn quoted(text: &str) -> String {
    let plain = |it: char| it.is_alphanumeric() || " ,.()/-".contains(it);
    let safe = text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.chars().all(plain)
        && !text.ends_with(' ');
    // Words such as `Null` and `True` stand for something else.
    if safe && text.contains(' ') {
        text.to_owned()
    } else {
        json!(text).to_string()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::super::steps;
    use super::*;
    use crate::scenario::Scenario;

    fn read(draft: &Draft) -> Scenario {
        let text = draft.text();
        let read = Scenario::parse("a/b", Path::new("a/b.yaml"), &text);
        read.unwrap_or_else(|error| panic!("{error}\n{text}"))
    }

    #[test]
    fn there_is_a_beginning_of_every_step() {
        let schema = Scenario::schema();
        let steps = schema.as_value()["$defs"]["Step"]["oneOf"]
            .as_array()
            .unwrap();
        let names = steps
            .iter()
            .map(|step| step["required"][0].as_str().unwrap());
        assert_eq!(
            names.collect::<Vec<_>>(),
            steps::names().collect::<Vec<_>>()
        );
        for step in steps::names() {
            let draft = Draft {
                summary: "x".to_owned(),
                refs: Vec::new(),
                users: vec!["alice".to_owned(), "bob".to_owned()],
                steps: vec![step],
            };
            assert!(!read(&draft).steps.is_empty());
        }
    }

    proptest! {
        #[test]
        fn whatever_it_is_about_it_reads_as_it_was_meant(
            summary in "\\PC{0,40}|null|True|- a: #b",
            see in "[^\\p{C}:]{1,20}",
            steps in prop::collection::vec(prop::sample::select(steps::names().collect::<Vec<_>>()), 1..6),
        ) {
            let draft = Draft {
                summary: summary.clone(),
                refs: vec![format!("see:{see}").parse().unwrap()],
                users: vec!["bob".to_owned()],
                steps,
            };
            let scenario = read(&draft);
            prop_assert_eq!(scenario.summary, summary);
            prop_assert_eq!(scenario.refs[0].to_string(), see.trim());
        }
    }
}

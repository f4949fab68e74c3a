//! Scenarios: what exists, what happens, what must hold. One behaviour a file, in YAML.

mod applies;
mod check;
mod error;
mod expect;
mod files;
mod manual;
mod matcher;
mod name;
mod path;
mod reference;
mod wire_call;

use std::path::{Path, PathBuf};

use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use serde_saphyr::Spanned;

use crate::catalogue::Reference;
use crate::provision::Guide;
use crate::step::Step;

pub use applies::{AppliesTo, Version, Versions};
pub use error::{ScenarioError, ScenarioErrorKind};
pub use expect::{Expect, Unmet};
pub use files::{files, load};
pub use matcher::{Matcher, MatcherError};
pub use name::{Name, Place};
pub use path::{JsonPath, JsonPathError};
pub use reference::References;
pub(crate) use reference::{names_in, names_in_value};
pub use wire_call::{Times, WireCall};

/// A scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its name: its path under the folder of scenarios, without the ending: `sso/login`.
    pub name: String,
    /// Its file.
    pub file: PathBuf,
    /// What it shows, in one line.
    pub summary: String,
    /// What it stands for: lines of the guide, known bugs, and what else is written of it.
    pub refs: Vec<Reference>,
    /// What else it is about, for `list --tag`.
    pub tags: Vec<String>,
    /// For a bug that openZro still has: what is expected once it is mended.
    pub known_bug: Option<String>,
    /// Which targets it is for.
    pub applies_to: AppliesTo,
    /// What exists: the guide's values, where they are not the guide's, and the people.
    pub given: Guide,
    /// What happens, in order.
    pub steps: Vec<Spanned<Step>>,
}

/// A scenario's file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "A scenario of openzro-harness")]
struct File {
    /// What it shows, in one line.
    summary: String,
    /// What it stands for: lines of the guide, known bugs, and what else is written of it.
    #[serde(default)]
    refs: Vec<Reference>,
    /// What else it is about, for `openzro-harness list --tag`.
    #[serde(default)]
    tags: Vec<String>,
    /// For a bug that openZro still has: what is expected once it is mended, in one line. The steps
    /// show the bug, and one of them says in `once_mended` what it gives without.
    #[serde(default)]
    known_bug: Option<String>,
    /// Which targets it is for; all of them when nothing is given.
    #[serde(default)]
    applies_to: AppliesTo,
    /// What exists: the values of openZro's guide where they are not the guide's, and the people.
    #[serde(default)]
    given: Guide,
    /// What happens, in order: each a step's name and its settings.
    #[schemars(with = "Vec<Step>")]
    steps: Vec<Spanned<Step>>,
}

impl Scenario {
    /// The folder it is in, which is what it is about first of all: `sso`.
    pub fn topic(&self) -> &str {
        self.name.split_once('/').map_or("", |(topic, _)| topic)
    }

    /// Reads and checks a file, whose name is taken from where it stands under `root`.
    ///
    /// # Errors
    /// [`ScenarioError`] names the file, and the line and column of what is wrong.
    pub fn read(root: &Path, file: &Path) -> Result<Self, ScenarioError> {
        let text = std::fs::read_to_string(file)
            .map_err(|error| ScenarioErrorKind::Unreadable(error).of(file))?;
        let bare = file.with_extension("");
        let name = bare.strip_prefix(root).unwrap_or(&bare).to_string_lossy();
        Self::parse(&name, file, &text)
    }

    /// The same of a text that is not yet in its file.
    ///
    /// # Errors
    /// As for [`Scenario::read`].
    pub fn parse(name: &str, file: &Path, text: &str) -> Result<Self, ScenarioError> {
        let read: File =
            serde_saphyr::from_str(text).map_err(|error| ScenarioError::yaml(file, &error))?;
        let scenario = Self {
            name: name.to_owned(),
            file: file.to_owned(),
            summary: read.summary,
            refs: read.refs,
            tags: read.tags,
            known_bug: read.known_bug,
            applies_to: read.applies_to,
            given: read.given,
            steps: read.steps,
        };
        check::check(file, &scenario)?;
        Ok(scenario)
    }

    /// The JSON Schema of scenario files.
    pub fn schema() -> Schema {
        schemars::schema_for!(File)
    }

    /// The same for people: each step, setting and expectation, in Markdown.
    pub fn manual() -> String {
        manual::manual(&Self::schema())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Scenario::parse("a/b", Path::new("a/b.yaml"), text)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn an_unknown_key_is_named_with_its_place_and_a_suggestion() {
        let error = error("summary: x\nsteps:\n  - sso.login:\n      usr: alice\n");
        assert!(error.starts_with("a/b.yaml:4:7: `usr`"), "{error}");
        assert!(error.contains("did you mean `user`?"), "{error}");
    }

    #[test]
    fn an_unknown_step_is_named_with_its_place_and_a_suggestion() {
        let error = error("summary: x\nsteps:\n  - sso.logn: {user: alice}\n");
        assert!(error.starts_with("a/b.yaml:3:5: `sso.logn`"), "{error}");
        assert!(error.contains("did you mean `sso.login`?"), "{error}");
    }

    #[test]
    fn what_has_the_wrong_kind_is_told_in_a_writers_words_and_its_place_once() {
        for (steps, wanted) in [
            (
                "- sso.login: {user: [alice]}",
                "a/b.yaml:3:21: a text belongs here",
            ),
            (
                "- http: {expect: {status: abc}}",
                "a/b.yaml:3:27: a whole number from 0 belongs here",
            ),
            ("- sso.login: alice", "a/b.yaml:3:14: a mapping"),
            ("- clock.advance: {by: 3}", "a/b.yaml:3:23: failed to parse"),
        ] {
            let error = error(&format!("summary: x\nsteps:\n{steps}\n"));
            assert!(error.starts_with(wanted), "{error}");
            assert!(!error.contains("at line"), "{error}");
        }
        let missing = error("summary: x\n");
        assert!(missing.ends_with("the key `steps` is missing"), "{missing}");
    }

    #[test]
    fn what_a_scenario_stands_for_is_known() {
        let bug = error("summary: x\nrefs: [{bug: 3}, {bug: G11}]\nsteps: []\n");
        assert!(
            bug.contains("no bug is called `G11`; did you mean `"),
            "{bug}"
        );
        let line = error("summary: x\nrefs: [{guide: clientid}]\nsteps: []\n");
        assert!(line.contains("did you mean `client-id`?"), "{line}");
    }

    #[test]
    fn a_known_bug_says_how_one_sees_that_it_is_gone() {
        let given = "summary: x\ngiven: {users: {alice: {}}}\n";
        let step = "steps:\n  - sso.login: {user: alice, expect: {outcome: page";
        let unsaid = error(&format!("{given}known_bug: It works.\n{step}}}}}\n"));
        assert!(unsaid.contains("no step says in `once_mended`"), "{unsaid}");
        let unnamed = error(&format!("{given}{step}, once_mended: {{}}}}}}\n"));
        assert!(unnamed.starts_with("a/b.yaml:4:5: "), "{unnamed}");
        assert!(unnamed.contains("`known_bug`"), "{unnamed}");
    }

    #[test]
    fn people_and_references_must_be_defined() {
        let given = "summary: x\ngiven: {users: {alice: {}}}\nsteps:\n";
        let nobody = error(&format!("{given}  - sso.login: {{user: alicia}}\n"));
        assert!(nobody.starts_with("a/b.yaml:4:23: "), "{nobody}");
        assert!(
            nobody.contains("`alicia`; did you mean `alice`?"),
            "{nobody}"
        );
        let early = error(&format!("{given}  - users.list: {{as: alice}}\n"));
        assert!(early.contains("has not logged in"), "{early}");
        let reference = error(&format!(
            "{given}  - sso.login: {{user: alice, expect: {{claims: {{sub: '${{alice.pkk}}'}}}}}}\n"
        ));
        assert!(
            reference.contains("did you mean `alice.pk`?"),
            "{reference}"
        );
        let wire = error(&format!(
            "{given}  - sso.login: {{user: alice, expect: {{wire: [{{request: /users}}]}}}}\n"
        ));
        assert!(wire.contains("`/users` is no request"), "{wire}");
    }
}

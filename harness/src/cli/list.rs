//! `list`: the scenarios there are, and what they stand for.

use std::path::PathBuf;

use clap::Args;
use console::style;

use super::output::say;
use super::{CliError, exit, folder};
use crate::catalogue::{Coverage, Reference, Row};
use crate::scenario::{self, Scenario, Version};

/// Lists scenarios: their names and what each shows. Filters narrow the list, each a little more.
#[derive(Debug, Args)]
pub(super) struct List {
    /// Scenarios or folders of them; the nearest folder `scenarios` without any.
    paths: Vec<PathBuf>,
    /// Only those of this topic, which is their folder: sso.
    #[arg(long)]
    topic: Option<String>,
    /// Only those with this tag.
    #[arg(long)]
    tag: Option<String>,
    /// Only those that stand for this bug: 7, G1.
    #[arg(long, value_name = "BUG")]
    bug: Option<String>,
    /// Only those that stand for this line of openZro's guide: signing-key.
    #[arg(long, value_name = "LINE")]
    guide: Option<String>,
    /// Only those of bugs that openZro still has.
    #[arg(long)]
    known_bugs: bool,
    /// Only those for this version of Authentik: 2024.12.
    #[arg(long, value_name = "VERSION")]
    authentik: Option<Version>,
    /// Shows which lines of the guide, which known bugs and which calls to Authentik are covered by
    /// which scenarios, and which by none.
    #[arg(long)]
    coverage: bool,
}

impl List {
    pub(super) fn run(&self) -> Result<u8, CliError> {
        let (root, paths) = folder::find(&self.paths)?;
        let mut scenarios = scenario::load(&root, &paths).map_err(CliError::Scenarios)?;
        scenarios.retain(|scenario| self.wants(scenario));
        if self.coverage {
            say(coverage(&Coverage::of(&scenarios)?));
        } else {
            say(names(&scenarios));
        }
        Ok(exit::OK)
    }

    fn wants(&self, scenario: &Scenario) -> bool {
        let bug = |wanted: &String| {
            let is_it = |it: &Reference| matches!(it, Reference::Bug(bug) if bug.id == wanted);
            scenario.refs.iter().any(is_it)
        };
        let line = |wanted: &String| {
            let is_it = |it: &Reference| matches!(it, Reference::Guide(line) if line.id == wanted);
            scenario.refs.iter().any(is_it)
        };
        let versions = &scenario.applies_to.authentik;
        self.topic
            .as_ref()
            .is_none_or(|topic| topic == scenario.topic())
            && self
                .tag
                .as_ref()
                .is_none_or(|tag| scenario.tags.contains(tag))
            && self.bug.as_ref().is_none_or(bug)
            && self.guide.as_ref().is_none_or(line)
            && (!self.known_bugs || scenario.known_bug.is_some())
            && self
                .authentik
                .as_ref()
                .is_none_or(|it| versions.excludes(it).is_none())
    }
}

fn names(scenarios: &[Scenario]) -> String {
    let width = scenarios.iter().map(|scenario| scenario.name.len()).max();
    let width = width.unwrap_or(0);
    let line = |it: &Scenario| format!("{:width$}  {}\n", it.name, it.summary);
    scenarios.iter().map(line).collect()
}

fn coverage(coverage: &Coverage) -> String {
    let row = |row: &Row| {
        let scenarios = if row.scenarios.is_empty() {
            style("none".to_owned()).red()
        } else {
            style(some(&row.scenarios)).dim()
        };
        format!("  {}\n      {scenarios}\n", row.what)
    };
    let part = |(title, rows): (&str, &[Row])| {
        let covered = rows.iter().filter(|row| !row.scenarios.is_empty()).count();
        let title = style(format!("{title}: {covered} of {} covered", rows.len())).bold();
        let rows: String = rows.iter().map(row).collect();
        format!("{title}\n{rows}\n")
    };
    coverage.parts().into_iter().map(part).collect()
}

/// The first few names, and how many more there are.
fn some(names: &[String]) -> String {
    const FEW: usize = 5;
    match names.split_at_checked(FEW) {
        Some((first, rest)) if !rest.is_empty() => {
            format!("{} and {} more", first.join(", "), rest.len())
        }
        _ => names.join(", "),
    }
}

//! Which scenarios stand for what, and what no scenario stands for.

use faults::Glob;

use super::{BUGS, CALLS, GUIDE, Reference};
use crate::scenario::Scenario;
use crate::snapshot::{Snapshot, SnapshotError, path_beside};

/// Which scenarios stand for what.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Each line of the guide.
    pub guide: Vec<Row>,
    /// Each known bug.
    pub bugs: Vec<Row>,
    /// Each call to Authentik, by the snapshots.
    pub calls: Vec<Row>,
}

/// One thing, and the scenarios that stand for it.
#[derive(Clone, Debug)]
pub struct Row {
    /// What.
    pub what: String,
    /// The scenarios' names.
    pub scenarios: Vec<String>,
}

impl Coverage {
    /// Holds `scenarios` and their snapshots against the catalogue. A scenario without a snapshot
    /// covers no call.
    ///
    /// # Errors
    /// [`SnapshotError`] when a snapshot cannot be read.
    pub fn of(scenarios: &[Scenario]) -> Result<Self, SnapshotError> {
        let refer = |wanted: &Reference| {
            let those = scenarios.iter().filter(|it| it.refs.contains(wanted));
            those.map(|it| it.name.clone()).collect()
        };
        let row = |reference: Reference| Row {
            scenarios: refer(&reference),
            what: reference.to_string(),
        };
        let mut asked = Vec::new();
        for scenario in scenarios {
            match Snapshot::read(&path_beside(&scenario.file)) {
                Ok(snapshot) => asked.push((scenario, snapshot.text)),
                Err(SnapshotError::Missing { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let calls = CALLS.iter().filter_map(|call| {
            let glob: Glob = call.path.parse().ok()?;
            let is_it = |(from, method, path): (&str, &str, &str)| {
                from == call.from && method == call.method && glob.matches(path)
            };
            let those = asked
                .iter()
                .filter(|(_, transcript)| requests(transcript).any(is_it));
            Some(Row {
                what: format!(
                    "{}: {} {} ({})",
                    call.from, call.method, call.path, call.purpose
                ),
                scenarios: those.map(|(scenario, _)| scenario.name.clone()).collect(),
            })
        });
        Ok(Self {
            guide: GUIDE
                .iter()
                .map(|line| row(Reference::Guide(line)))
                .collect(),
            bugs: BUGS.iter().map(|bug| row(Reference::Bug(bug))).collect(),
            calls: calls.collect(),
        })
    }

    /// Each part with its title.
    pub fn parts(&self) -> [(&'static str, &[Row]); 3] {
        [
            ("Lines of the guide", &self.guide),
            ("Known bugs", &self.bugs),
            ("Calls to Authentik", &self.calls),
        ]
    }

    /// What no scenario stands for.
    pub fn gaps(&self) -> impl Iterator<Item = &Row> {
        let rows = self.parts().into_iter().flat_map(|(_, rows)| rows);
        rows.filter(|row| row.scenarios.is_empty())
    }
}

/// Who asked Authentik what, without the query, by a transcript: `  cli → Authentik: POST /path?query`.
fn requests(transcript: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    transcript.lines().filter_map(request)
}

fn request(line: &str) -> Option<(&str, &str, &str)> {
    let (from, request) = line.strip_prefix("  ")?.split_once(" → Authentik: ")?;
    let (method, target) = request.split_once(' ')?;
    let path = target.split([' ', '?']).next()?;
    Some((from, method, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_from_a_transcript() {
        let transcript =
            "# 1. x\n\n  cli → Authentik: POST /application/o/device/?a=b\n  ← 200 OK\n";
        let found: Vec<_> = requests(transcript).collect();
        assert_eq!(found, [("cli", "POST", "/application/o/device/")]);
        assert_eq!(requests("  admin → openZro: GET /api/users\n").count(), 0);
    }

    #[test]
    fn every_pattern_of_a_call_is_one() {
        for call in CALLS {
            assert!(call.path.parse::<Glob>().is_ok(), "{}", call.path);
        }
    }
}

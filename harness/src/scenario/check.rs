//! What can be wrong with a scenario that reads well: names that nothing defines.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Scenario, ScenarioError, ScenarioErrorKind};
use crate::step::Step;

/// What every scenario may refer to, besides its people.
const COMMON: [&str; 5] = [
    "client_id",
    "domain",
    "issuer",
    "provider.pk",
    "service_account.pk",
];
/// What a scenario may refer to of each person.
const PERSONAL: [&str; 4] = ["pk", "id", "email", "username"];

/// Checks names, references and expectations, step by step.
pub(super) fn check(file: &Path, scenario: &Scenario) -> Result<(), ScenarioError> {
    let people: Vec<String> = scenario.given.users.keys().cloned().collect();
    let personal = |person: &String| PERSONAL.map(|field| format!("{person}.{field}"));
    let common = COMMON.map(str::to_owned);
    let mut known: Vec<String> = common
        .into_iter()
        .chain(people.iter().flat_map(personal))
        .collect();
    let mut logged_in = BTreeSet::new();
    let mut mended = false;
    for step in &scenario.steps {
        let place = step.referenced.into();
        let step: &Step = &step.value;
        let act = step.act();
        for name in act.people() {
            if !people.iter().any(|one| one == name.as_str()) {
                let found = name.as_str().to_owned();
                let known = people.clone();
                return Err(ScenarioErrorKind::Person { found, known }.at(file, name.place()));
            }
        }
        if let Some(name) = act.needs_login()
            && !logged_in.contains(name.as_str())
        {
            let kind = ScenarioErrorKind::NotLoggedIn(name.as_str().to_owned());
            return Err(kind.at(file, name.place()));
        }
        logged_in.extend(act.logs_in().map(|name| name.as_str().to_owned()));
        let expect = act.expect();
        let references = act.references();
        let references = references
            .into_iter()
            .chain(expect.iter().flat_map(|it| it.references()));
        for found in references {
            if !known.iter().any(|one| one == found) {
                let found = found.to_owned();
                let known = known.clone();
                return Err(ScenarioErrorKind::Reference { found, known }.at(file, place));
            }
        }
        if let Some(words) = expect.and_then(super::Expect::malformed) {
            return Err(ScenarioErrorKind::Expectation(words).at(file, place));
        }
        known.extend(expect.iter().flat_map(|it| it.keep.keys().cloned()));
        if expect.is_some_and(|expect| expect.once_mended.is_some()) {
            if scenario.known_bug.is_none() {
                return Err(ScenarioErrorKind::NoKnownBug.at(file, place));
            }
            mended = true;
        }
    }
    if scenario.known_bug.is_some() && !mended {
        return Err(ScenarioErrorKind::NothingMended.of(file));
    }
    Ok(())
}

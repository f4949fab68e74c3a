//! `docs/fidelity/VERSION.md`: a page for each profile, made from the table of questions.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use harness::har::Recording;
use harness::replay::Deviation;
use integration_tests::files;
use mock_authentik::{Evidence, Known, Profile};

use crate::{LIST, up_to_date};

const RECORDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/recordings");
const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/fidelity");

/// The recordings of a profile's version; none of one that was not recorded.
fn recordings(profile: Profile) -> Vec<Recording> {
    let folder = Path::new(RECORDINGS).join(profile.version());
    if !profile.is_recorded() {
        return Vec::new();
    }
    let read = |file: &PathBuf| Recording::read(file).unwrap();
    files(&folder, "gz").iter().map(read).collect()
}

/// How many answers of a profile are known in which way.
#[derive(Default)]
struct Counts {
    recorded: usize,
    told: usize,
    between: usize,
    assumed: usize,
}

impl Counts {
    fn of(profile: Profile) -> Self {
        let mut counts = Self::default();
        for question in Profile::questions() {
            let counter = match question.known(profile) {
                Known::Recorded(_) => &mut counts.recorded,
                Known::Told(_) => &mut counts.told,
                Known::Between(..) => &mut counts.between,
                Known::Assumed(_) => &mut counts.assumed,
            };
            *counter += 1;
        }
        counts
    }

    /// As words, without what is not there.
    fn words(&self) -> String {
        let Self {
            recorded,
            told,
            between,
            assumed,
        } = self;
        let words = [
            (*recorded, "verified against a recording"),
            (*told, "known from a text"),
            (*between, "alike in the recorded versions before and after"),
            (*assumed, "assumed to be as in a recorded version"),
        ];
        let words = words.iter().filter(|(count, _)| *count > 0);
        let words: Vec<_> = words.map(|(count, how)| format!("{count} {how}")).collect();
        words.join(", ")
    }
}

fn cited(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Recording(name, label) => format!("recording `{name}`, \"{label}\""),
        Evidence::Differences(topic) => format!("reference, differences, \"{topic}\""),
        Evidence::Reference(section) => format!("reference, {section}"),
        Evidence::Source(place) => format!("source of {place}"),
    }
}

fn known_from(known: &Known) -> String {
    let cite = |evidence: &[Evidence]| {
        let cited: Vec<_> = evidence.iter().map(cited).collect();
        cited.join("; ")
    };
    match known {
        Known::Recorded(evidence) | Known::Told(evidence) => cite(evidence),
        Known::Between(before, after) => format!("as {before} and {after}"),
        Known::Assumed(like) => format!("assumed, as {like}"),
    }
}

fn page(profile: Profile) -> String {
    let (version, words) = (profile.version(), Counts::of(profile).words());
    let mut page = format!("# Authentik {profile}\n\n");
    let recordings = recordings(profile);
    let exchanges: usize = recordings.iter().map(|one| one.entries.len()).sum();
    let places = Deviation::list(Path::new(LIST)).unwrap();
    let shows = |deviation: &&Deviation| {
        let mut places = deviation.places.iter();
        places.any(|place| recordings.iter().any(|one| place.is_in(&one.name)))
    };
    let shown = places.iter().filter(shows).count();
    if recordings.is_empty() {
        writeln!(page, "Like {version}, of which there is no recording.").unwrap();
    } else {
        writeln!(
            page,
            "Like {version}, of which {} recordings with {exchanges} exchanges are replayed by `cargo test`; \
             they show {shown}\nof the [deviations](../fidelity.md#known-deviations).",
            recordings.len(),
        )
        .unwrap();
    }
    writeln!(
        page,
        "\nOf the answers to what differs between versions, {words}.\n\n\
         Made from `mock-authentik/src/profile/` by `UPDATE_DOCS=1 cargo test -p integration-tests --test \
         fidelity`.\n\n| What | Answer | Known from |\n| --- | --- | --- |"
    )
    .unwrap();
    for question in Profile::questions() {
        let (what, answer) = (question.what.trim(), question.answer(profile));
        let answer = answer.replace('|', "\\|").replace('\n', " ");
        let known = known_from(&question.known(profile)).replace('|', "\\|");
        writeln!(page, "| {what} | `{answer}` | {known} |").unwrap();
    }
    page
}

/// What `docs/fidelity.md` says of the profiles.
pub(crate) fn overview() -> String {
    let mut overview = String::new();
    for profile in Profile::ALL {
        let words = Counts::of(profile).words();
        writeln!(
            overview,
            "- [{profile}](fidelity/{profile}.md), like {}: {words}.",
            profile.version()
        )
        .unwrap();
    }
    overview
}

#[test]
fn each_profile_has_its_page() {
    for profile in Profile::ALL {
        let path = Path::new(PAGES).join(format!("{profile}.md"));
        up_to_date(&path, &page(profile));
    }
}

#[test]
fn evidence_is_in_the_recordings() {
    let recorded = Profile::ALL.into_iter().filter(|one| one.is_recorded());
    for profile in recorded {
        let recordings = recordings(profile);
        for question in Profile::questions() {
            for evidence in question.evidence {
                let Evidence::Recording(name, label) = evidence else {
                    continue;
                };
                let full = format!("{}/{name}", profile.version());
                let mut of_name = recordings.iter().filter(|one| one.name == full);
                let found =
                    of_name.any(|one| one.entries.iter().any(|entry| entry.label == *label));
                assert!(found, "{}: {full} has no {label:?}", question.name);
            }
        }
    }
}

#[test]
fn folders_of_recordings_are_of_profiles() {
    for entry in fs::read_dir(RECORDINGS).unwrap() {
        let folder = entry.unwrap().file_name().into_string().unwrap();
        let mut recorded = Profile::ALL.into_iter().filter(|one| one.is_recorded());
        assert!(
            recorded.any(|profile| profile.version() == folder),
            "no profile is recorded as {folder}"
        );
    }
}

//! `docs/fidelity.md` shows the deviations of `deviations.yaml`, of which there are few, and each profile has
//! a page beside it.
//!
//! `UPDATE_DOCS=1 cargo test -p integration-tests --test fidelity` writes the page anew.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its page must not pass"
)]

mod pages;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use harness::replay::Deviation;

/// How many deviations there may be, of both mocks together.
const MOST: usize = 30;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/fidelity.md");
const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/deviations.yaml");

/// The table of the deviations of `deviations.yaml`, and where recordings show them.
fn table() -> String {
    let mut table = "| | What | Why | Shown by |\n| --- | --- | --- | --- |\n".to_owned();
    for deviation in Deviation::list(Path::new(LIST)).unwrap() {
        let Deviation {
            name, what, why, ..
        } = &deviation;
        let mut shown: Vec<_> = deviation
            .places
            .iter()
            .map(|place| format!("`{}`", place.recording))
            .collect();
        shown.sort();
        shown.dedup();
        let shown = shown.join(", ");
        writeln!(table, "| `{name}` | {what} | {why} | {shown} |").unwrap();
    }
    table
}

/// The page with `text` between the marks of that name.
fn with_section(page: &str, name: &str, text: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->\n"));
    let (before, rest) = page.split_once(&begin).unwrap();
    let (_, after) = rest.split_once(&end).unwrap();
    format!("{before}{begin}{text}{end}{after}")
}

/// Compares a page with what it should be, or writes it anew.
fn up_to_date(path: &Path, expected: &str) {
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, expected).unwrap();
    } else {
        let found = fs::read_to_string(path).unwrap_or_default();
        let path = path.display();
        assert!(
            found == expected,
            "{path} is out of date: UPDATE_DOCS=1 writes it anew"
        );
    }
}

#[test]
fn the_page_shows_deviations_and_profiles() {
    let page = fs::read_to_string(PAGE).unwrap();
    let expected = with_section(&page, "deviations", &table());
    let expected = with_section(&expected, "profiles", &pages::overview());
    up_to_date(Path::new(PAGE), &expected);
}

#[test]
fn there_are_few_deviations() {
    let page = fs::read_to_string(PAGE).unwrap();
    // Tables of what is otherwise, and why: one deviation a row, below the head and a line.
    let tables = page.split("\n\n").flat_map(|part| part.split("-->\n"));
    let deviations: usize = tables
        .map(|table| table.lines().filter(|line| line.starts_with('|')))
        .filter_map(|mut rows| {
            rows.next()
                .filter(|head| head.contains("| What | Why |"))
                .map(|_| rows)
        })
        .map(|rows| rows.count() - 1)
        .sum();
    assert!(deviations > 0, "the page has no table of deviations");
    assert!(
        deviations <= MOST,
        "{deviations} deviations are more than {MOST}: mend the mock"
    );
}

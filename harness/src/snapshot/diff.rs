//! What differs between two texts, line by line.

use std::fmt::Write as _;

use similar::TextDiff;

/// Lines of context around each difference.
const CONTEXT: usize = 3;

/// A unified diff from `expected` to `got`; empty when they are the same.
pub fn diff(expected: &str, got: &str) -> String {
    let diff = TextDiff::from_lines(expected, got);
    let mut unified = diff.unified_diff();
    let unified = unified
        .context_radius(CONTEXT)
        .header("snapshot", "this run");
    let mut text = String::new();
    write!(text, "{unified}").ok();
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_no_diff() {
        assert_eq!(diff("a\nb\n", "a\nb\n"), "");
        let shown = diff("a\nb\n", "a\nc\n");
        assert!(shown.ends_with(" a\n-b\n+c\n"), "{shown}");
    }
}

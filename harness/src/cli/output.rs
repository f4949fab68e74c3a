//! The one place that prints.

use std::fmt::Display;
use std::io::{IsTerminal, Write};

/// Writes to standard output. Whoever reads it may have stopped; that is no error of ours.
pub(super) fn say(text: impl Display) {
    let mut out = std::io::stdout().lock();
    write!(out, "{text}").and_then(|()| out.flush()).ok();
}

/// Writes a paragraph to standard error.
pub(super) fn complain(paragraph: impl Display) {
    writeln!(std::io::stderr().lock(), "{paragraph}").ok();
}

/// Whether a person looks at standard output.
pub(super) fn is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

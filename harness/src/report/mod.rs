//! Reports: what the runner's events become. Each report is a listener, or is made of the
//! [`Results`] that one keeps.

mod curl;
mod failure;
mod html;
mod json;
mod junit;
mod matrix;
mod progress;
mod results;
mod table;

pub use curl::curl;
pub use failure::describe;
pub use html::write_html;
pub use json::{write_json, write_json_of_matrix};
pub use junit::write_junit;
pub use matrix::matrix_table;
pub use progress::Progress;
pub use results::{Counts, Results, ScenarioResult};
pub use table::table;

use std::io;
use std::path::PathBuf;

/// A report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The operating system refused.
    #[error("cannot write the report {}: {source}; is its folder there, and writable?", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// What is reported has no form in this format.
    #[error("cannot write the report {}: {reason}", path.display())]
    Format {
        /// Which.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
}

#[cfg(test)]
pub(crate) mod sample;

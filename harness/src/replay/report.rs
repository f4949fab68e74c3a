//! What a replay found.

use std::fmt;

use http::Method;

use super::Difference;

/// What a replay found, file by file.
#[derive(Clone, Debug, Default)]
pub struct ReplayReport {
    /// The files that were compared, in the order they were replayed.
    pub files: Vec<FileReport>,
}

/// What the replay of one file found.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The recording: `2025.12.4/10-device`.
    pub recording: String,
    /// Its exchanges.
    pub exchanges: Vec<ExchangeReport>,
    /// What had to be done in place of recordings that were not replayed.
    pub notes: Vec<String>,
    /// Places of allowed deviations where nothing differed, which is an error: they must be struck off.
    pub stale: Vec<String>,
}

/// What the replay of one exchange found.
#[derive(Clone, Debug)]
pub struct ExchangeReport {
    /// Its number in the file, from 0.
    pub number: usize,
    /// What the recorder called it.
    pub label: String,
    /// The request's method.
    pub method: Method,
    /// The request's path.
    pub path: String,
    /// What differs, and is not allowed.
    pub differences: Vec<Difference>,
    /// What differs as allowed.
    pub allowed: Vec<Difference>,
}

/// How many exchanges there were, of which kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub exchanges: usize,
    /// Those without any difference.
    pub matched: usize,
    /// Those that differ only as allowed.
    pub deviating: usize,
    /// The others.
    pub differing: usize,
}

impl ExchangeReport {
    fn counts(&self) -> Counts {
        let differing = !self.differences.is_empty();
        let deviating = !differing && !self.allowed.is_empty();
        Counts {
            exchanges: 1,
            matched: usize::from(!differing && !deviating),
            deviating: usize::from(deviating),
            differing: usize::from(differing),
        }
    }
}

impl FileReport {
    /// How many of its exchanges match.
    pub fn counts(&self) -> Counts {
        self.exchanges.iter().map(ExchangeReport::counts).sum()
    }

    /// Whether nothing differs but as allowed, and everything allowed does differ.
    pub fn passed(&self) -> bool {
        self.counts().differing == 0 && self.stale.is_empty()
    }
}

impl ReplayReport {
    /// How many exchanges match.
    pub fn counts(&self) -> Counts {
        self.files.iter().map(FileReport::counts).sum()
    }

    /// Whether every file passed.
    pub fn passed(&self) -> bool {
        self.files.iter().all(FileReport::passed)
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, one| Self {
            exchanges: sum.exchanges + one.exchanges,
            matched: sum.matched + one.matched,
            deviating: sum.deviating + one.deviating,
            differing: sum.differing + one.differing,
        })
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            exchanges,
            matched,
            deviating,
            differing,
        } = self;
        write!(f, "{matched} of {exchanges} match")?;
        if *deviating > 0 {
            write!(f, ", {deviating} deviate as allowed")?;
        }
        if *differing > 0 {
            write!(f, ", {differing} differ")?;
        }
        Ok(())
    }
}

impl fmt::Display for ExchangeReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            number,
            label,
            method,
            path,
            ..
        } = self;
        writeln!(f, "  #{number} {label}: {method} {path}")?;
        for Difference {
            path,
            expected,
            got,
        } in &self.differences
        {
            writeln!(
                f,
                "      {path}\n        expected {expected}\n        got      {got}"
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for FileReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", self.recording, self.counts())?;
        for note in &self.notes {
            writeln!(f, "  {note}")?;
        }
        for exchange in self
            .exchanges
            .iter()
            .filter(|one| !one.differences.is_empty())
        {
            write!(f, "{exchange}")?;
        }
        for place in &self.stale {
            writeln!(f, "  strike off a deviation that no longer occurs: {place}")?;
        }
        Ok(())
    }
}

impl fmt::Display for ReplayReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in &self.files {
            write!(f, "{file}")?;
        }
        writeln!(f, "{}", self.counts())
    }
}

//! The labels that tell whose a container, network or volume is.

use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::process;
use std::sync::Arc;

use ambient::{Clock, Entropy};

/// The run's id. Whatever has this label was made by a run.
pub(super) const RUN: &str = "openzro-harness.run";
const PID: &str = "openzro-harness.pid";
pub(super) const HOST: &str = "openzro-harness.host";
const START: &str = "openzro-harness.start";

/// Letters and digits of a run's id.
const ID_LENGTH: usize = 10;

/// What everything that a run makes is labelled with.
///
/// While they exist a file is locked, which the system unlocks however the process ends: so others know
/// whether the run is alive.
#[derive(Clone, Debug)]
pub struct Labels {
    run: String,
    start: String,
    _alive: Arc<Option<File>>,
}

impl Labels {
    /// The labels of a run that begins now.
    pub fn new(clock: &Clock, entropy: &Entropy) -> Self {
        let run = entropy.alphanumeric(ID_LENGTH).to_ascii_lowercase();
        let file = File::create(alive(&run)).ok();
        // Without a lock others take the run for dead, which is a lesser evil than not to run.
        let locked = file.filter(|file| file.try_lock().is_ok());
        Self {
            run,
            start: clock.now().to_string(),
            _alive: Arc::new(locked),
        }
    }

    /// The run's id.
    pub fn run(&self) -> &str {
        &self.run
    }

    pub(super) fn map(&self) -> HashMap<String, String> {
        let pid = process::id().to_string();
        [
            (RUN, self.run.clone()),
            (PID, pid),
            (HOST, host()),
            (START, self.start.clone()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    }

    /// The run is over: nobody needs to know about it.
    pub(super) fn forget(&self) {
        std::fs::remove_file(alive(&self.run)).ok();
    }
}

/// Whether a run of this machine lives. Of a run that does not, what is left is taken away.
pub(super) fn is_alive(run: &str) -> bool {
    // The name comes from a label, which anybody may have written.
    if !run.chars().all(|c| c.is_ascii_alphanumeric()) {
        return false;
    }
    match File::open(alive(run)) {
        Err(_) => false,
        Ok(file) => match file.try_lock() {
            Err(TryLockError::WouldBlock) => true,
            Ok(()) | Err(TryLockError::Error(_)) => {
                std::fs::remove_file(alive(run)).ok();
                false
            }
        },
    }
}

/// The name of this machine.
pub(super) fn host() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

fn alive(run: &str) -> PathBuf {
    std::env::temp_dir().join(format!("openzro-harness-{run}.alive"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_lives_as_long_as_its_labels() {
        let labels = Labels::new(&Clock::system(), &Entropy::os());
        let run = labels.run().to_owned();
        assert!(is_alive(&run));
        drop(labels);
        assert!(!is_alive(&run) && !is_alive("../../etc/passwd"));
    }
}

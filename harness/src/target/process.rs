//! Programs that a run starts: each in a process group of its own, its output in a log file, killed
//! when its handle is dropped.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::{Child, Command};
use url::Url;

use super::TargetError;

/// How much of a log an error quotes.
const LAST_LINES: usize = 3;

/// A running program.
#[derive(Debug)]
pub(super) struct Process {
    program: PathBuf,
    log: PathBuf,
    child: Child,
}

impl Process {
    /// Starts `program`, which writes to `log`.
    pub(super) fn start(
        program: &Path,
        log: PathBuf,
        configure: impl FnOnce(&mut Command),
    ) -> Result<Self, TargetError> {
        let file = |source| TargetError::File {
            path: log.clone(),
            source,
        };
        let out = File::options()
            .create(true)
            .append(true)
            .open(&log)
            .map_err(file)?;
        let err = out.try_clone().map_err(file)?;
        let mut command = Command::new(program);
        command
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .kill_on_drop(true);
        // Ctrl-C is the harness's to handle: it stops the program when it has stopped the scenario.
        #[cfg(unix)]
        command.process_group(0);
        configure(&mut command);
        let child = command.spawn().map_err(|source| TargetError::Program {
            program: program.to_owned(),
            source,
        })?;
        Ok(Self {
            program: program.to_owned(),
            log,
            child,
        })
    }

    /// The error that the program has ended, if it has.
    pub(super) fn ended(&mut self) -> Option<TargetError> {
        let status = self.child.try_wait().ok().flatten()?;
        Some(TargetError::Ended {
            program: self.program.clone(),
            status: status.to_string(),
            last_words: self.last_words(),
            log: self.log.clone(),
        })
    }

    /// Kills it and waits until it is gone, so that its ports are free again.
    pub(super) async fn stop(mut self) {
        // It is dropped in any case, and an already dead program cannot be killed again.
        self.child.kill().await.ok();
    }

    fn last_words(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = log.lines().filter(|line| !line.trim().is_empty()).collect();
        let last = lines.len().saturating_sub(LAST_LINES);
        match lines[last..].join(" / ") {
            words if words.is_empty() => "none".to_owned(),
            words => words,
        }
    }
}

/// A port of the loopback interface that was free a moment ago.
pub(super) fn free_port() -> std::io::Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

/// `SCHEME://127.0.0.1:PORT/`, with `http` or `https`.
pub(super) fn loopback(scheme: &str, port: u16) -> Url {
    #[expect(clippy::expect_used, reason = "any port makes a URL of this form")]
    format!("{scheme}://127.0.0.1:{port}/")
        .parse()
        .expect("a URL of an address and a port")
}

//! `binary:PATH`: a management server's program on a free port of this machine.

use std::fs::{self, File};
use std::net::{Ipv6Addr, TcpListener};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use ambient::wait_until;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::{OpenzroSettings, PATIENCE, files};
use crate::lab::Lab;
use crate::target::TargetError;
use crate::target::process::{Process, free_port, loopback};
use crate::target::ready;

/// The real server opens a second gRPC listener on port 33073, whichever port it is given, and ends if
/// that is taken (openZro reference §1.4): one at a time.
static ONE_AT_A_TIME: LazyLock<Arc<Mutex<()>>> = LazyLock::new(Arc::default);

/// The port that the server opens besides its own, for old clients.
const LEGACY_PORT: u16 = 33073;

/// How long other runs may take until it is this one's turn.
const LEGACY_PATIENCE: Duration = Duration::from_secs(120);

/// Waits for the turn among the runs on this machine, and for the port: whoever has the lock file
/// locked may open it. The system unlocks it when the file is dropped, or this process ends.
async fn turn_on_this_machine() -> Result<File, TargetError> {
    let path = std::env::temp_dir().join("openzro-harness.lock");
    let file = File::options().create(true).append(true).open(&path);
    let file = file.map_err(|source| TargetError::File { path, source })?;
    let free = || async {
        file.try_lock().ok()?;
        TcpListener::bind((Ipv6Addr::UNSPECIFIED, LEGACY_PORT)).ok()
    };
    let freed = wait_until(LEGACY_PATIENCE, free).await;
    freed.map_err(|_| TargetError::PortInUse(LEGACY_PORT))?;
    Ok(file)
}

/// A running program.
#[derive(Debug)]
pub(super) struct Binary {
    process: Process,
    port: u16,
    _turn: OwnedMutexGuard<()>,
    _turn_on_this_machine: File,
}

impl Binary {
    /// Waits for its turn, starts the program, and waits until its REST API answers.
    pub(super) async fn start(
        program: &Path,
        settings: &OpenzroSettings,
        lab: &Lab,
        port: Option<u16>,
    ) -> Result<Self, TargetError> {
        let turn = Arc::clone(&ONE_AT_A_TIME).lock_owned().await;
        let turn_on_this_machine = turn_on_this_machine().await?;
        let folder = &settings.folder;
        let files = files::write(settings, lab)?;
        let data = folder.join("data");
        let refused = |path: &Path| {
            let path = path.to_owned();
            move |source| TargetError::File { path, source }
        };
        fs::create_dir_all(&data).map_err(refused(&data))?;
        let free = || free_port().map_err(refused(folder));
        let port = port.map_or_else(free, Ok)?;
        let metrics_port = free()?;
        let process = Process::start(program, settings.log.clone(), |command| {
            command
                .arg("management")
                .arg(format!("--port={port}"))
                .arg(format!("--metrics-port={metrics_port}"))
                .arg(format!("--config={}", files.config.display()))
                .arg(format!("--datadir={}", data.display()))
                .args(["--log-file=console", "--log-level=debug"])
                // Neither of these may leave this machine.
                .args([
                    "--disable-geolite-update=true",
                    "--disable-anonymous-metrics=true",
                ])
                .args(&settings.flags)
                .env("OPENZRO_UPDATE_CHECK_URL", "")
                .env("SSL_CERT_FILE", &files.authorities);
        })?;
        let mut binary = Self {
            process,
            port,
            _turn: turn,
            _turn_on_this_machine: turn_on_this_machine,
        };
        let users = ready::at(&loopback(lab.scheme(), port), "/api/users");
        let (trust, log) = (lab.trust(), &settings.log);
        ready::answers(users, trust, PATIENCE, log, || binary.ended()).await?;
        Ok(binary)
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    pub(super) fn ended(&mut self) -> Option<TargetError> {
        self.process.ended()
    }

    pub(super) async fn stop(self) {
        self.process.stop().await;
    }
}

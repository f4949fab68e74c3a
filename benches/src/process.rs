//! What Linux knows of a process, and the mock's own program as one.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::{Result, TOKEN};

/// How many times a second Linux counts a process's time.
const TICKS: u64 = 100;

/// `mock-authentik serve` in a process of its own, on the first core. It ends with this value.
pub struct ServerProcess {
    child: Child,
    address: SocketAddr,
}

impl ServerProcess {
    /// Runs the program at that path, until it says where it listens. It has what `seed` says, if there is one.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(program: &Path, seed: Option<&Path>) -> Result<Self> {
        let mut child = Command::new("taskset")
            .args(["-c", "0"])
            .arg(program)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(seed.map(|_| "--seed"))
            .args(seed)
            .env("AUTHENTIK_BOOTSTRAP_TOKEN", TOKEN)
            .env("AUTHENTIK_BOOTSTRAP_PASSWORD", TOKEN)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let output = child.stdout.take().ok_or("no output")?;
        let line = BufReader::new(output).lines().next_line().await?;
        let line = line.ok_or("the server ends at once")?;
        let url = line.split("http://").nth(1).unwrap_or_default();
        let address = url.split(';').next().unwrap_or_default().parse()?;
        Ok(Self { child, address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its own base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How much of its memory is in use.
    ///
    /// # Errors
    /// When the operating system does not tell.
    pub fn resident_bytes(&self) -> Result<u64> {
        resident_bytes(&self.id())
    }

    /// How long it has worked.
    ///
    /// # Errors
    /// When the operating system does not tell.
    pub fn processor_time(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.id()))?;
        // The name, in parentheses, may hold spaces.
        let fields = stat.rsplit(')').next().unwrap_or_default();
        let times = fields.split_whitespace().skip(11).take(2);
        let mut ticks = 0;
        for time in times {
            ticks += time.parse::<u64>()?;
        }
        Ok(Duration::from_millis(1000 / TICKS * ticks))
    }

    fn id(&self) -> String {
        self.child.id().unwrap_or_default().to_string()
    }
}

/// How much of the memory of a process is in use; `self` is this one.
///
/// # Errors
/// When the operating system does not tell.
pub fn resident_bytes(process: &str) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next());
    Ok(1024 * kibibytes.ok_or("no VmRSS")?.parse::<u64>()?)
}

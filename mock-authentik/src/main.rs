//! `mock-authentik`: the mock as a program.
//!
//! Exit codes: 0 when it was stopped, or is healthy; 1 when it is not healthy; 2 when the command line
//! is wrong; 3 when it could not start. The constants below are the one place that says so.

use std::fmt::Display;
use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use ambient::{Identity, IdentityError};
use clap::{Args, Parser, Subcommand};
use mimalloc::MiMalloc;
use mock_authentik::{Bootstrap, MockAuthentik, Profile, Seed, SeedError, StartError};
use tracing_subscriber::EnvFilter;

/// Gives memory back when load is over, which not every C library does.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// `healthcheck`: nothing healthy answers there.
const UNHEALTHY: u8 = 1;
/// `serve`: it could not start, for example because the port is in use.
const CANNOT_START: u8 = 3;

/// Long enough for a busy machine, short enough for a container's health check.
const PATIENCE: Duration = Duration::from_secs(3);

/// A mock of the Authentik identity provider.
#[derive(Debug, Parser)]
#[command(version, about)]
#[command(
    after_help = "Exit codes: 0 stopped or healthy, 1 not healthy, 2 wrong command line, \
                        3 could not start.\nRUST_LOG sets what is logged, to stderr: \
                        RUST_LOG=warn is quiet."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Boots as a fresh Authentik does, and serves until it is stopped. akadmin's password, API token
    /// and mail address come from Authentik's own variables: `AUTHENTIK_BOOTSTRAP_PASSWORD`,
    /// `AUTHENTIK_BOOTSTRAP_TOKEN` and `AUTHENTIK_BOOTSTRAP_EMAIL`.
    Serve(Serve),
    /// Prints the JSON Schema of seed files.
    SeedSchema,
    /// Asks a running mock whether it is alive.
    Healthcheck(Healthcheck),
}

#[derive(Debug, Args)]
struct Serve {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:9000")]
    listen: SocketAddr,
    /// Which version of Authentik to behave as; by default the seed's, else the newest.
    #[arg(long)]
    profile: Option<Profile>,
    /// What it holds beside what a fresh Authentik does: a YAML file, as `seed-schema` describes it.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Speaks TLS with the certificates in this PEM file, the server's own first.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The PEM file with the certificate's private key.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Healthcheck {
    /// Where the mock listens.
    #[arg(default_value = "127.0.0.1:9000")]
    address: SocketAddr,
    /// Asks by TLS, and takes any certificate: whoever asks an address believes nobody's name.
    #[arg(long)]
    tls: bool,
}

/// Why the mock cannot serve.
#[derive(Debug, thiserror::Error)]
enum CannotStart {
    #[error("cannot read {}: {source}; check the path", path.display())]
    File {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(transparent)]
    Identity(#[from] IdentityError),
    #[error(transparent)]
    Seed(#[from] SeedError),
    #[error(transparent)]
    Mock(#[from] StartError),
}

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Serve(serve) => run(&serve).await,
        Command::SeedSchema => {
            say(format!("{:#}", Seed::schema().as_value()));
            ExitCode::SUCCESS
        }
        Command::Healthcheck(check) => ask(&check).await,
    }
}

async fn run(serve: &Serve) -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let bootstrap = Bootstrap {
        password: variable("AUTHENTIK_BOOTSTRAP_PASSWORD"),
        token: variable("AUTHENTIK_BOOTSTRAP_TOKEN"),
        email: variable("AUTHENTIK_BOOTSTRAP_EMAIL"),
    };
    match start(serve, bootstrap).await {
        Ok(mut authentik) => {
            let (profile, url) = (authentik.profile().version(), authentik.url());
            say(format!(
                "mock-authentik {profile} listens on {url}; look into it at {url}/_mock/"
            ));
            tokio::select! {
                () = authentik.stopped() => {}
                () = stop_signal() => {}
            }
            ExitCode::SUCCESS
        }
        Err(error) => complain(format!("mock-authentik: {error}"), CANNOT_START),
    }
}

async fn start(serve: &Serve, bootstrap: Bootstrap) -> Result<MockAuthentik, CannotStart> {
    let mut builder = MockAuthentik::builder()
        .listen(serve.listen)
        .bootstrap(bootstrap);
    if let Some(profile) = serve.profile {
        builder = builder.profile(profile);
    }
    if let Some(seed) = &serve.seed {
        builder = builder.seed(Seed::read(seed)?);
    }
    if let (Some(chain), Some(key)) = (&serve.tls_cert, &serve.tls_key) {
        builder = builder.tls(Identity::from_pem(&read(chain)?, &read(key)?)?);
    }
    Ok(builder.start().await?)
}

fn read(path: &Path) -> Result<Vec<u8>, CannotStart> {
    std::fs::read(path).map_err(|source| CannotStart::File {
        path: path.to_owned(),
        source,
    })
}

/// Ctrl-C, or the SIGTERM of a container's end.
async fn stop_signal() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    tokio::signal::ctrl_c().await.ok();
}

async fn ask(check: &Healthcheck) -> ExitCode {
    let scheme = if check.tls { "https" } else { "http" };
    let url = format!("{scheme}://{}/-/health/live/", check.address);
    // Nothing is looked up, as an image from scratch has no certificates to load.
    let client = reqwest::Client::builder()
        .timeout(PATIENCE)
        .tls_certs_only([])
        .tls_danger_accept_invalid_certs(check.tls)
        .no_proxy()
        .build();
    let answer = match client {
        Ok(client) => client.get(&url).send().await,
        Err(error) => Err(error),
    };
    match answer {
        Ok(answer) if answer.status().is_success() => ExitCode::SUCCESS,
        Ok(answer) => complain(format!("{url} answers {}", answer.status()), UNHEALTHY),
        Err(error) => complain(
            format!("{url} does not answer: {error}; is `mock-authentik serve` running there?"),
            UNHEALTHY,
        ),
    }
}

#[expect(clippy::print_stdout, reason = "the program's one line of output")]
fn say(line: impl Display) {
    println!("{line}");
}

#[expect(clippy::print_stderr, reason = "the program's one place for errors")]
fn complain(paragraph: impl Display, code: u8) -> ExitCode {
    eprintln!("{paragraph}");
    ExitCode::from(code)
}

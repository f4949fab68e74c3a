//! `mock-openzro management`.

use std::net::{Ipv6Addr, SocketAddr};
use std::process::ExitCode;

use mock_openzro::MockOpenzro;
use tokio::signal::unix::{SignalKind, signal};

use super::flags::ManagementFlags;
use super::{CRASHED, REFUSED, log, say};

/// Runs until SIGINT or SIGTERM.
pub(crate) async fn management(flags: ManagementFlags) -> ExitCode {
    log::start(&flags.log_level);
    let started = MockOpenzro::builder()
        .config_file(&flags.config)
        .variables(std::env::vars())
        .flags(flags.to_flags())
        .listen(SocketAddr::from((Ipv6Addr::UNSPECIFIED, flags.port)))
        .start()
        .await;
    let mut mock = match started {
        Ok(mock) => mock,
        Err(error) if error.is_crash() => {
            say(&format!("panic: {error}"));
            return CRASHED.into();
        }
        Err(error) => {
            say(&format!("Error: {error}"));
            return REFUSED.into();
        }
    };
    tracing::info!(
        context = "SYSTEM",
        "running HTTP server and gRPC server on the same port: {}",
        mock.address()
    );
    let (interrupt, terminate) = (
        signal(SignalKind::interrupt()),
        signal(SignalKind::terminate()),
    );
    let (Ok(mut interrupt), Ok(mut terminate)) = (interrupt, terminate) else {
        say(&mock.crashed().await.to_string());
        return CRASHED.into();
    };
    tokio::select! {
        crash = mock.crashed() => {
            say(&crash.to_string());
            return CRASHED.into();
        }
        _ = interrupt.recv() => tracing::info!("stopped Management Service"),
        _ = terminate.recv() => {}
    }
    ExitCode::SUCCESS
}

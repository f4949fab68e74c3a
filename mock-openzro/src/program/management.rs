//! `mock-openzro management`.

use std::net::Ipv6Addr;
use std::process::ExitCode;

use mock_openzro::{CommandLine, MockOpenzro};

use super::{CRASHED, REFUSED, log, say};

/// Runs until SIGINT, which ends it in order, or SIGTERM, which it dies of as the real server does.
pub(crate) async fn management(line: CommandLine) -> ExitCode {
    log::start(&line.log_level);
    let anywhere = Ipv6Addr::UNSPECIFIED;
    let builder = MockOpenzro::builder()
        .config_file(&line.config)
        .variables(std::env::vars())
        .flags(line.flags());
    let builder = match line.port {
        Some(port) => builder.listen((anywhere, port).into()),
        None => builder.listen_on_own_port(anywhere.into()),
    };
    let mut mock = match builder.start().await {
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
    tokio::select! {
        crash = mock.crashed() => {
            say(&crash.to_string());
            CRASHED.into()
        }
        _ = tokio::signal::ctrl_c() => {
            tracing::info!("stopped Management Service");
            ExitCode::SUCCESS
        }
    }
}

//! `mock`: a fresh mock in this process, configured by the same files and flags as the program.

use std::net::{Ipv4Addr, SocketAddr};

use mock_openzro::{CommandLine, MockOpenzro};

use super::OpenzroSettings;
use super::files;
use crate::driver::Outside;
use crate::lab::Lab;
use crate::target::TargetError;

pub(super) async fn start(
    settings: &OpenzroSettings,
    lab: &Lab,
    outside: &Outside,
    port: Option<u16>,
) -> Result<MockOpenzro, TargetError> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.unwrap_or(0)));
    let mock = MockOpenzro::builder()
        .config_file(files::write(settings, lab)?.config)
        .flags(CommandLine::parse(&settings.flags)?.flags())
        .trusted(lab.authorities().clone())
        .clock(outside.clock.clone())
        .entropy(outside.entropy.clone())
        .store(settings.store.clone())
        .listen(address);
    Ok(mock.start().await?)
}

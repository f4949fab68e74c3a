//! `mock`: a fresh mock in this process, configured by the same files and flags as the program.

use std::net::{Ipv4Addr, SocketAddr};

use mock_openzro::{Flags, MockOpenzro};

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
        .flags(flags(&settings.flags))
        .trusted(lab.authorities().clone())
        .clock(outside.clock.clone())
        .entropy(outside.entropy.clone())
        .listen(address);
    Ok(mock.start().await?)
}

/// The flags that matter to a mock, of those on the daemon's command line.
fn flags(arguments: &[String]) -> Flags {
    let mut flags = Flags::default();
    for argument in arguments {
        let (name, value) = argument.split_once('=').unwrap_or((argument, "true"));
        match name {
            "--single-account-mode-domain" => {
                value.clone_into(&mut flags.single_account_mode_domain);
            }
            "--dns-domain" => value.clone_into(&mut flags.dns_domain),
            "--user-delete-from-idp" => flags.user_delete_from_idp = value == "true",
            "--idp-sign-key-refresh-enabled" => {
                flags.idp_sign_key_refresh_enabled = Some(value == "true");
            }
            _ => {}
        }
    }
    flags
}

//! The flags of `openzro-mgmt management` (reference, section 1.3).

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser};

use crate::flags::Flags;

/// What `openzro-mgmt management` can be told. What says so is accepted and has no effect.
#[derive(Args, Clone, Debug)]
pub struct CommandLine {
    /// Where to listen, on all addresses: 80 by default, 443 when the configuration names a certificate.
    #[arg(long)]
    pub port: Option<u16>,
    /// The configuration.
    #[arg(long, default_value = "/etc/openzro/management.json")]
    pub config: PathBuf,
    /// Whether deleting a user deletes the Authentik user too.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value_t = false, action = ArgAction::Set)]
    user_delete_from_idp: bool,
    /// The domain of the one account that everybody joins.
    #[arg(long, default_value = "openzro.selfhosted")]
    single_account_mode_domain: String,
    /// Gives each domain an account of its own.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value_t = false, action = ArgAction::Set)]
    disable_single_account_mode: bool,
    /// The domain of peers' names.
    #[arg(long, default_value = "openzro.selfhosted")]
    dns_domain: String,
    /// Whether signing keys are fetched again once they are stale; overrides the configuration.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", action = ArgAction::Set)]
    idp_sign_key_refresh_enabled: Option<bool>,
    /// `debug`, `info`, `warn` or `error`.
    #[arg(long, default_value = "info")]
    pub log_level: String,
    /// Accepted; the log goes to stderr.
    #[arg(long)]
    log_file: Option<String>,
    /// Accepted; nothing is kept on disk.
    #[arg(long)]
    datadir: Option<PathBuf>,
    /// Accepted; there are no metrics.
    #[arg(long)]
    metrics_port: Option<u16>,
    /// Accepted; there is no geolocation.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", action = ArgAction::Set)]
    disable_geolite_update: Option<bool>,
    /// Accepted; there are no metrics.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", action = ArgAction::Set)]
    disable_anonymous_metrics: Option<bool>,
}

/// A command line that the daemon would not take.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct CommandLineError(#[from] clap::Error);

#[derive(Parser)]
#[command(name = "openzro-mgmt management", no_binary_name = true)]
struct Alone {
    #[command(flatten)]
    line: CommandLine,
}

impl CommandLine {
    /// Reads what stands behind `openzro-mgmt management`.
    ///
    /// # Errors
    ///
    /// When there is something that it does not know.
    pub fn parse(arguments: &[String]) -> Result<Self, CommandLineError> {
        Ok(Alone::try_parse_from(arguments)?.line)
    }

    /// What it decides about the part that the mock has.
    pub fn flags(&self) -> Flags {
        Flags {
            user_delete_from_idp: self.user_delete_from_idp,
            single_account_mode_domain: if self.disable_single_account_mode {
                String::new()
            } else {
                self.single_account_mode_domain.clone()
            },
            dns_domain: self.dns_domain.clone(),
            idp_sign_key_refresh_enabled: self.idp_sign_key_refresh_enabled,
        }
    }
}

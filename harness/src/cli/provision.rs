//! `provision`: the guide's steps 1 to 6 on a running Authentik.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ambient::{Authorities, Entropy};
use clap::Args;
use url::Url;

use super::output::say;
use super::{CliError, secret};
use crate::provision::{AuthentikApi, Guide, ManagementFiles, Provisioned, provision};
use crate::{Secret, Trust};

/// Sets Authentik up for openZro as openZro's guide says, steps 1 to 5, and writes step 6's
/// `setup.env` and `management.json`. Whatever is there as the guide wants it is left as it is, so it
/// can be run again.
#[derive(Debug, Args)]
pub(super) struct Provision {
    /// Where Authentik is, by the address that openZro will use.
    #[arg(long, value_name = "URL")]
    authentik_url: Url,
    /// A file with an API token of an administrator.
    #[arg(long, value_name = "FILE", conflicts_with = "token")]
    token_file: Option<PathBuf>,
    /// An API token of an administrator.
    #[arg(long, env = "AUTHENTIK_TOKEN", hide_env_values = true, value_parser = secret)]
    token: Option<Secret>,
    /// Where openZro is served, without a scheme.
    #[arg(long)]
    domain: String,
    /// The folder that the two files are written to.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    out: PathBuf,
    /// A file of CA certificates (PEM) to trust besides the usual ones.
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
}

impl Provision {
    pub(super) async fn run(self) -> Result<u8, CliError> {
        let mut trusted = Authorities::of_the_environment();
        if let Some(path) = &self.ca {
            let pem = std::fs::read(path).map_err(|source| CliError::unreadable(path, source))?;
            trusted = trusted.and(Authorities::from_pem(&pem)?);
        }
        let trust = Trust::of(&trusted);
        let guide = Guide::for_domain(self.domain.clone());
        let api = AuthentikApi::new(self.authentik_url.clone(), self.token()?, &trust)?;
        let entropy = Entropy::os();
        let provisioned = provision(&guide, &api, &entropy).await?;
        report(&provisioned);
        let files = ManagementFiles::render(&guide, &provisioned, &entropy);
        let management = format!("{:#}\n", files.management_json);
        for (name, text) in [
            ("setup.env", &files.setup_env),
            ("management.json", &management),
        ] {
            let path = self.out.join(name);
            write_private(&path, text).map_err(|source| CliError::Write {
                path: path.clone(),
                source,
            })?;
            say(format_args!("step 6: wrote {}\n", path.display()));
        }
        Ok(super::exit::OK)
    }

    fn token(&self) -> Result<Secret, CliError> {
        if let Some(path) = &self.token_file {
            let token = std::fs::read_to_string(path);
            let token = token.map_err(|source| CliError::unreadable(path, source))?;
            return Ok(Secret::new(token.trim()));
        }
        self.token.clone().ok_or(CliError::NoToken)
    }
}

fn report(provisioned: &Provisioned) {
    say(format_args!("Authentik {}\n", provisioned.version));
    for step in &provisioned.steps {
        say(format_args!(
            "{}: {} {}\n",
            step.step, step.item, step.change
        ));
    }
    let issuer = &provisioned.discovery.issuer;
    say(format_args!(
        "issuer {issuer}, client id {}\n",
        provisioned.client_id
    ));
}

/// Writes a file that nobody but its owner can read, as it holds a password.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    // A file that was there before keeps its mode, so it is set anew before anything is in it.
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    file.write_all(text.as_bytes())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn only_the_owner_can_read_what_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/setup.env");
        write_private(&path, "one, long").unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
        write_private(&path, "two").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

//! `record`: a wire tap in front of a server that runs already.

use std::net::SocketAddr;
use std::path::PathBuf;

use ambient::Clock;
use clap::Args;
use url::Url;

use super::output::say;
use super::play::stop_on_signal;
use super::{CliError, exit};
use crate::Trust;
use crate::har::{self, Growing, Secrets};
use crate::wire::{Entry, Exchange, Front, Peer, Recorder, Tap, Upstream};

/// Records what goes to an Authentik or an openZro that runs already, until Ctrl-C: clients talk to
/// `--listen`, which passes everything on. Cookies, passwords, codes, tokens, keys, mail addresses and host
/// names become placeholders.
#[derive(Debug, Args)]
pub(super) struct Record {
    /// Where to listen: 127.0.0.1:9100.
    #[arg(long, value_name = "ADDRESS")]
    listen: SocketAddr,
    /// The server: https://auth.example.com.
    #[arg(long, value_name = "URL")]
    upstream: Url,
    /// The recording. It holds every exchange as soon as it has ended.
    #[arg(long, value_name = "FILE.har", default_value = "recording.har")]
    out: PathBuf,
    /// Writes everything as it was sent. Only for servers that are made for the recording.
    #[arg(long)]
    keep_secrets: bool,
}

impl Record {
    pub(super) async fn run(self) -> Result<u8, CliError> {
        if self.out.exists() {
            return Err(CliError::Exists(self.out));
        }
        let secrets = Secrets::kept_if(self.keep_secrets);
        let stop = stop_on_signal();
        let recorder = Recorder::new(Clock::system());
        let mut ended = recorder.follow();
        let front = Front {
            name: "127.0.0.1",
            listen: self.listen,
            identity: None,
        };
        let upstream = Upstream::new(self.upstream.clone(), &Trust::default())?;
        let tap = Tap::start(front, upstream, Peer::Authentik, &recorder).await?;
        let mut file = Growing::create(&self.out, &self.upstream, secrets)?;
        say(format_args!(
            "{} passes on to {}; Ctrl-C ends it\n",
            tap.url(),
            self.upstream
        ));
        while let Some(Some(entry)) = stop.run_until_cancelled(ended.recv()).await {
            if let Entry::Http(exchange) = entry {
                file.add(&exchange)?;
            }
        }
        drop(tap);
        let exchanges: Vec<Exchange> = recorder
            .all()
            .iter()
            .filter_map(Entry::http)
            .cloned()
            .collect();
        // In the order in which they began, and hiding what was known for a secret only later, too.
        har::write(&self.out, &self.upstream, &exchanges, secrets)?;
        say(format_args!(
            "{} exchanges are in {}\n",
            exchanges.len(),
            self.out.display()
        ));
        Ok(exit::OK)
    }
}

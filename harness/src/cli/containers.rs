//! The containers of a command's targets: which images, where they run, and that they are taken away.

use std::path::PathBuf;

use ambient::{Clock, Entropy};
use clap::Args;
use tokio_util::sync::CancellationToken;

use super::CliError;
use super::output::complain;
use crate::docker::{Engine, Grounds, Sweep};
use crate::lab::{Containers, Images, Named};
use crate::target::{Pair, images};

/// Which images container targets are made of.
#[derive(Debug, Args)]
pub(super) struct ContainerFlags {
    /// Another image for a target, as NAME=REFERENCE; can be repeated. NAME is one of authentik,
    /// openzro, postgresql, redis, mock-authentik, mock-openzro.
    #[arg(
        long,
        value_name = "NAME=REFERENCE",
        env = "OPENZRO_HARNESS_IMAGES",
        value_delimiter = ','
    )]
    image: Vec<Named>,
    /// A file of images and their tags, in place of docker/versions.yaml.
    #[arg(long, value_name = "FILE")]
    images: Option<PathBuf>,
}

impl ContainerFlags {
    /// Takes away what dead runs left, sees to it that the images of `pair` are there, and opens the
    /// grounds; nothing where no target is a container, or `stop` was cancelled before.
    pub(super) async fn open(
        &self,
        pair: &Pair,
        stop: &CancellationToken,
    ) -> Result<Option<Containers>, CliError> {
        if !pair.authentik.is_contained() && !pair.openzro.is_contained() {
            return Ok(None);
        }
        let known = Images::read(self.images.as_deref(), &self.image)?;
        let engine = Engine::connect().await?;
        for (role, tag) in images(pair) {
            let image = known.reference(role, tag);
            let there = stop.run_until_cancelled(engine.ensure(&image)).await;
            if there.transpose()?.is_none() {
                return Ok(None);
            }
        }
        // Not to be given up half-way: a network that nobody holds would be left behind.
        let grounds = Grounds::open(engine, &Clock::system(), &Entropy::os()).await?;
        close_on_panic(grounds.run().to_owned());
        Ok(Some(Containers {
            grounds,
            images: known,
            openzro: pair.openzro.is_contained(),
        }))
    }
}

/// A panic may end the program at once, so that what it made has to be taken away before.
fn close_on_panic(run: String) {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        tell(panic);
        let run = run.clone();
        // Of its own, as the thread that panics may be a runtime's.
        let closing = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            let Ok(runtime) = runtime else { return };
            runtime.block_on(async {
                if let Ok(engine) = Engine::connect().await
                    && let Err(error) = engine.sweep(Sweep::Run(&run)).await
                {
                    complain(format_args!(
                        "{error}; `openzro-harness clean` takes away what is left"
                    ));
                }
            });
        });
        closing.join().ok();
    }));
}

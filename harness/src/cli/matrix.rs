//! `matrix`: scenarios are run against every pair of some Authentiks and some openZros.

use std::path::PathBuf;

use clap::Args;
use tokio_util::sync::CancellationToken;

use super::CliError;
use super::play::{Play, PlayFlags, code, stop_on_signal};
use super::shard::Shard;
use crate::report::{Results, matrix_table, write_json_of_matrix};
use crate::run::{FailureKind, Outcome, TargetFault};
use crate::scenario::Scenario;
use crate::snapshot::Mode;
use crate::target::{AuthentikChoice, OpenzroChoice, Pair};

/// Runs scenarios against each pair of several Authentiks and several openZros, and shows them in one
/// table. A pair that cannot be started fails, and says why.
#[derive(Debug, Args)]
pub(super) struct Matrix {
    #[command(flatten)]
    play: PlayFlags,
    /// The Authentiks, with commas between them, each as for `run`; a version alone, 2024.12, is that of
    /// its image.
    #[arg(long, value_name = "TARGETS", value_delimiter = ',', value_parser = authentik, default_value = "mock")]
    authentik: Vec<AuthentikChoice>,
    /// The openZros, with commas between them, each as for `run`; a version alone, 0.53.1, is that of its
    /// image.
    #[arg(long, value_name = "TARGETS", value_delimiter = ',', value_parser = openzro, default_value = "mock")]
    openzro: Vec<OpenzroChoice>,
    /// Runs a part of the matrix: 2/5 is the second of five. The parts are alike in size, and together the
    /// whole.
    #[arg(long, value_name = "K/N", default_value_t)]
    shard: Shard,
}

impl Matrix {
    pub(super) async fn run(self) -> Result<u8, CliError> {
        let scenarios = self.play.scenarios()?;
        let stop = stop_on_signal();
        let mut runs = Vec::new();
        let mut closed = Ok(());
        for (number, pair) in self.pairs().into_iter().enumerate() {
            let first = number * scenarios.len();
            let mine = scenarios.iter().enumerate();
            let mine = mine.filter(|(index, _)| self.shard.has(first + index));
            let mine: Vec<Scenario> = mine.map(|(_, scenario)| scenario.clone()).collect();
            let (results, gone) = self.pair(number, pair, mine, &stop).await;
            runs.push(results);
            closed = closed.and(gone);
        }
        let json = |path: &_| write_json_of_matrix(path, &runs);
        self.play.report(&runs, &matrix_table(&runs), json)?;
        closed?;
        Ok(code(&runs))
    }

    /// Every pair, those of one Authentik beside one another.
    fn pairs(&self) -> Vec<Pair> {
        let of = |authentik: &AuthentikChoice| {
            let authentik = authentik.clone();
            let openzros = self.openzro.iter().cloned();
            openzros.map(move |openzro| Pair {
                authentik: authentik.clone(),
                openzro,
            })
        };
        self.authentik.iter().flat_map(of).collect()
    }

    /// One column: its results, and whether its containers could be taken away.
    async fn pair(
        &self,
        number: usize,
        pair: Pair,
        scenarios: Vec<Scenario>,
        stop: &CancellationToken,
    ) -> (Results, Result<(), CliError>) {
        let names: Vec<String> = scenarios.iter().map(|it| it.name.clone()).collect();
        if names.is_empty() {
            let mut results = Results::default();
            results.pair = Some(pair);
            return (results, Ok(()));
        }
        let play = Play {
            pair: pair.clone(),
            scenarios,
            openzro_version: None,
            snapshots: Mode::Compare,
            keep: false,
            folder: self.folder(number, &pair),
        };
        match self.play.play(play, stop).await {
            Ok(played) => (played.results, played.closed),
            Err(error) => {
                let failed =
                    Outcome::unstarted(FailureKind::Target(TargetFault::NotStarted), &error);
                (Results::all(pair, names, &failed), Ok(()))
            }
        }
    }

    /// Where a pair's logs are: `1-mock-2023.10-mock`.
    fn folder(&self, number: usize, pair: &Pair) -> PathBuf {
        let name = format!("{}-{}-{}", number + 1, pair.authentik, pair.openzro);
        let plain = |letter: char| {
            let is_plain = letter.is_ascii_alphanumeric() || letter == '.';
            if is_plain { letter } else { '-' }
        };
        self.play
            .logs
            .join(name.chars().map(plain).collect::<String>())
    }
}

fn authentik(text: &str) -> Result<AuthentikChoice, String> {
    target(text)
}

fn openzro(text: &str) -> Result<OpenzroChoice, String> {
    target(text)
}

/// A target as `run` takes it, or a version, which is that of an image.
fn target<T: std::str::FromStr<Err: ToString>>(text: &str) -> Result<T, String> {
    let bare = text.trim_start_matches('v');
    let given = if bare.starts_with(|letter: char| letter.is_ascii_digit()) {
        format!("image:{text}").parse()
    } else {
        text.parse()
    };
    given.map_err(|error: T::Err| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_alone_is_that_of_an_image() {
        let shown = |text| authentik(text).map(|choice| choice.to_string());
        assert_eq!(shown("2023.10"), Ok("image:2023.10".to_owned()));
        assert_eq!(shown("mock:2023.10"), Ok("mock:2023.10".to_owned()));
        let shown = |text| openzro(text).map(|choice| choice.to_string());
        assert_eq!(shown("v0.53.1"), Ok("image:v0.53.1".to_owned()));
        assert!(shown("real").unwrap_err().contains("`real` is no target"));
    }
}

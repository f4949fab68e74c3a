//! Live progress: bars on a terminal, plain lines elsewhere.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::Duration;

use console::style;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::run::{Event, Listener, Outcome};

/// How often a bar turns.
const TICK: Duration = Duration::from_millis(120);

/// Shows what is going on.
pub struct Progress(Show);

enum Show {
    Bars {
        all: MultiProgress,
        sum: Option<ProgressBar>,
        scenarios: BTreeMap<String, ProgressBar>,
    },
    Lines {
        out: Box<dyn Write + Send>,
        done: usize,
        of: usize,
    },
}

impl Progress {
    /// Bars on the terminal that standard output is.
    pub fn bars() -> Self {
        Self(Show::Bars {
            all: MultiProgress::with_draw_target(ProgressDrawTarget::stdout()),
            sum: None,
            scenarios: BTreeMap::new(),
        })
    }

    /// A line for each scenario that ends, written to `out`.
    pub fn lines(out: impl Write + Send + 'static) -> Self {
        Self(Show::Lines {
            out: Box::new(out),
            done: 0,
            of: 0,
        })
    }
}

impl Listener for Progress {
    fn hear(&mut self, event: &Event) {
        match &mut self.0 {
            Show::Bars {
                all,
                sum,
                scenarios,
            } => show_bars(all, sum, scenarios, event),
            // Whoever reads the lines may stop reading; the run goes on.
            Show::Lines { out, done, of } => {
                match event {
                    Event::RunStarted {
                        pair,
                        scenarios,
                        folder,
                    } => {
                        *of = scenarios.len();
                        let noun = if *of == 1 { "scenario" } else { "scenarios" };
                        writeln!(
                            out,
                            "running {of} {noun}: {pair}; logs in {}",
                            folder.display()
                        )
                    }
                    Event::ScenarioFinished {
                        name,
                        outcome,
                        took,
                    } => {
                        *done += 1;
                        let line = finished(name, outcome, *took);
                        writeln!(out, "[{done}/{of}] {line}")
                    }
                    Event::Kept { .. } => writeln!(out, "{}", kept(event)),
                    _ => return,
                }
                .ok();
                out.flush().ok();
            }
        }
    }
}

fn show_bars(
    all: &MultiProgress,
    sum: &mut Option<ProgressBar>,
    scenarios: &mut BTreeMap<String, ProgressBar>,
    event: &Event,
) {
    match event {
        Event::RunStarted {
            scenarios, pair, ..
        } => {
            let bar = ProgressBar::new(scenarios.len() as u64);
            bar.set_style(template("{bar:30} {pos}/{len} {msg} {elapsed}"));
            let bar = all.add(bar);
            bar.set_message(pair.to_string());
            bar.enable_steady_tick(TICK);
            *sum = Some(bar);
        }
        Event::ScenarioStarted { name } => {
            let bar = ProgressBar::new_spinner();
            bar.set_style(template("{spinner} {prefix} {msg}"));
            let bar = match sum {
                Some(sum) => all.insert_before(sum, bar),
                None => all.add(bar),
            };
            bar.set_prefix(name.clone());
            bar.set_message("starting");
            bar.enable_steady_tick(TICK);
            scenarios.insert(name.clone(), bar);
        }
        Event::StepStarted {
            scenario,
            index,
            of,
            title,
        } => {
            if let Some(bar) = scenarios.get(scenario) {
                bar.set_message(format!("{}/{of} {title}", index + 1));
            }
        }
        Event::StepFinished { .. } => {}
        Event::Kept { scenario, .. } => {
            if let Some(bar) = scenarios.get(scenario) {
                bar.set_message("kept running until Ctrl-C");
            }
            all.println(kept(event)).ok();
        }
        Event::ScenarioFinished {
            name,
            outcome,
            took,
        } => {
            if let Some(bar) = scenarios.remove(name) {
                bar.finish_and_clear();
            }
            all.println(finished(name, outcome, *took)).ok();
            if let Some(sum) = sum {
                sum.inc(1);
            }
        }
        Event::RunFinished { .. } => {
            if let Some(sum) = sum.take() {
                sum.finish_and_clear();
            }
            all.clear().ok();
        }
    }
}

/// Where to look at what is left running.
fn kept(event: &Event) -> String {
    match event {
        Event::Kept {
            scenario,
            authentik,
            openzro,
            logs,
        } => format!(
            "{scenario} is left running until Ctrl-C: Authentik at {authentik}, openZro at {openzro}, logs in {}",
            logs.display()
        ),
        _ => String::new(),
    }
}

/// A bar's looks; the default ones if the template were wrong.
fn template(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn finished(name: &str, outcome: &Outcome, took: Duration) -> String {
    let word = match outcome {
        Outcome::Passed { .. } => style(outcome.word()).green(),
        Outcome::Failed(_) => style(outcome.word()).red(),
        Outcome::Fixed(_) | Outcome::NotApplicable { .. } | Outcome::Skipped { .. } => {
            style(outcome.word()).yellow()
        }
    };
    format!("{word} {name} ({:.2} s)", took.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::super::sample;
    use super::*;

    /// A sink that can be read.
    #[derive(Clone, Default)]
    struct Sink(Arc<Mutex<Vec<u8>>>);

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn without_a_terminal_each_end_is_a_line() {
        let sink = Sink::default();
        let mut progress = Progress::lines(sink.clone());
        for event in sample::events() {
            progress.hear(&event);
        }
        let text = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
        assert_eq!(
            console::strip_ansi_codes(&text),
            "\
running 3 scenarios: authentik mock, openzro mock; logs in target/harness
[1/3] passed device/approved (0.41 s)
[2/3] failed users/delete (1.21 s)
[3/3] not applicable sso/login (0.00 s)
"
        );
    }
}

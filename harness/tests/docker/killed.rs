//! Nothing is left of a run, however it ends.

use std::process::{Child, Command};
use std::time::Duration;

use ambient::{Entropy, delay};
use harness::docker::{Sweep, Swept};

use super::{IMAGES, SCENARIO, engine, run};

/// How late a run is killed, in milliseconds: about as long as one takes.
const LATEST: u64 = 2000;

fn send(signal: &str, child: &Child) {
    let pid = child.id().to_string();
    let sent = Command::new("kill").args([signal, &pid]).status().unwrap();
    // A run that has ended already cannot be killed.
    assert!(sent.success() || sent.code() == Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_runs_killed_at_random_moments_leave_nothing_after_the_next() {
    let Some(engine) = engine().await else { return };
    let logs = tempfile::tempdir().unwrap();
    let arguments = [IMAGES.as_slice(), &[SCENARIO]].concat();
    let entropy = Entropy::os();
    // In this order, what is left is left by the run that was stopped.
    let signals = ["-TERM", "-INT"].iter().cycle().take(6);
    let signals = signals.chain(["-KILL"].iter().cycle().take(4));
    for (attempt, signal) in signals.enumerate() {
        let mut child = run(logs.path(), &arguments).spawn().unwrap();
        // The moment is to be any.
        delay(Duration::from_millis(entropy.below(LATEST))).await;
        send(signal, &child);
        let ended = child.wait().unwrap();
        // A run that had not yet said what to do with a signal dies of it, as of SIGKILL.
        if ended.code().is_some() {
            let left = engine.sweep(Sweep::Dead).await.unwrap();
            assert_eq!(left, Swept::default(), "attempt {attempt}, {signal}");
        }
    }
    let next = run(logs.path(), &arguments).output().unwrap();
    assert!(next.status.success(), "{next:?}");
    assert_eq!(engine.sweep(Sweep::Dead).await.unwrap(), Swept::default());
}

//! Nothing is left of a run, however it ends.

use std::process::{Child, Command};
use std::time::Duration;

use ambient::{Entropy, delay};
use harness::docker::{Sweep, Swept};

use super::{IMAGES, SCENARIO, engine, run};

/// How late a run is killed, in milliseconds: about as long as one takes.
const LATEST: u64 = 2500;

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
    for (attempt, signal) in ["-KILL", "-TERM", "-INT"]
        .iter()
        .cycle()
        .take(10)
        .enumerate()
    {
        let mut child = run(logs.path(), &arguments).spawn().unwrap();
        // The moment is to be any.
        delay(Duration::from_millis(entropy.below(LATEST))).await;
        send(signal, &child);
        let ended = child.wait().unwrap();
        if *signal != "-KILL" && ended.code() == Some(130) {
            // Stopped in order: nothing is left for the next run.
            let left = engine.sweep(Sweep::Dead).await.unwrap();
            assert_eq!(left, Swept::default(), "attempt {attempt}, {signal}");
        }
    }
    let next = run(logs.path(), &arguments).output().unwrap();
    assert!(next.status.success(), "{next:?}");
    assert_eq!(engine.sweep(Sweep::Dead).await.unwrap(), Swept::default());
}

//! Waiting for a condition, never for a time.

use std::time::Duration;

use crate::Stopwatch;

const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(50);

/// The condition did not come true in time.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("gave up after {0:?}")]
pub struct TimedOut(pub Duration);

/// Asks `condition` again and again, ever more patiently, until it answers `Some` or `patience` ends.
///
/// # Errors
/// [`TimedOut`] when `patience` ends first.
pub async fn wait_until<T, F, Answer>(patience: Duration, mut condition: F) -> Result<T, TimedOut>
where
    F: FnMut() -> Answer,
    Answer: Future<Output = Option<T>>,
{
    let since = Stopwatch::start();
    let mut pause = FIRST_PAUSE;
    loop {
        if let Some(value) = condition().await {
            return Ok(value);
        }
        if since.elapsed() >= patience {
            return Err(TimedOut(patience));
        }
        delay(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Lets `time` pass, for faults that delay an answer. To wait for something, use [`wait_until`].
#[expect(clippy::disallowed_methods, reason = "the one place that sleeps")]
pub async fn delay(time: Duration) {
    tokio::time::sleep(time).await;
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[tokio::test]
    async fn answers_as_soon_as_the_condition_holds() {
        let looks = Cell::new(0);
        let seen = wait_until(Duration::from_secs(5), || async {
            looks.set(looks.get() + 1);
            (looks.get() == 3).then_some("seen")
        });
        assert_eq!(seen.await.unwrap(), "seen");
        assert_eq!(looks.get(), 3);
    }

    #[tokio::test]
    async fn gives_up() {
        let patience = Duration::from_millis(5);
        let error = wait_until(patience, || async { None::<()> })
            .await
            .unwrap_err();
        assert_eq!(error.to_string(), "gave up after 5ms");
    }
}

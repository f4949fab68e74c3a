//! openZro's guide, followed in every version of Authentik that the mock behaves as.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::num::NonZeroUsize;

use ambient::{Clock, Entropy};
use harness::lab::{Lab, Tls};
use harness::report::describe;
use harness::run::{Outcome, Plan, run};
use harness::scenario::Scenario;
use harness::snapshot::Mode;
use harness::target::{AuthentikChoice, OpenzroChoice, Pair};
use mock_authentik::Profile;
use tokio_util::sync::CancellationToken;

const SCENARIO: &str = r#"
summary: Alice logs in at the dashboard and by device code, and lists users.
given: { users: { alice: {} } }
steps:
  - guide.follow: { expect: { seen: { changes: 0 } } }
  - sso.login: { user: alice, expect: { outcome: signed_in } }
  - device.login: { user: alice, expect: { outcome: granted } }
  - peer.register: { user: alice, machine: { hostname: laptop }, expect: { outcome: registered } }
  - users.list:
      as: alice
      expect:
        status: 200
        body: { "[email=alice@example.com].name": alice }
"#;

async fn outcome(profile: Profile, text: &str) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("guide.yaml");
    std::fs::write(&file, text).unwrap();
    let plan = Plan {
        scenarios: vec![Scenario::read(folder.path(), &file).unwrap()],
        pair: Pair {
            authentik: AuthentikChoice::Mock(Some(profile)),
            openzro: OpenzroChoice::Mock,
        },
        lab: Lab::new(Tls::Off, false, None).unwrap(),
        openzro_version: None,
        jobs: NonZeroUsize::MIN,
        snapshots: Mode::Update {
            replace_real: false,
        },
        keep: false,
        folder: folder.path().join("logs"),
        clock: Clock::system(),
        entropy: Entropy::os(),
    };
    let summary = run(plan, &mut [], &CancellationToken::new()).await;
    let snapshots = file.with_extension("snap").exists();
    let is_home = profile == Profile::default();
    let (_, outcome) = summary.outcomes.into_iter().next().unwrap();
    let passed = matches!(outcome, Outcome::Passed { .. });
    assert!(
        !passed || snapshots == is_home,
        "a snapshot is of one version"
    );
    outcome
}

#[tokio::test]
async fn the_guide_works_in_every_version() {
    for profile in Profile::ALL {
        match outcome(profile, SCENARIO).await {
            Outcome::Passed { note } => {
                let is_home = profile == Profile::default();
                assert_eq!(note.is_none(), is_home, "{profile}: {note:?}");
            }
            Outcome::Failed(failure) => panic!("{profile}: {}", describe("guide", &failure)),
            other => panic!("{profile}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_scenario_of_another_version_does_not_apply() {
    let text = format!("applies_to: {{ authentik: {{ before: '2024.2' }} }}{SCENARIO}");
    let outcome = outcome(Profile::V2024_12, &text).await;
    assert_eq!(outcome.word(), "not applicable");
    let reason = outcome.note().unwrap().into_owned();
    assert_eq!(reason, "it is for Authentik before 2024.2");
}

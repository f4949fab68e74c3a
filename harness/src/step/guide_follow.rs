//! `guide.follow`: the guide is followed once more, which must change nothing.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Act, Acting, World};
use crate::provision::{Change, StepReport, provision};
use crate::scenario::Expect;

/// The guide's steps 1 to 5 are done once more. `changes` counts what that changed; `steps` says
/// what became of each thing.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct GuideFollow {
    /// What must hold.
    pub expect: Expect,
}

impl Act for GuideFollow {
    fn title(&self) -> String {
        "the guide's steps 1 to 5 are done once more".to_owned()
    }

    fn expect(&self) -> Option<&Expect> {
        Some(&self.expect)
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let done = provision(&world.guide, &world.api, &world.outside.entropy).await?;
            Ok(reports(&done.steps))
        })
    }
}

/// What provisioning did, for transcripts and expectations.
pub(crate) fn reports(steps: &[StepReport]) -> Value {
    let changed = |report: &&StepReport| report.change != Change::Unchanged;
    let line = |report: &StepReport| format!("{}: {} {}", report.step, report.item, report.change);
    json!({
        "changes": steps.iter().filter(changed).count(),
        "steps": steps.iter().map(line).collect::<Vec<_>>(),
    })
}

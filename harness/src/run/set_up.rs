//! What a scenario begins with: an Authentik that is set up as the guide says, and an openZro.

use serde_json::json;
use url::Url;

use super::stage::{Ended, Stage, refused};
use super::{Failure, FailureKind, Record, StepRecord};
use crate::driver::Outside;
use crate::provision::{ManagementFiles, ProvisionError, Provisioned, provision, version};
use crate::scenario::Version;
use crate::step::{Step, World, reports};
use crate::target::{AtFirst, TargetError, Targets, start_authentik};

impl Stage {
    /// Starts Authentik, sets it up as the guide says, and starts openZro.
    pub(super) async fn set_up(&self, outside: Outside) -> Result<(Record, World), Ended> {
        let (plan, scenario, recorder) = (&self.plan, self.scenario(), outside.recorder.clone());
        let pair = &self.pair();
        let target = |error: TargetError| self.target(&error);
        let authentik = start_authentik(pair, &plan.lab, &self.folder(), &outside)
            .await
            .map_err(target)?;
        let api = Targets::api(&authentik, &outside).map_err(target)?;
        let unprovisioned =
            |error: ProvisionError| self.failure(FailureKind::Provisioning, error.to_string());
        let versions = &scenario.applies_to.authentik;
        if !versions.are_all() {
            let found = version(&api).await.map_err(unprovisioned)?;
            let found = found.parse::<Version>().ok();
            if let Some(reason) = found.and_then(|found| versions.excludes(&found)) {
                return Err(Ended::NotApplicable(reason));
            }
        }
        let provisioned = provision(&scenario.given, &api, &plan.entropy)
            .await
            .map_err(unprovisioned)?;
        let files = ManagementFiles::render(&scenario.given, &provisioned, &plan.entropy);
        let at_first = if self.has(|step| matches!(step, Step::OpenzroStart(_))) {
            AtFirst::Stopped
        } else {
            AtFirst::Started
        };
        let since = recorder.mark();
        let log = self.folder().join("openzro.log");
        let given = &scenario.given;
        let started = Targets::start(pair, authentik, at_first, given, files, log, &outside).await;
        let targets = started.map_err(|error| {
            let telling = recorder.since(since).into_iter().rev().find_map(refused);
            Failure {
                exchange: telling,
                entries: recorder.since(since),
                ..self.target(&error)
            }
        })?;
        let mut steps = vec![StepRecord {
            title: "Authentik is set up as the guide says".to_owned(),
            seen: reports(&provisioned.steps),
            entries: Vec::new(),
        }];
        if at_first == AtFirst::Started {
            steps.push(StepRecord {
                title: "openZro's management server starts".to_owned(),
                seen: json!({ "outcome": "started" }),
                entries: recorder.since(since),
            });
        }
        let record = self.record(
            &provisioned,
            steps,
            targets.authentik_url(),
            targets.rest_url(),
        );
        let world = World::new(scenario.given.clone(), provisioned, targets, api, outside)
            .map_err(|error| self.target(&error.into()))?;
        Ok((record, world))
    }

    fn record(
        &self,
        provisioned: &Provisioned,
        steps: Vec<StepRecord>,
        authentik: &Url,
        openzro: &Url,
    ) -> Record {
        Record {
            scenario: self.scenario().name.clone(),
            summary: self.scenario().summary.clone(),
            pair: self.pair(),
            openzro_version: self.plan.openzro_version.clone(),
            authentik: authentik.clone(),
            openzro: openzro.clone(),
            machine: self.plan.lab.machine(),
            provisioned: provisioned.clone(),
            steps,
        }
    }
}

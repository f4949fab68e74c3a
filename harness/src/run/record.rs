//! What is kept of a scenario for its transcript.

use std::net::IpAddr;

use serde_json::Value;
use url::Url;

use crate::provision::Provisioned;
use crate::target::Pair;
use crate::wire::Entry;

/// What happened in one scenario. Its entries hold secrets; `transcript` makes text of it that does
/// not.
#[derive(Clone, Debug)]
pub struct Record {
    /// The scenario's name: `sso/login`.
    pub scenario: String,
    /// Its one-line summary.
    pub summary: String,
    /// What it ran against.
    pub pair: Pair,
    /// openZro's version, if it says one.
    pub openzro_version: Option<String>,
    /// Where everybody reaches Authentik.
    pub authentik: Url,
    /// Where administrators reach openZro's REST API.
    pub openzro: Url,
    /// What openZro sees of this machine.
    pub machine: IpAddr,
    /// What the guide's steps left behind: Authentik's version, ids, the people's numbers by user
    /// name.
    pub provisioned: Provisioned,
    /// What was done, in order. The first ones are the harness's own: setting up, starting openZro.
    pub steps: Vec<StepRecord>,
}

/// What happened in one step.
#[derive(Clone, Debug)]
pub struct StepRecord {
    /// What it does, in words.
    pub title: String,
    /// What its driver saw, free of secrets; expectations are about this.
    pub seen: Value,
    /// What went over the wire meanwhile, in order of start.
    pub entries: Vec<Entry>,
}

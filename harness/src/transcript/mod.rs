//! The record of a run as a text that is the same in each run: the story of a login.
//!
//! Exchanges of a step are told asker by asker, each in its own order, as the order between askers
//! differs from run to run: first the people and programs that drive openZro, in the order of their
//! first request, then openZro, which reads keys and lists users at the same time. A request that is
//! repeated until its answer changes is told once, and so is a long body.
//! Values that differ from run to run, and all secrets, become placeholders that keep identity,
//! `[code-1]`, `[alice.pk]`, after they were found to look as they should. Tokens are verified and
//! decoded where they are first seen.

mod bodies;
mod cookie;
mod json;
mod learn;
mod looks;
mod message;
mod names;
mod placeholders;
mod token;

use std::fmt::Write as _;

use self::bodies::Bodies;
use self::message::Lines;
use self::names::Names;
use self::placeholders::Placeholders;
use crate::run::{Record, StepRecord};
use crate::wire::{Entry, Keys, Party};

/// Writes the transcript of a scenario's record.
pub fn transcript(record: &Record) -> String {
    let mut names = Names::default();
    names.secure(record.authentik.scheme() == "https");
    names.host("authentik", &record.authentik);
    names.host("openzro", &record.openzro);
    names.machine(record.machine);
    let provisioned = &record.provisioned;
    names.value("client-id", &provisioned.client_id);
    names.value("client-secret", provisioned.client_secret.reveal());
    names.value("app-password", provisioned.app_password.reveal());
    for (username, pk) in &provisioned.users {
        names.person(username, *pk);
    }
    write(&record.steps, names)
}

/// Writes the transcript of `steps`. Users, groups and keys that the record itself gives away are
/// named without `names`.
fn write(steps: &[StepRecord], names: Names) -> String {
    let (mut names, mut keys) = (names, Keys::default());
    for step in steps {
        learn::learn(&step.entries, &mut names, &mut keys);
    }
    let (mut shown, mut bodies) = (Placeholders::new(names), Bodies::default());
    let mut text = String::new();
    for (at, step) in steps.iter().enumerate() {
        let gap = if at > 0 { "\n" } else { "" };
        writeln!(text, "{gap}# {}. {}", at + 1, step.title).ok();
        for (asker, entries) in by_asker(&step.entries) {
            let lines = entries.iter().map(|entry| match entry {
                Entry::Http(exchange) => message::exchange(&mut shown, &keys, exchange),
                Entry::Grpc(call) => message::call(&mut shown, &keys, call),
            });
            bodies.step = at + 1;
            write_asker(asker, &lines.collect::<Vec<_>>(), &mut bodies, &mut text);
        }
    }
    text
}

/// Whose requests have an order of their own. openZro reads what Authentik publishes for its tokens'
/// sake, and lists users for its own, at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asker {
    Driver(Party),
    OpenzroReading,
    OpenzroManaging,
}

impl Asker {
    fn of(entry: &Entry) -> Self {
        match entry {
            Entry::Http(exchange) if exchange.from == Party::Openzro => {
                let path = exchange.request.path();
                let published = path.ends_with("/jwks/") || path.contains("/.well-known/");
                if published {
                    Self::OpenzroReading
                } else {
                    Self::OpenzroManaging
                }
            }
            Entry::Http(exchange) => Self::Driver(exchange.from),
            Entry::Grpc(call) => Self::Driver(call.from),
        }
    }

    /// Where it stands: drivers in the order in which they come.
    fn place(self) -> usize {
        match self {
            Self::Driver(_) => 0,
            Self::OpenzroReading => 1,
            Self::OpenzroManaging => 2,
        }
    }
}

/// The entries of each asker, in its order; openZro last.
fn by_asker(entries: &[Entry]) -> Vec<(Asker, Vec<&Entry>)> {
    let mut askers: Vec<(Asker, Vec<&Entry>)> = Vec::new();
    for entry in entries {
        let from = Asker::of(entry);
        match askers.iter_mut().find(|(asker, _)| *asker == from) {
            Some((_, entries)) => entries.push(entry),
            None => askers.push((from, vec![entry])),
        }
    }
    askers.sort_by_key(|(asker, _)| asker.place());
    askers
}

/// Writes what one asker did. Of a request that is repeated, each new answer is told once, and how
/// often it came when it is the last; how often before depends on how fast the machine is, and so does
/// how often openZro lists the users again when it misses one.
fn write_asker(asker: Asker, lines: &[Lines], bodies: &mut Bodies, text: &mut String) {
    let groups: Vec<&[Lines]> = lines.chunk_by(|one, next| one == next).collect();
    for (at, group) in groups.iter().enumerate() {
        let told = &group[0];
        let body = bodies.tell(&told.title, &told.body);
        let Lines {
            title,
            asked,
            answered,
            tokens,
            ..
        } = told;
        write!(text, "\n  {title}\n{asked}{answered}{body}{tokens}").ok();
        let next = groups.get(at + 1).map(|next| &next[0]);
        if next.is_some_and(|next| (&next.title, &next.asked) == (title, asked)) {
            text.push_str("  … asked again until the answer changed\n");
        } else if group.len() > 1 && asker == Asker::OpenzroManaging {
            text.push_str("  … more than once\n");
        } else if group.len() > 1 {
            writeln!(text, "  … {} times", group.len()).ok();
        }
    }
}

#[cfg(test)]
mod tests;

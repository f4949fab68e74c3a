//! Writing the audit log.

use std::collections::VecDeque;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Store;
use crate::Profile;
use crate::api::drop_members;
use crate::app::App;
use crate::http::RequestInfo;
use crate::model::{Document, Event, EventAction, User};

/// How many events are kept; Authentik keeps those of a year. `docs/fidelity.md` says so.
const KEPT: usize = 10_000;

/// The audit log, the newest event last.
#[derive(Debug, Default)]
pub(crate) struct Events(VecDeque<Event>);

impl Events {
    fn push(&mut self, event: Event) {
        if self.0.len() == KEPT {
            self.0.pop_front();
        }
        self.0.push_back(event);
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.0.iter()
    }
}

/// An entry to be written: what happened, and by whom; [`Store::log`] adds when and by which request.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) action: EventAction,
    /// The part of Authentik that writes it.
    pub(crate) app: &'static str,
    /// `None`: somebody who is not logged in.
    pub(crate) user: Option<&'a User>,
    /// What there is to tell beside the request.
    pub(crate) context: Value,
}

impl Entry<'_> {
    /// The event, as it is kept.
    pub(crate) fn into_event(self, app: &App, request: &RequestInfo) -> Event {
        let mut context = match self.context {
            Value::Object(context) => context,
            _ => Map::new(),
        };
        let profile = app.profile();
        let mut http_request = request.to_json();
        if !profile.events_name_the_request() {
            drop_members(&mut http_request, &["request_id"]);
        }
        context.insert("http_request".into(), http_request);
        Event {
            pk: app.entropy().uuid(),
            action: self.action,
            app: self.app,
            user: Document::of(&self.user.map_or_else(|| anonymous(profile), described)),
            context: Document::of(&in_jsonb_order(context)),
            client_ip: Some(request.client_ip.clone()),
            created: app.now(),
        }
    }
}

impl Store {
    /// Adds an event to the log and tells its primary key.
    pub(crate) fn log(&mut self, event: Event) -> Uuid {
        let pk = event.pk;
        self.events.push(event);
        pk
    }
}

fn described(user: &User) -> Map<String, Value> {
    let fields = [
        ("pk", json!(user.pk)),
        ("email", json!(user.email)),
        ("username", json!(user.username)),
    ];
    fields
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}

/// The user behind requests without a login (recording `31-admin-users-write`,
/// "events configuration_error").
fn anonymous(profile: Profile) -> Map<String, Value> {
    let fields = [
        ("pk", Some(json!(1))),
        ("email", Some(json!(""))),
        ("username", Some(json!("AnonymousUser"))),
        (
            "is_anonymous",
            profile.events_call_users_anonymous().then(|| json!(true)),
        ),
    ];
    fields
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

/// PostgreSQL keeps the members of a `jsonb` object by length, then by their bytes.
fn in_jsonb_order(object: Map<String, Value>) -> Map<String, Value> {
    let members = object.into_iter();
    let mut members: Vec<_> = members
        .map(|(name, value)| (name, ordered_within(value)))
        .collect();
    members.sort_by(|(left, _), (right, _)| (left.len(), left).cmp(&(right.len(), right)));
    members.into_iter().collect()
}

fn ordered_within(value: Value) -> Value {
    match value {
        Value::Object(inner) => Value::Object(in_jsonb_order(inner)),
        Value::Array(items) => items.into_iter().map(ordered_within).collect(),
        other => other,
    }
}

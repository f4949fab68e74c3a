//! The audit log.

use std::collections::HashMap;

use super::{Module, Operation, Refusal};
use crate::app::App;
use crate::model::{Activity, Event};
use crate::store::DeletedUser;

/// An event with the names of those whom it is about.
#[derive(Clone, Debug)]
pub(crate) struct ShownEvent {
    pub(crate) event: Event,
    pub(crate) initiator_name: String,
    pub(crate) initiator_email: String,
}

impl App {
    /// Writes an event.
    pub(crate) fn record<'a>(
        &self,
        activity: Activity,
        initiator: &str,
        target: &str,
        account_id: &str,
        meta: impl IntoIterator<Item = (&'a str, String)>,
    ) {
        let now = self.clock.now();
        let mut meta: indexmap::IndexMap<String, String> = meta
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        self.store.with(|state| {
            // A name and an email together are a deleted user's: they are kept apart from the event.
            if let (Some(name), Some(email)) = (meta.get("name"), meta.get("email")) {
                let deleted = DeletedUser {
                    name: name.clone(),
                    email: email.clone(),
                };
                state.deleted_users.insert(target.to_owned(), deleted);
                meta.shift_remove("name");
                meta.shift_remove("email");
            }
            let event = Event {
                id: state.events.len() + 1,
                timestamp: now,
                activity,
                initiator_id: initiator.to_owned(),
                target_id: target.to_owned(),
                account_id: account_id.to_owned(),
                meta,
            };
            state.events.push(event);
        });
    }

    /// The account's events, the newest first.
    pub(crate) async fn events(
        &self,
        account_id: &str,
        user_id: &str,
    ) -> Result<Vec<ShownEvent>, Refusal> {
        self.require(account_id, user_id, Module::Events, Operation::Read)?;
        let (mut events, deleted) = self.store.with(|state| {
            let own = state.events.iter().rev();
            let own = own.filter(|event| event.account_id == account_id);
            (
                own.cloned().collect::<Vec<_>>(),
                state.deleted_users.clone(),
            )
        });
        let users = self.store.account_users(account_id);
        let infos = self.user_infos(account_id, &users).await?;
        let infos: HashMap<&str, _> = infos.iter().map(|info| (info.id.as_str(), info)).collect();
        // A user who joined twice is shown once.
        let mut joined = Vec::new();
        events.retain(|event| {
            if event.activity != Activity::UserJoined {
                return true;
            }
            let key = (event.target_id.clone(), event.initiator_id.clone());
            let is_new = !joined.contains(&key);
            joined.push(key);
            is_new
        });
        let shown = |mut event: Event| {
            let gone = |id: &str| deleted.get(id).cloned();
            if let Some(target) = gone(&event.target_id) {
                event.meta.insert("username".to_owned(), target.name);
                event.meta.insert("email".to_owned(), target.email);
            }
            if let Some(target) = infos.get(event.target_id.as_str()) {
                event
                    .meta
                    .insert("username".to_owned(), target.name.clone());
                event.meta.insert("email".to_owned(), target.email.clone());
            }
            let former = gone(&event.initiator_id);
            let (mut name, mut email) =
                former.map_or_else(Default::default, |user| (user.name, user.email));
            if let Some(initiator) = infos.get(event.initiator_id.as_str()) {
                if email.is_empty() {
                    email.clone_from(&initiator.email);
                }
                if name.is_empty() {
                    name.clone_from(&initiator.name);
                }
            }
            ShownEvent {
                event,
                initiator_name: name,
                initiator_email: email,
            }
        };
        Ok(events.into_iter().map(shown).collect())
    }
}

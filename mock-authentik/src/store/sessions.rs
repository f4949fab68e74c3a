//! The table of browser sessions.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::model::{Login, Session, UserPk};

/// Sessions by key.
#[derive(Debug, Default)]
pub(crate) struct Sessions(HashMap<String, Session>);

impl Sessions {
    pub(crate) fn insert(&mut self, session: Session) {
        self.0.insert(session.key.clone(), session);
    }

    /// The session of that key, unless it is over.
    pub(crate) fn live(&self, key: &str, now: Timestamp) -> Option<&Session> {
        self.0.get(key).filter(|session| session.is_live(now))
    }

    /// The sessions of those who are logged in.
    pub(crate) fn authenticated(&self, now: Timestamp) -> impl Iterator<Item = (&Session, &Login)> {
        let live = self.0.values().filter(move |session| session.is_live(now));
        live.filter_map(|session| Some((session, session.login.as_ref()?)))
    }

    pub(crate) fn remove(&mut self, key: &str) -> Option<Session> {
        self.0.remove(key)
    }

    /// Forgets the sessions that were over by then.
    pub(super) fn forget_ended(&mut self, by: Timestamp) {
        self.0
            .retain(|_, session| session.expires.is_none_or(|expires| by < expires));
    }

    /// The keys of every session of a user's.
    pub(super) fn keys_of(&self, user: UserPk) -> Vec<String> {
        let is_of =
            |session: &&Session| session.login.as_ref().map(|login| login.user) == Some(user);
        let sessions = self.0.values().filter(is_of);
        sessions.map(|session| session.key.clone()).collect()
    }

    /// Ends every session of a user's.
    pub(crate) fn end_all_of(&mut self, user: UserPk) {
        for key in self.keys_of(user) {
            self.remove(&key);
        }
    }
}

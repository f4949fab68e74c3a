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

    /// Ends every session of a user's.
    pub(crate) fn end_all_of(&mut self, user: UserPk) {
        self.0.retain(|_, session| {
            session
                .login
                .as_ref()
                .is_none_or(|login| login.user != user)
        });
    }
}

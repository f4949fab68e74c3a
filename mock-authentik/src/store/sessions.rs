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
        self.0
            .get(key)
            .filter(|session| session.expires.is_none_or(|expires| now < expires))
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Session> {
        self.0.get_mut(key)
    }

    pub(crate) fn remove(&mut self, key: &str) -> Option<Session> {
        self.0.remove(key)
    }

    /// Makes the session `old_key` somebody's, under `new_key`: who knew the key of the anonymous
    /// session must not be logged in by it. What the session held is kept.
    pub(crate) fn log_in(&mut self, old_key: &str, new_key: String, login: Login) -> &mut Session {
        let mut session = self.0.remove(old_key).unwrap_or_default();
        session.key.clone_from(&new_key);
        session.login = Some(login);
        self.0.entry(new_key).insert_entry(session).into_mut()
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

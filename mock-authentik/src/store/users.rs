//! The table of users.

use std::collections::{BTreeMap, HashMap};

use crate::model::{User, UserPk};

/// Users by primary key and by name. Primary keys are never used again.
#[derive(Debug, Default)]
pub(crate) struct Users {
    by_pk: BTreeMap<UserPk, User>,
    by_username: HashMap<String, UserPk>,
    last_pk: i32,
}

impl Users {
    /// The key that the next user gets.
    pub(crate) fn next_pk(&mut self) -> UserPk {
        self.last_pk += 1;
        UserPk(self.last_pk)
    }

    /// Adds a user, whose name must be free: see [`Users::by_username`].
    pub(crate) fn insert(&mut self, user: User) {
        self.last_pk = self.last_pk.max(user.pk.0);
        self.by_username.insert(user.username.clone(), user.pk);
        self.by_pk.insert(user.pk, user);
    }

    pub(crate) fn get(&self, pk: UserPk) -> Option<&User> {
        self.by_pk.get(&pk)
    }

    /// For changes other than of the username, which [`Users::rename`] makes.
    pub(crate) fn get_mut(&mut self, pk: UserPk) -> Option<&mut User> {
        self.by_pk.get_mut(&pk)
    }

    /// The user of exactly that name: names are case-sensitive.
    pub(crate) fn by_username(&self, username: &str) -> Option<&User> {
        self.by_username
            .get(username)
            .and_then(|pk| self.by_pk.get(pk))
    }

    pub(crate) fn rename(&mut self, pk: UserPk, username: &str) {
        if let Some(user) = self.by_pk.get_mut(&pk) {
            self.by_username.remove(&user.username);
            username.clone_into(&mut user.username);
            self.by_username.insert(username.to_owned(), pk);
        }
    }

    pub(crate) fn remove(&mut self, pk: UserPk) -> Option<User> {
        let user = self.by_pk.remove(&pk)?;
        self.by_username.remove(&user.username);
        Some(user)
    }

    /// Every user, by primary key.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &User> {
        self.by_pk.values()
    }
}

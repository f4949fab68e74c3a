//! The table of users.

use std::collections::BTreeMap;

use crate::model::{User, UserPk};

/// Users by primary key and by name. Primary keys are never used again.
#[derive(Debug, Default)]
pub(crate) struct Users {
    by_pk: BTreeMap<UserPk, User>,
    /// In the order of names, in which lists are: any page of it is found at once.
    by_username: Vec<(String, UserPk)>,
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
        self.name(&user.username, user.pk);
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
        let place = self.place_of(username).ok()?;
        self.by_pk.get(&self.by_username[place].1)
    }

    pub(crate) fn rename(&mut self, pk: UserPk, username: &str) {
        if let Some(user) = self.by_pk.get_mut(&pk) {
            let before = std::mem::replace(&mut user.username, username.to_owned());
            self.forget_name(&before);
            self.name(username, pk);
        }
    }

    pub(crate) fn remove(&mut self, pk: UserPk) -> Option<User> {
        let user = self.by_pk.remove(&pk)?;
        self.forget_name(&user.username);
        Some(user)
    }

    /// Every user, by primary key.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &User> {
        self.by_pk.values()
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut User> {
        self.by_pk.values_mut()
    }

    pub(crate) fn len(&self) -> usize {
        self.by_username.len()
    }

    /// The users at these places of the list by name; places beyond its end have none.
    pub(crate) fn page(&self, places: std::ops::Range<usize>) -> impl Iterator<Item = &User> {
        let named = self.by_username.get(places).unwrap_or_default();
        named.iter().filter_map(|(_, pk)| self.by_pk.get(pk))
    }

    fn place_of(&self, username: &str) -> Result<usize, usize> {
        self.by_username
            .binary_search_by(|(name, _)| name.as_str().cmp(username))
    }

    fn name(&mut self, username: &str, pk: UserPk) {
        match self.place_of(username) {
            Ok(place) => self.by_username[place].1 = pk,
            Err(place) => self.by_username.insert(place, (username.to_owned(), pk)),
        }
    }

    fn forget_name(&mut self, username: &str) {
        if let Ok(place) = self.place_of(username) {
            self.by_username.remove(place);
        }
    }
}

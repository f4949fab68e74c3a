//! Everything that openZro remembers, behind one lock that is never held across an `await`.
//!
//! It lives in memory: it outlives the server, as the real one's database does, but not the process.

use std::sync::{Arc, Mutex, PoisonError};

use indexmap::IndexMap;

use crate::model::{Account, Event, Group, Peer, PersonalAccessToken, User};

/// What a server remembers: accounts, users, peers, events. Clones share it; a server that is started
/// with the store of one before goes on where that one stopped, as the real one does with its database.
#[derive(Clone, Debug, Default)]
pub struct Store(Arc<Mutex<State>>);

/// What is in it.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) accounts: IndexMap<String, Account>,
    pub(crate) users: IndexMap<String, User>,
    pub(crate) peers: IndexMap<String, Peer>,
    pub(crate) tokens: IndexMap<String, PersonalAccessToken>,
    pub(crate) events: Vec<Event>,
    /// Name and email of users that are gone, for the events that name them.
    pub(crate) deleted_users: IndexMap<String, DeletedUser>,
}

/// What is left of a deleted user.
#[derive(Clone, Debug)]
pub(crate) struct DeletedUser {
    pub(crate) name: String,
    pub(crate) email: String,
}

impl Store {
    /// Reads or changes the state; a change is one transaction.
    pub(crate) fn with<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The user of this id.
    pub(crate) fn user(&self, id: &str) -> Option<User> {
        self.with(|state| state.users.get(id).cloned())
    }

    /// The account of this id.
    pub(crate) fn account(&self, id: &str) -> Option<Account> {
        self.with(|state| state.accounts.get(id).cloned())
    }

    /// The users of an account.
    pub(crate) fn account_users(&self, account_id: &str) -> Vec<User> {
        self.with(|state| {
            let users = state.users.values();
            users
                .filter(|user| user.account_id == account_id)
                .cloned()
                .collect()
        })
    }
}

impl State {
    /// The peers of a user.
    pub(crate) fn user_peers(&self, account_id: &str, user_id: &str) -> Vec<Peer> {
        let peers = self.peers.values();
        peers
            .filter(|peer| peer.account_id == account_id && peer.user_id == user_id)
            .cloned()
            .collect()
    }

    /// The groups that a peer is in.
    pub(crate) fn peer_groups(&self, account_id: &str, peer_id: &str) -> Vec<Group> {
        let groups = self.accounts.get(account_id).map(|account| &account.groups);
        groups
            .into_iter()
            .flatten()
            .filter(|group| group.peers.iter().any(|id| id == peer_id))
            .cloned()
            .collect()
    }

    /// Removes a peer, from its groups too.
    pub(crate) fn remove_peer(&mut self, account_id: &str, peer_id: &str) {
        self.peers.shift_remove(peer_id);
        if let Some(account) = self.accounts.get_mut(account_id) {
            account.network.serial += 1;
            for group in &mut account.groups {
                group.peers.retain(|id| id != peer_id);
            }
        }
    }

    /// Removes a user with his access tokens.
    pub(crate) fn remove_user(&mut self, user_id: &str) {
        self.users.shift_remove(user_id);
        self.tokens.retain(|_, token| token.user_id != user_id);
    }
}

//! API tokens and app passwords: in the order in which they were made, and by their keys.

use std::collections::HashMap;

use indexmap::IndexMap;
use uuid::Uuid;

use crate::model::Token;

/// The tokens of users.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    all: IndexMap<Uuid, Token>,
    /// Nothing keeps two from having the same key.
    by_key: HashMap<String, Vec<Uuid>>,
}

impl Tokens {
    /// Adds a token, in the place of the one that had its primary key.
    pub(crate) fn insert(&mut self, token: Token) {
        if let Some(old) = self.all.get(&token.pk) {
            forget_key(&mut self.by_key, old);
        }
        let same_key = self.by_key.entry(token.key.clone()).or_default();
        same_key.push(token.pk);
        self.all.insert(token.pk, token);
    }

    pub(crate) fn get(&self, pk: Uuid) -> Option<&Token> {
        self.all.get(&pk)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Token> {
        self.all.values()
    }

    /// Those of that key.
    pub(crate) fn with_key(&self, key: &str) -> impl Iterator<Item = &Token> {
        let same_key = self.by_key.get(key).into_iter().flatten();
        same_key.filter_map(|pk| self.all.get(pk))
    }

    pub(crate) fn remove(&mut self, pk: Uuid) -> Option<Token> {
        let removed = self.all.shift_remove(&pk)?;
        forget_key(&mut self.by_key, &removed);
        Some(removed)
    }

    pub(crate) fn remove_where(&mut self, is_meant: impl Fn(&Token) -> bool) {
        self.all.retain(|_, token| {
            let stays = !is_meant(token);
            if !stays {
                forget_key(&mut self.by_key, token);
            }
            stays
        });
    }
}

fn forget_key(by_key: &mut HashMap<String, Vec<Uuid>>, token: &Token) {
    if let Some(same_key) = by_key.get_mut(&token.key) {
        same_key.retain(|pk| *pk != token.pk);
        if same_key.is_empty() {
            by_key.remove(&token.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Intent, UserPk};

    fn token(pk: u128, key: &str) -> Token {
        Token {
            pk: Uuid::from_u128(pk),
            identifier: pk.to_string(),
            intent: Intent::Api,
            user: UserPk(3),
            key: key.to_owned(),
            description: String::new(),
            managed: None,
            expires: None,
            flow: None,
            expiring: false,
        }
    }

    #[test]
    fn keys_follow_their_tokens() {
        let mut tokens = Tokens::default();
        tokens.insert(token(1, "a"));
        tokens.insert(token(2, "a"));
        tokens.insert(token(1, "b"));
        let found = |tokens: &Tokens, key| tokens.with_key(key).count();
        assert_eq!([found(&tokens, "a"), found(&tokens, "b")], [1, 1]);
        tokens.remove_where(|token| token.identifier == "2");
        assert!(tokens.remove(Uuid::from_u128(1)).is_some());
        assert_eq!([found(&tokens, "a"), found(&tokens, "b")], [0, 0]);
        assert!(tokens.by_key.is_empty());
    }
}

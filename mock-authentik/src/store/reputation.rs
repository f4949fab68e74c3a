//! How far Authentik trusts whoever logs in: up with each login, down with each wrong password.

use std::collections::HashMap;

/// Neither better nor worse (reference, section 2.8).
const LIMIT: i32 = 5;

/// Scores by what was typed in as the user, and by the address of the client.
#[derive(Debug, Default)]
pub(crate) struct Reputation(HashMap<(String, String), i32>);

impl Reputation {
    pub(crate) fn score(&self, identifier: &str, client_ip: &str) -> i32 {
        let key = (identifier.to_owned(), client_ip.to_owned());
        self.0.get(&key).copied().unwrap_or_default()
    }

    pub(crate) fn change(&mut self, identifier: &str, client_ip: &str, by: i32) {
        let key = (identifier.to_owned(), client_ip.to_owned());
        let score = self.0.entry(key).or_default();
        *score = (*score + by).clamp(-LIMIT, LIMIT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_has_limits_and_belongs_to_one_client() {
        let mut reputation = Reputation::default();
        for _ in 0..9 {
            reputation.change("alice", "10.0.0.1", -1);
        }
        assert_eq!(reputation.score("alice", "10.0.0.1"), -5);
        assert_eq!(reputation.score("alice", "10.0.0.2"), 0);
    }
}

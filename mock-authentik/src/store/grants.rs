//! Codes, tokens, device codes and consents.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::model::{AccessToken, DeviceState, DeviceToken, UserConsent, UserPk};

/// What has been granted to clients.
#[derive(Debug, Default)]
pub(crate) struct Grants {
    access_tokens: HashMap<String, AccessToken>,
    pub(crate) device_tokens: Vec<DeviceToken>,
    pub(crate) consents: Vec<UserConsent>,
}

impl Grants {
    /// The access token of that text, unless it has expired.
    pub(crate) fn access_token(&self, token: &str, now: Timestamp) -> Option<&AccessToken> {
        let found = self.access_tokens.get(token);
        found.filter(|access| now < access.expires)
    }

    /// Deletes all that was granted on behalf of a user.
    pub(crate) fn delete_all_of(&mut self, user: UserPk) {
        self.access_tokens
            .retain(|_, token| token.grant.user != user);
        self.device_tokens
            .retain(|token| token.state != DeviceState::Approved(user));
        self.consents.retain(|consent| consent.user != user);
    }
}

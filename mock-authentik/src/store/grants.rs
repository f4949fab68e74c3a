//! Codes, tokens, device codes and consents.

use crate::model::{DeviceState, DeviceToken, UserConsent, UserPk};

/// What has been granted to clients.
#[derive(Debug, Default)]
pub(crate) struct Grants {
    pub(crate) device_tokens: Vec<DeviceToken>,
    pub(crate) consents: Vec<UserConsent>,
}

impl Grants {
    /// Deletes all that was granted on behalf of a user.
    pub(crate) fn delete_all_of(&mut self, user: UserPk) {
        self.device_tokens
            .retain(|token| token.state != DeviceState::Approved(user));
        self.consents.retain(|consent| consent.user != user);
    }
}

//! Codes, tokens, device codes and consents.

use std::collections::HashMap;
use std::hash::Hash;

use jiff::{SignedDuration, Timestamp};

use super::{Watermark, last_clean_up};
use crate::crypto::sha256;
use crate::model::{
    AccessToken, AuthorizationCode, DeviceState, DeviceToken, Grant, RefreshToken, UserConsent,
    UserPk,
};

/// For how long after its expiry a strict mock knows a device code, to say that it has expired.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(1);

/// SHA-256.
type Digest = [u8; 32];

/// What has been granted to clients.
///
/// What has expired is kept until the next clean-up, or until there is much of it. Nothing but a device code
/// works in between.
#[derive(Debug, Default)]
pub(crate) struct Grants {
    codes: HashMap<String, AuthorizationCode>,
    /// By the digests of their texts, which are long.
    access_tokens: HashMap<Digest, AccessToken>,
    refresh_tokens: HashMap<String, RefreshToken>,
    device_tokens: HashMap<String, DeviceToken>,
    pub(crate) consents: Vec<UserConsent>,
    last: Numbers,
    watermark: Watermark,
}

/// The numbers last given to each kind.
#[derive(Debug, Default)]
struct Numbers {
    codes: u64,
    access_tokens: u64,
    refresh_tokens: u64,
    device_tokens: u64,
    consents: u64,
}

impl Grants {
    /// Adds a code, under the next number.
    pub(crate) fn insert_code(&mut self, mut code: AuthorizationCode, now: Timestamp) {
        self.make_room(now);
        code.pk = next(&mut self.last.codes);
        self.codes.insert(code.code.clone(), code);
    }

    /// The code of that text, unless it has expired.
    pub(crate) fn code(&self, code: &str, now: Timestamp) -> Option<&AuthorizationCode> {
        self.codes.get(code).filter(|found| now < found.expires)
    }

    /// Takes a code, so that it cannot be redeemed again.
    pub(crate) fn take_code(&mut self, code: &str) -> Option<AuthorizationCode> {
        self.codes.remove(code)
    }

    /// Adds an access token, under the next number.
    pub(crate) fn insert_access_token(&mut self, mut token: AccessToken, now: Timestamp) {
        self.make_room(now);
        token.pk = next(&mut self.last.access_tokens);
        self.access_tokens.insert(digest(&token.token), token);
    }

    /// The access token of that text, unless it has expired.
    pub(crate) fn access_token(&self, token: &str, now: Timestamp) -> Option<&AccessToken> {
        let found = self.access_tokens.get(&digest(token));
        found.filter(|access| now < access.expires)
    }

    /// Adds a refresh token, under the next number.
    pub(crate) fn insert_refresh_token(&mut self, mut token: RefreshToken, now: Timestamp) {
        self.make_room(now);
        token.pk = next(&mut self.last.refresh_tokens);
        self.refresh_tokens.insert(token.token.clone(), token);
    }

    /// The refresh token of that text, unless it has expired; it may be revoked.
    pub(crate) fn refresh_token(&self, token: &str, now: Timestamp) -> Option<&RefreshToken> {
        let found = self.refresh_tokens.get(token);
        found.filter(|refresh| now < refresh.expires)
    }

    /// Marks a refresh token as used. `false`: somebody else has used or deleted it meanwhile.
    pub(crate) fn revoke_refresh_token(&mut self, token: &str) -> bool {
        match self.refresh_tokens.get_mut(token) {
            Some(found) => !std::mem::replace(&mut found.revoked, true),
            None => false,
        }
    }

    /// Deletes the access or refresh token of that text; whoever asks may (reference, section 1.8).
    pub(crate) fn delete_token(&mut self, token: &str) {
        self.access_tokens.remove(&digest(token));
        self.refresh_tokens.remove(token);
    }

    /// The codes that no clean-up has taken.
    pub(crate) fn codes(&self, now: Timestamp) -> impl Iterator<Item = &AuthorizationCode> {
        let last = last_clean_up(now);
        self.codes.values().filter(move |code| last < code.expires)
    }

    /// The access tokens that no clean-up has taken.
    pub(crate) fn access_tokens(&self, now: Timestamp) -> impl Iterator<Item = &AccessToken> {
        let last = last_clean_up(now);
        let all = self.access_tokens.values();
        all.filter(move |token| last < token.expires)
    }

    /// The refresh tokens that no clean-up has taken, revoked ones among them.
    pub(crate) fn refresh_tokens(&self, now: Timestamp) -> impl Iterator<Item = &RefreshToken> {
        let last = last_clean_up(now);
        let all = self.refresh_tokens.values();
        all.filter(move |token| last < token.expires)
    }

    /// The device tokens that no clean-up has taken.
    pub(crate) fn device_tokens(&self, now: Timestamp) -> impl Iterator<Item = &DeviceToken> {
        let last = last_clean_up(now);
        let all = self.device_tokens.values();
        all.filter(move |token| last < token.expires)
    }

    /// Keeps a consent, which takes the place and the number of an earlier one of the same user to the
    /// same application (observed, section 2). Tells it when there was none.
    pub(crate) fn consent(&mut self, mut consent: UserConsent) -> Option<&UserConsent> {
        let mut known = self.consents.iter_mut();
        let same = known
            .find(|known| (known.user, known.application) == (consent.user, consent.application));
        if let Some(same) = same {
            consent.pk = same.pk;
            *same = consent;
            return None;
        }
        consent.pk = next(&mut self.last.consents);
        self.consents.push(consent);
        self.consents.last()
    }

    /// Adds a device token, under the next number.
    pub(crate) fn insert_device_token(&mut self, mut token: DeviceToken, now: Timestamp) {
        self.make_room(now);
        token.pk = next(&mut self.last.device_tokens);
        self.device_tokens.insert(token.device_code.clone(), token);
    }

    /// The device token of that device code, which works until the clean-up after its expiry.
    pub(crate) fn device_token(&self, device_code: &str, now: Timestamp) -> Option<&DeviceToken> {
        let found = self.device_tokens.get(device_code);
        found.filter(|token| last_clean_up(now) < token.expires)
    }

    /// The device token of that user code, on the same terms.
    pub(crate) fn device_token_by_user_code(
        &self,
        user_code: &str,
        now: Timestamp,
    ) -> Option<&DeviceToken> {
        self.device_tokens
            .values()
            .find(|token| token.user_code == user_code && last_clean_up(now) < token.expires)
    }

    /// Lets the device have its tokens on behalf of `user`. `false`: there is no such code any more.
    pub(crate) fn approve_device(&mut self, user_code: &str, user: UserPk, now: Timestamp) -> bool {
        self.change_device(user_code, now, |token| {
            token.state = DeviceState::Approved(user);
        })
    }

    fn change_device(
        &mut self,
        user_code: &str,
        now: Timestamp,
        change: impl FnOnce(&mut DeviceToken),
    ) -> bool {
        let mut tokens = self.device_tokens.values_mut();
        let found =
            tokens.find(|token| token.user_code == user_code && last_clean_up(now) < token.expires);
        found.map(change).is_some()
    }

    /// Somebody may not have the device act for them. `false`: there is no such code any more.
    pub(crate) fn deny_device(&mut self, user_code: &str, now: Timestamp) -> bool {
        self.change_device(user_code, now, |token| token.state = DeviceState::Denied)
    }

    /// Ends a device's code as if the clean-up after its expiry had been. `false`: there is no such code any
    /// more.
    pub(crate) fn expire_device(&mut self, user_code: &str, now: Timestamp) -> bool {
        self.change_device(user_code, now, |token| token.expires = last_clean_up(now))
    }

    /// The device token of that device code, even if it has expired, for an hour.
    pub(crate) fn device_token_for_polling(
        &mut self,
        device_code: &str,
    ) -> Option<&mut DeviceToken> {
        self.device_tokens.get_mut(device_code)
    }

    /// Takes a device token, so that it cannot be redeemed again.
    pub(crate) fn take_device_token(&mut self, device_code: &str) -> Option<DeviceToken> {
        self.device_tokens.remove(device_code)
    }

    /// Deletes every code and token of a user's, as a user's deactivation does; consents stay.
    pub(crate) fn delete_tokens_of(&mut self, user: UserPk) {
        self.codes.retain(|_, code| code.grant.user != user);
        self.access_tokens
            .retain(|_, token| token.grant.user != user);
        self.refresh_tokens
            .retain(|_, token| token.grant.user != user);
        self.device_tokens
            .retain(|_, token| token.state != DeviceState::Approved(user));
    }

    /// Deletes all that was granted on behalf of a user.
    pub(crate) fn delete_all_of(&mut self, user: UserPk) {
        self.delete_tokens_of(user);
        self.consents.retain(|consent| consent.user != user);
    }

    /// Deletes all that was granted through a provider.
    pub(crate) fn delete_all_through(&mut self, provider: i32) {
        self.codes.retain(|_, code| code.grant.provider != provider);
        self.access_tokens
            .retain(|_, token| token.grant.provider != provider);
        self.refresh_tokens
            .retain(|_, token| token.grant.provider != provider);
        self.device_tokens
            .retain(|_, token| token.provider != provider);
    }

    /// A browser session has ended: its codes and access tokens end with it, its refresh tokens live on
    /// without it (observed, section 11; differences, "user `is_active`=false"). In older versions all
    /// of them do.
    pub(crate) fn end_session(&mut self, key: &str, with_tokens: bool) {
        let ends = |grant: &Grant| with_tokens && grant.session.as_deref() == Some(key);
        self.codes.retain(|_, code| !ends(&code.grant));
        self.access_tokens.retain(|_, token| !ends(&token.grant));
        let codes = self.codes.values_mut().map(|code| &mut code.grant);
        let refresh_tokens = self.refresh_tokens.values_mut();
        for grant in codes.chain(refresh_tokens.map(|token| &mut token.grant)) {
            grant.session.take_if(|session| session.as_str() == key);
        }
    }

    /// Forgets what had expired by then, device codes among it.
    pub(super) fn clean_up(&mut self, by: Timestamp) {
        self.device_tokens
            .retain(|_, token| by < token.expires.saturating_add(REMEMBERED).unwrap_or(by));
        self.forget_expired(by);
    }

    /// Forgets what has expired when there has come to be much of it.
    fn make_room(&mut self, now: Timestamp) {
        if self.watermark.is_reached(self.len()) {
            self.forget_expired(now);
        }
    }

    fn forget_expired(&mut self, by: Timestamp) {
        self.codes.retain(|_, code| by < code.expires);
        self.access_tokens.retain(|_, token| by < token.expires);
        self.refresh_tokens.retain(|_, token| by < token.expires);
        self.watermark.set(self.len());
        shrink(&mut self.codes);
        shrink(&mut self.access_tokens);
        shrink(&mut self.refresh_tokens);
    }

    fn len(&self) -> usize {
        self.codes.len() + self.access_tokens.len() + self.refresh_tokens.len()
    }
}

fn next(last: &mut u64) -> u64 {
    *last += 1;
    *last
}

fn digest(text: &str) -> Digest {
    sha256(&[text.as_bytes()])
}

/// Gives back memory of what has been forgotten.
fn shrink<Key: Eq + Hash, Value>(table: &mut HashMap<Key, Value>) {
    table.shrink_to(2 * table.len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Grant;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn device_token(expires: Timestamp) -> DeviceToken {
        DeviceToken {
            pk: 0,
            device_code: "device".into(),
            user_code: "000000001".into(),
            provider: 1,
            scopes: Vec::new(),
            state: DeviceState::Pending,
            polled: None,
            interval: 5,
            expires,
        }
    }

    #[test]
    fn an_expired_device_code_works_until_the_clean_up() {
        let mut grants = Grants::default();
        grants.insert_device_token(device_token(at(601)), at(0));
        assert!(grants.approve_device("000000001", UserPk(6), at(899)));
        assert!(grants.device_token("device", at(899)).is_some());
        assert!(grants.device_token("device", at(900)).is_none());
        assert!(!grants.approve_device("000000001", UserPk(6), at(900)));
    }

    #[test]
    fn what_has_expired_is_forgotten() {
        let mut grants = Grants::default();
        for second in 0..10_000 {
            let code = AuthorizationCode {
                pk: 0,
                code: second.to_string(),
                grant: Grant {
                    user: UserPk(6),
                    provider: 1,
                    scopes: Vec::new(),
                    auth_time: at(0),
                    session: None,
                },
                nonce: None,
                challenge: None,
                expires: at(second + 10),
            };
            grants.insert_code(code, at(second));
        }
        assert!(grants.codes.len() <= 1024);
        assert!(grants.code("9990", at(9999)).is_some());

        grants.insert_device_token(device_token(at(601)), at(0));
        grants.clean_up(at(900));
        assert_eq!(grants.device_tokens.len(), 1);
        grants.clean_up(at(4500));
        assert!(grants.device_tokens.is_empty());
    }
}

//! The kinds of grants that the API shows.

use jiff::Timestamp;

use super::is_visible;
use crate::api::{ApiError, Caller, no_match};
use crate::app::App;
use crate::model::{AccessToken, AuthorizationCode, Document, Grant, RefreshToken};
use crate::store::{Grants, Store};

/// What the API needs of a kind.
pub(super) trait Kind: Sized + 'static {
    const MODEL: &'static str;

    /// Those that no clean-up has taken.
    fn all(grants: &Grants, now: Timestamp) -> impl Iterator<Item = &Self>;
    fn pk(&self) -> u64;
    fn grant(&self) -> &Grant;
    fn expires(&self) -> Timestamp;
    /// The claims that were issued with a token, and whether it is revoked; nothing of a code.
    fn issued(&self) -> Option<(&Document, bool)>;
    fn delete(&self, grants: &mut Grants);

    /// The one of that key, when the caller may see it.
    fn find<'a>(
        app: &App,
        store: &'a Store,
        caller: &Caller,
        pk: &str,
    ) -> Result<&'a Self, ApiError> {
        let pk: u64 = pk.parse().map_err(|_| ApiError::NotFound)?;
        let mut all = Self::all(&store.grants, app.now());
        all.find(|granted| granted.pk() == pk && is_visible(caller, *granted))
            .ok_or_else(|| no_match(app, Self::MODEL))
    }
}

impl Kind for AuthorizationCode {
    const MODEL: &'static str = "AuthorizationCode";

    fn all(grants: &Grants, now: Timestamp) -> impl Iterator<Item = &Self> {
        grants.codes(now)
    }

    fn pk(&self) -> u64 {
        self.pk
    }

    fn grant(&self) -> &Grant {
        &self.grant
    }

    fn expires(&self) -> Timestamp {
        self.expires
    }

    fn issued(&self) -> Option<(&Document, bool)> {
        None
    }

    fn delete(&self, grants: &mut Grants) {
        grants.take_code(&self.code);
    }
}

impl Kind for AccessToken {
    const MODEL: &'static str = "AccessToken";

    fn all(grants: &Grants, now: Timestamp) -> impl Iterator<Item = &Self> {
        grants.access_tokens(now)
    }

    fn pk(&self) -> u64 {
        self.pk
    }

    fn grant(&self) -> &Grant {
        &self.grant
    }

    fn expires(&self) -> Timestamp {
        self.expires
    }

    fn issued(&self) -> Option<(&Document, bool)> {
        Some((&self.id_token, false))
    }

    fn delete(&self, grants: &mut Grants) {
        grants.delete_token(&self.token);
    }
}

impl Kind for RefreshToken {
    const MODEL: &'static str = "RefreshToken";

    fn all(grants: &Grants, now: Timestamp) -> impl Iterator<Item = &Self> {
        grants.refresh_tokens(now)
    }

    fn pk(&self) -> u64 {
        self.pk
    }

    fn grant(&self) -> &Grant {
        &self.grant
    }

    fn expires(&self) -> Timestamp {
        self.expires
    }

    fn issued(&self) -> Option<(&Document, bool)> {
        Some((&self.id_token, self.revoked))
    }

    fn delete(&self, grants: &mut Grants) {
        grants.delete_token(&self.token);
    }
}

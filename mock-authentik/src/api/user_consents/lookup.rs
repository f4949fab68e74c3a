//! The consent that a URL names.

use crate::api::{ApiError, Caller, no_match};
use crate::app::App;
use crate::model::UserConsent;
use crate::store::Store;

/// The consent of that key, when the caller may see it.
pub(super) fn find<'a>(
    app: &App,
    store: &'a Store,
    caller: &Caller,
    pk: &str,
) -> Result<&'a UserConsent, ApiError> {
    let pk: u64 = pk.parse().map_err(|_| ApiError::NotFound)?;
    let mut visible = visible(store, caller);
    visible
        .find(|consent| consent.pk == pk)
        .ok_or_else(|| no_match(app, "UserConsent"))
}

/// The consents that the caller may see.
pub(super) fn visible<'a>(
    store: &'a Store,
    caller: &Caller,
) -> impl Iterator<Item = &'a UserConsent> {
    let all = store.grants.consents.iter();
    all.filter(move |consent| caller.is_superuser || consent.user == caller.user.pk)
}

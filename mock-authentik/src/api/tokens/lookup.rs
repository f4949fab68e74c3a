//! The token that a URL names.

use crate::api::{ApiError, Caller, no_match};
use crate::app::App;
use crate::model::Token;
use crate::store::Store;

/// The token of that identifier, when the caller may see it.
pub(super) fn find<'a>(
    app: &App,
    store: &'a Store,
    caller: &Caller,
    identifier: &str,
) -> Result<&'a Token, ApiError> {
    let mut visible = store
        .tokens
        .iter()
        .filter(|token| is_visible(caller, token));
    let found = visible.find(|token| token.identifier == identifier);
    found.ok_or_else(|| no_match(app, "Token"))
}

pub(super) fn is_visible(caller: &Caller, token: &Token) -> bool {
    caller.is_superuser || token.user == caller.user.pk
}

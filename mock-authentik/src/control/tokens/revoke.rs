//! `DELETE /_mock/tokens/{kind}/{id}`.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::NoContent;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Kind;
use crate::app::App;
use crate::control::ControlError;
use crate::store::Store;

#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct Which {
    /// What kind of token it is.
    kind: Kind,
    /// Its id among those of its kind.
    id: String,
}

pub(super) async fn revoke(
    State(app): State<App>,
    path: Result<Path<Which>, PathRejection>,
) -> Result<NoContent, ControlError> {
    let Path(Which { kind, id }) = path?;
    let mut store = app.store();
    let revoked = match kind {
        Kind::Access | Kind::Refresh => revoke_grant(&mut store, kind, &id, app.now()),
        Kind::Api | Kind::AppPassword | Kind::Other => {
            let found = store.tokens.iter().find(|token| token.identifier == id);
            let found = found.map(|token| token.pk);
            found.is_some_and(|pk| store.tokens.remove(pk).is_some())
        }
    };
    if revoked {
        Ok(NoContent)
    } else {
        Err(ControlError::NoSuchToken(id))
    }
}

/// Deletes a token of a client's, as the revocation endpoint does.
fn revoke_grant(store: &mut Store, kind: Kind, id: &str, now: jiff::Timestamp) -> bool {
    let Ok(pk) = id.parse::<u64>() else {
        return false;
    };
    let found = if kind == Kind::Access {
        let mut all = store.grants.access_tokens(now);
        all.find(|token| token.pk == pk)
            .map(|token| token.token.to_string())
    } else {
        let mut all = store.grants.refresh_tokens(now);
        all.find(|token| token.pk == pk)
            .map(|token| token.token.clone())
    };
    match found {
        Some(token) => {
            store.grants.delete_token(&token);
            true
        }
        None => false,
    }
}

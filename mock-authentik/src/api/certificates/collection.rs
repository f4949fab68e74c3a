//! `/crypto/certificatekeypairs/`: listing.

use axum::extract::State;
use axum::response::Response;

use super::representation::representation;
use crate::api::{ApiError, Query, flag, matches_search, order, paginate, passes};
use crate::app::App;
use crate::model::CertificateKeyPair;

pub(super) async fn list(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    let query = &query.form;
    let all = store.certificates.values();
    let mut pairs: Vec<&CertificateKeyPair> = all
        .filter(|pair| {
            passes(query, "name", &pair.name)
                && passes(query, "managed", pair.managed.as_deref().unwrap_or_default())
                && matches_search(query.text("search"), &[&pair.name])
                // Every pair has its key.
                && flag(query, "has_key").unwrap_or(true)
        })
        .collect();
    order(&mut pairs, query, "name", |pair, field| {
        (field == "name").then(|| pair.name.as_str().into())
    });
    paginate(&app, query, &pairs, |pair| {
        representation(pair, app.profile())
    })
}

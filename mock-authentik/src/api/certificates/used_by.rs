//! `GET /api/v3/crypto/certificatekeypairs/<uuid>/used_by/`.

use axum::extract::{Path, State};
use axum::response::Response;

use super::object::found;
use crate::api::{ApiError, Fate, Uses};
use crate::app::App;
use crate::store::Referable;

pub(super) async fn used_by(
    State(app): State<App>,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let pk = found(&app, &store, &uuid)?.pk;
    let mut uses = Uses::new(&app, &store);
    for brand in store
        .brands
        .values()
        .filter(|brand| brand.web_certificate == Some(pk))
    {
        let reference = brand.reference();
        let name = reference["name"].as_str().unwrap_or_default();
        let model = ("authentik_brands", "brand");
        uses.add(model, (brand.brand_uuid, name), Fate::SetNull);
    }
    let encrypting = store.providers.values();
    let encrypting = encrypting.filter(|provider| provider.encryption_key == Some(pk));
    let signing = store.providers.values();
    let signing = signing.filter(|provider| provider.signing_key == Some(pk));
    for provider in encrypting.chain(signing) {
        let name = format!("OAuth2 Provider {}", provider.name);
        let model = ("authentik_providers_oauth2", "oauth2provider");
        uses.add(model, (provider.pk, &name), Fate::SetNull);
    }
    Ok(uses.answer())
}

//! `GET /api/v3/crypto/certificatekeypairs/<uuid>/used_by/`.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::api::{ApiError, Fate, Uses, found};
use crate::app::App;
use crate::model::CertificateKeyPair;

pub(super) async fn used_by(
    State(app): State<App>,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let pk = found::<CertificateKeyPair>(&app, &store, &uuid)?.pk;
    let mut uses = Uses::new(&app, &store);
    uses.brands(|brand| brand.web_certificate == Some(pk));
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

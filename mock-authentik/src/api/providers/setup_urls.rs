//! `/providers/oauth2/<id>/setup_urls/`: where a client finds what.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use crate::api::{ApiError, found};
use crate::app::App;
use crate::http::{BaseUrl, api_json};
use crate::model::{IssuerMode, Provider};

/// URLs of a provider's application; those that need its slug are null without one.
pub(super) async fn setup_urls(
    State(app): State<App>,
    Path(id): Path<String>,
    base: BaseUrl,
) -> Result<Response, ApiError> {
    let store = app.store();
    let provider: &Provider = found(&app, &store, &id)?;
    let application = store.application_of(provider.pk);
    let of_application = |rest: &str| {
        application.map(|application| format!("{base}/application/o/{}/{rest}", application.slug))
    };
    let issuer = match provider.issuer_mode {
        IssuerMode::Global => Some(format!("{base}/")),
        IssuerMode::PerProvider => of_application(""),
    };
    let answer = json!({
        "issuer": issuer,
        "authorize": format!("{base}/application/o/authorize/"),
        "token": format!("{base}/application/o/token/"),
        "user_info": format!("{base}/application/o/userinfo/"),
        "provider_info": of_application(".well-known/openid-configuration"),
        "logout": of_application("end-session/"),
        "jwks": of_application("jwks/"),
    });
    Ok(api_json(StatusCode::OK, &answer))
}

//! `GET /application/o/SLUG/.well-known/openid-configuration` (OpenID Connect Discovery; RFC 8414).

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Value, json};

use super::issue::ACR;
use super::published::Name;
use super::{claims, cors, issue};
use crate::app::App;
use crate::http::{BaseUrl, indented_text, json_answer, not_found, options, redirect};
use crate::model::{Provider, wire_enum};
use crate::store::Store;

wire_enum! {
    /// The grants, as discovery lists them; all but `implicit` are redeemed at the token endpoint.
    GrantType {
        AuthorizationCode = "authorization_code",
        RefreshToken = "refresh_token",
        Implicit = "implicit",
        ClientCredentials = "client_credentials",
        Password = "password",
        DeviceCode = "urn:ietf:params:oauth:grant-type:device_code",
    }
}

/// The provider's metadata.
pub(super) async fn get(
    State(app): State<App>,
    Path(slug): Path<String>,
    base: BaseUrl,
    headers: HeaderMap,
) -> Response {
    let store = app.store();
    let Some(provider) = super::provider_of(&store, &slug) else {
        return not_found();
    };
    let name = Name::Discovery(&slug, &base);
    let text = app.published().document(store.generation(), name, || {
        indented_text(&document(&app, &store, provider, &slug, &base))
    });
    let response = json_answer(StatusCode::OK, text);
    cors::allowing(&headers, &provider.redirect_uris, response)
}

/// The same at RFC 8414's path.
pub(super) async fn get_at_rfc8414_path(
    State(app): State<App>,
    path: Path<String>,
    base: BaseUrl,
    headers: HeaderMap,
) -> Response {
    if app.profile().has_rfc8414_path() {
        get(State(app), path, base, headers).await
    } else {
        not_found()
    }
}

/// The application's root leads to it, whether there is such an application or not.
pub(super) async fn root(Path(slug): Path<String>) -> Response {
    let is_slug = slug
        .chars()
        .all(|character| character.is_ascii_alphanumeric() || "-_".contains(character));
    if is_slug {
        redirect(&format!(
            "/application/o/{slug}/.well-known/openid-configuration"
        ))
    } else {
        not_found()
    }
}

/// OPTIONS, from whichever origin (recording `40-cors`, "preflight").
pub(super) async fn preflight(headers: HeaderMap) -> Response {
    let mut response = options("GET, HEAD, OPTIONS");
    cors::allow_preflight(&headers, &mut response);
    response
}

/// The members in the recorded order (recording `01-discovery-jwks`, "discovery").
fn document(app: &App, store: &Store, provider: &Provider, slug: &str, base: &BaseUrl) -> Value {
    let at = |path: &str| format!("{base}/application/o/{path}/");
    let mut document = json!({
        "issuer": claims::issuer(store, provider, base),
        "authorization_endpoint": at("authorize"),
        "token_endpoint": at("token"),
        "userinfo_endpoint": at("userinfo"),
        "end_session_endpoint": at(&format!("{slug}/end-session")),
        "introspection_endpoint": at("introspect"),
        "revocation_endpoint": at("revoke"),
        "device_authorization_endpoint": at("device"),
    });
    if app.profile().has_backchannel_logout() {
        document["backchannel_logout_supported"] = json!(true);
        document["backchannel_logout_session_supported"] = json!(true);
    }
    document["response_types_supported"] = json!([
        "code",
        "id_token",
        "id_token token",
        "code token",
        "code id_token",
        "code id_token token",
    ]);
    document["response_modes_supported"] = json!(["query", "fragment", "form_post"]);
    document["jwks_uri"] = json!(at(&format!("{slug}/jwks")));
    document["grant_types_supported"] = json!(
        [
            GrantType::AuthorizationCode,
            GrantType::RefreshToken,
            GrantType::Implicit,
            GrantType::ClientCredentials,
            GrantType::Password,
            GrantType::DeviceCode,
        ]
        .map(GrantType::as_str)
    );
    document["id_token_signing_alg_values_supported"] =
        json!([issue::signer(store, provider).algorithm()]);
    document["subject_types_supported"] = json!(["public"]);
    document["token_endpoint_auth_methods_supported"] =
        json!(["client_secret_post", "client_secret_basic"]);
    document["acr_values_supported"] = json!([ACR]);
    document["scopes_supported"] = json!(scopes(store, provider));
    document["request_parameter_supported"] = json!(false);
    let own = [
        "sub",
        "iss",
        "aud",
        "exp",
        "iat",
        "auth_time",
        "acr",
        "amr",
        "nonce",
    ];
    let mut names: Vec<String> = own.map(str::to_owned).into();
    names.extend(claims::claim_names(store, provider));
    document["claims_supported"] = json!(names);
    document["claims_parameter_supported"] = json!(false);
    document["code_challenge_methods_supported"] = json!(["plain", "S256"]);
    if provider.encryption_key.is_some() {
        document["id_token_encryption_alg_values_supported"] = json!(["RSA-OAEP-256"]);
        document["id_token_encryption_enc_values_supported"] = json!(["A256CBC-HS512"]);
    }
    document
}

/// Those of the mappings, and `openid` in any case (reference, section 1.4).
fn scopes(store: &Store, provider: &Provider) -> Vec<String> {
    let mappings = claims::mappings_of(store, provider).into_iter();
    let mut scopes: Vec<String> = mappings.map(|mapping| mapping.scope_name.clone()).collect();
    if !scopes.iter().any(|scope| scope == "openid") {
        scopes.push("openid".to_owned());
    }
    scopes
}

//! A provider as the API shows it.

use serde_json::{Map, Value, json};

use crate::model::Provider;
use crate::store::Store;

/// The members that every kind of provider has, which is all that an application shows of it.
pub(crate) fn common(provider: &Provider, store: &Store) -> Map<String, Value> {
    let application = store.application_of(provider.pk);
    let fields = json!({
        "pk": provider.pk,
        "name": provider.name,
        "authentication_flow": provider.authentication_flow,
        "authorization_flow": provider.authorization_flow,
        "invalidation_flow": provider.invalidation_flow,
        "property_mappings": provider.property_mappings,
        "component": "ak-provider-oauth2-form",
        "assigned_application_slug": application.map(|application| &application.slug),
        "assigned_application_name": application.map(|application| &application.name),
        "assigned_backchannel_application_slug": null,
        "assigned_backchannel_application_name": null,
        "verbose_name": "OAuth2/OpenID Provider",
        "verbose_name_plural": "OAuth2/OpenID Providers",
        "meta_model_name": "authentik_providers_oauth2.oauth2provider",
    });
    members(fields)
}

/// All of it.
pub(super) fn representation(provider: &Provider, store: &Store) -> Value {
    let mut fields = common(provider, store);
    fields.extend(members(json!({
        "client_type": provider.client_type,
        "client_id": provider.client_id,
        "client_secret": provider.client_secret,
        "access_code_validity": provider.access_code_validity,
        "access_token_validity": provider.access_token_validity,
        "refresh_token_validity": provider.refresh_token_validity,
        "refresh_token_threshold": provider.refresh_token_threshold,
        "include_claims_in_id_token": provider.include_claims_in_id_token,
        "signing_key": provider.signing_key,
        "encryption_key": provider.encryption_key,
        "redirect_uris": provider.redirect_uris,
        "logout_uri": provider.logout_uri,
        "logout_method": provider.logout_method,
        "sub_mode": provider.sub_mode,
        "issuer_mode": provider.issuer_mode,
        "jwt_federation_sources": provider.jwt_federation_sources,
        "jwt_federation_providers": provider.jwt_federation_providers,
    })));
    Value::Object(fields)
}

fn members(fields: Value) -> Map<String, Value> {
    match fields {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

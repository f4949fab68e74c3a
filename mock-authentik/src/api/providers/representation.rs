//! A provider as the API shows it.

use serde_json::{Value, json};

use crate::Profile;
use crate::api::drop_members;
use crate::model::Provider;
use crate::store::Store;

/// The members that every kind of provider has, which is all that an application shows of it.
pub(crate) fn common(provider: &Provider, store: &Store, profile: Profile) -> Value {
    let application = store.application_of(provider.pk);
    let mut fields = json!({
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
    drop_members(&mut fields, profile.members_that_providers_lack());
    fields
}

/// All of it.
pub(crate) fn representation(provider: &Provider, store: &Store, profile: Profile) -> Value {
    let mut fields = common(provider, store, profile);
    let rest = json!({
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
        "redirect_uris": redirect_uris(provider, profile),
        "logout_uri": provider.logout_uri,
        "logout_method": provider.logout_method,
        "sub_mode": provider.sub_mode,
        "issuer_mode": provider.issuer_mode,
        "jwt_federation_sources": provider.jwt_federation_sources,
        "jwt_federation_providers": provider.jwt_federation_providers,
        "jwks_sources": [],
    });
    if let (Value::Object(fields), Value::Object(rest)) = (&mut fields, rest) {
        fields.extend(rest);
    }
    drop_members(&mut fields, profile.members_that_providers_lack());
    fields
}

/// Older versions have one a line (recording `2023.10.7/00-setup`, "create provider").
fn redirect_uris(provider: &Provider, profile: Profile) -> Value {
    if !profile.redirect_uris_are_lines() {
        return json!(provider.redirect_uris);
    }
    let urls = provider.redirect_uris.iter().map(|uri| uri.url.as_str());
    json!(urls.collect::<Vec<_>>().join("\n"))
}

//! A client that shows an access token of a provider that this one trusts (RFC 7523, section 2.2).

use serde_json::json;

use super::TokenRequest;
use super::client_credentials::{application_reference, check_access};
use super::error::TokenError;
use crate::model::{EventAction, UserPk};
use crate::store::{Store, object_reference};

const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Logs in the user of an access token of a federated provider's. Federated sources are not mocked: none
/// can be made.
pub(super) fn authenticate(
    token: &TokenRequest<'_>,
    store: &mut Store,
) -> Result<UserPk, TokenError> {
    let form = &token.request.form;
    let assertion = form.get("client_assertion");
    let assertion = assertion.or_else(|| form.get("client_secret"));
    let assertion = assertion.filter(|_| form.text("client_assertion_type") == JWT_BEARER);
    let access = assertion
        .and_then(|assertion| store.grants.access_token(assertion, token.app.now()))
        .filter(|access| {
            let trusted = &token.provider.jwt_federation_providers;
            trusted.contains(&access.grant.provider)
        });
    let (federated, claims) = access
        .and_then(|access| {
            let federated = store.providers.get(&access.grant.provider)?;
            // A token that a shared secret signed cannot be verified (reference, section 5.1).
            federated.signing_key?;
            let model = ("authentik_providers_oauth2", "oauth2provider");
            let reference = object_reference(model, federated.pk, &federated.name);
            Some(((reference, access.grant.user), access.id_token.read()))
        })
        .ok_or(TokenError::ClientAssertion)?;
    let (provider, pk) = federated;
    let user = store.users.get(pk).cloned();
    let user = user.ok_or(TokenError::UserGone(pk))?;
    let application = check_access(token, store, &user)?;
    let context = json!({
        "auth_method": "jwt",
        "auth_method_args": {"jwt": claims, "provider": provider},
        "application": application_reference(&application),
    });
    token.log(store, EventAction::Login, Some(&user), context);
    Ok(pk)
}

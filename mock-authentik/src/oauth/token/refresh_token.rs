//! The grant `refresh_token` (RFC 6749, section 6).

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::TokenRequest;
use super::error::TokenError;
use crate::model::{EventAction, Provider, RefreshToken};
use crate::oauth::issue::{IssueRequest, Issued, issue};
use crate::store::{Store, object_reference};

/// The new tokens have the scopes of the old ones, whatever was asked for (observed, section 5).
pub(super) fn redeem(token: &TokenRequest<'_>) -> Result<Issued, TokenError> {
    token.check_secret()?;
    let now = token.app.now();
    let mut store = token.app.store();
    let old = find(token, &store)?.clone();
    if old.revoked {
        log_reuse(token, &mut store, &old);
        return Err(TokenError::RevokedRefreshToken);
    }
    check_scopes(token, &store, &old)?;
    let rotates = rotates(token.provider, &old, now);
    if rotates && !store.grants.revoke_refresh_token(&old.token) {
        return Err(TokenError::RefreshToken);
    }
    drop(store);
    let mut request = IssueRequest::new(old.grant);
    if rotates {
        let claims = old.id_token.read();
        let nonce = claims.get("nonce").and_then(Value::as_str);
        request = request.with_refresh_token(nonce.map(str::to_owned));
    }
    Ok(issue(token.app, token.request.origin(), request)?)
}

fn find<'a>(token: &TokenRequest<'_>, store: &'a Store) -> Result<&'a RefreshToken, TokenError> {
    let text = token.request.form.text("refresh_token");
    store
        .grants
        .refresh_token(text, token.app.now())
        .filter(|found| found.grant.provider == token.provider.pk)
        .ok_or(TokenError::RefreshToken)
}

/// None asked for, or none that the provider knows: those of the grant. Otherwise a part of them that has
/// `offline_access`, where the version asks for that (recording `02-authcode-pkce`, "refresh scope
/// without `offline_access`"; source of 2023.8, providers/oauth2/views/token.py).
fn check_scopes(
    token: &TokenRequest<'_>,
    store: &Store,
    old: &RefreshToken,
) -> Result<(), TokenError> {
    let asked_for = token.scopes(store);
    let scopes = if asked_for.is_empty() {
        &old.grant.scopes
    } else {
        &asked_for
    };
    if let Some(beyond) = scopes.iter().find(|scope| !old.grant.has_scope(scope)) {
        return Err(TokenError::ScopeBeyondGrant(beyond.clone()));
    }
    let offline = scopes.iter().any(|scope| scope == "offline_access");
    if offline || !token.app.profile().refresh_needs_offline_access() {
        Ok(())
    } else {
        Err(TokenError::NoOfflineAccess)
    }
}

/// With a threshold of zero, always; with a positive one never, as Authentik compares it the wrong way
/// round (reference, section 3.6).
fn rotates(provider: &Provider, old: &RefreshToken, now: Timestamp) -> bool {
    let threshold = provider.refresh_token_threshold.duration();
    threshold == SignedDuration::ZERO || now.duration_since(old.expires) > threshold
}

/// Recording `31-admin-users-write`, "events suspicious".
fn log_reuse(token: &TokenRequest<'_>, store: &mut Store, old: &RefreshToken) {
    let profile = token.app.profile();
    let name = store.grant_name(profile, "Refresh Token", &old.grant);
    let model = ("authentik_providers_oauth2", "refreshtoken");
    let context = json!({
        "token": object_reference(model, old.pk, &name),
        "message": "Revoked refresh token was used",
        "provider": token.provider_reference(),
    });
    let user = store.users.get(old.grant.user).cloned();
    let action = EventAction::SuspiciousRequest;
    token.log(store, action, user.as_ref(), context);
}

//! The grant `authorization_code` (RFC 6749, section 4.1.3; RFC 7636).

use serde_json::json;

use super::TokenRequest;
use super::error::TokenError;
use crate::model::{AuthorizationCode, EventAction};
use crate::oauth::authorize::has_forbidden_scheme;
use crate::oauth::issue::{IssueRequest, Issued, issue};

pub(super) fn redeem(token: &TokenRequest<'_>) -> Result<Issued, TokenError> {
    token.check_secret()?;
    let code = take(token)?;
    let tells_nonce = token.app.profile().access_tokens_tell_the_nonce();
    let nonce = code.nonce.clone().filter(|_| tells_nonce);
    let mut request = IssueRequest::new(code.grant.clone()).nonce(nonce);
    if token.comes_with_refresh_token(&code.grant) {
        request = request.with_refresh_token(code.nonce);
    }
    Ok(issue(token.app, token.request.origin(), request)?)
}

/// Takes the code once everything fits; until then it can be tried again (observed, section 5).
fn take(token: &TokenRequest<'_>) -> Result<AuthorizationCode, TokenError> {
    let form = &token.request.form;
    let code = form.text("code");
    if code.is_empty() {
        return Err(TokenError::Code);
    }
    check_redirect_uri(token)?;
    let mut store = token.app.store();
    let found = store
        .grants
        .code(code, token.app.now())
        .filter(|found| found.grant.provider == token.provider.pk)
        .ok_or(TokenError::Code)?;
    let verifier = form.text("code_verifier");
    match &found.challenge {
        Some(challenge) if verifier.is_empty() || !challenge.is_met_by(verifier) => {
            return Err(TokenError::Verifier);
        }
        None if !verifier.is_empty() => return Err(TokenError::VerifierWithoutChallenge),
        Some(_) | None => {}
    }
    store.grants.take_code(code).ok_or(TokenError::Code)
}

/// It must be one of the provider's, and need not be the one that the code was sent to (recording
/// `31-admin-users-write`, "events configuration_error").
fn check_redirect_uri(token: &TokenRequest<'_>) -> Result<(), TokenError> {
    let uri = token.request.form.text("redirect_uri");
    let profile = token.app.profile();
    let found = token.provider.redirect_match(uri, profile);
    let told_of_pattern = profile.redirect_uris_are_lines() && found.invalid > 0;
    if !(told_of_pattern && found.is_allowed()) {
        log_invalid_patterns(token, found.invalid);
    }
    if !found.is_allowed() && !told_of_pattern {
        let allowed = &token.provider.redirect_uris;
        let expected = if profile.redirect_uris_are_lines() {
            json!(
                allowed
                    .iter()
                    .map(|allowed| &allowed.url)
                    .collect::<Vec<_>>()
            )
        } else {
            json!(allowed)
        };
        let context = json!({
            "message": "Invalid redirect URI used by provider",
            "expected": expected,
            "provider": token.provider_reference(),
            "redirect_uri": uri,
        });
        let mut store = token.app.store();
        token.log(&mut store, EventAction::ConfigurationError, None, context);
    }
    if !found.is_allowed() {
        return Err(TokenError::RedirectUri(uri.to_owned()));
    }
    if has_forbidden_scheme(uri) {
        return Err(TokenError::ForbiddenScheme(uri.to_owned()));
    }
    Ok(())
}

/// One event for each (source of 2025.2, providers/oauth2/views/token.py).
fn log_invalid_patterns(token: &TokenRequest<'_>, count: usize) {
    let mut store = token.app.store();
    for _ in 0..count {
        let context = json!({
            "message": "Invalid redirect_uri configured",
            "provider": token.provider_reference(),
        });
        token.log(&mut store, EventAction::ConfigurationError, None, context);
    }
}

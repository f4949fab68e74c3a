//! The grant `urn:ietf:params:oauth:grant-type:device_code` (RFC 8628, section 3.4).

use super::TokenRequest;
use super::error::TokenError;
use crate::model::{DeviceState, Grant};
use crate::oauth::issue::{IssueRequest, Issued, issue};

/// However fast a device polls, it is never told to slow down, nor that its code has expired or was
/// denied (observed, section 6). The scopes are the device's own, unknown ones included.
pub(super) fn redeem(token: &TokenRequest<'_>) -> Result<Issued, TokenError> {
    let grant = approved(token)?;
    let with_refresh_token = token.comes_with_refresh_token(&grant);
    let mut request = IssueRequest::new(grant);
    if with_refresh_token {
        request = request.with_refresh_token(None);
    }
    Ok(issue(token.app, &token.request.base, request)?)
}

fn approved(token: &TokenRequest<'_>) -> Result<Grant, TokenError> {
    let (device_code, now) = (token.request.form.text("device_code"), token.app.now());
    let mut store = token.app.store();
    let found = store
        .grants
        .device_token(device_code, now)
        .filter(|found| found.provider == token.provider.pk)
        .ok_or(TokenError::DeviceCode)?;
    let user = match found.state {
        DeviceState::Pending => return Err(TokenError::Pending),
        DeviceState::Approved(user) => user,
    };
    let redeemed = store.grants.take_device_token(device_code);
    Ok(Grant {
        user,
        provider: token.provider.pk,
        scopes: redeemed.ok_or(TokenError::DeviceCode)?.scopes,
        auth_time: now,
        session: None,
    })
}

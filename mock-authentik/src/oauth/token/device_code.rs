//! The grant `urn:ietf:params:oauth:grant-type:device_code` (RFC 8628, section 3.4).

use jiff::{SignedDuration, Timestamp};

use super::TokenRequest;
use super::error::TokenError;
use crate::model::{DeviceState, DeviceToken, Grant};
use crate::oauth::issue::{IssueRequest, Issued, issue};

/// However fast a device polls, it is never told to slow down, nor that its code has expired or was
/// denied (observed, section 6), unless the mock is told to be strict. The scopes are the device's own, unknown ones included.
pub(super) fn redeem(token: &TokenRequest<'_>) -> Result<Issued, TokenError> {
    let grant = approved(token)?;
    let with_refresh_token = token.comes_with_refresh_token(&grant);
    let mut request = IssueRequest::new(grant);
    if with_refresh_token {
        request = request.with_refresh_token(None);
    }
    Ok(issue(token.app, token.request.origin(), request)?)
}

fn approved(token: &TokenRequest<'_>) -> Result<Grant, TokenError> {
    let (device_code, now) = (token.request.form.text("device_code"), token.app.now());
    let mut store = token.app.store();
    if token.app.device_grant_is_strict()
        && let Some(found) = store.grants.device_token_for_polling(device_code)
        && found.provider == token.provider.pk
    {
        poll_strictly(found, now)?;
    }
    let found = store
        .grants
        .device_token(device_code, now)
        .filter(|found| found.provider == token.provider.pk)
        .ok_or(TokenError::DeviceCode)?;
    let user = match found.state {
        DeviceState::Pending | DeviceState::Denied => return Err(TokenError::Pending),
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

/// RFC 8628, section 3.5: who polls too fast shall wait five seconds longer from then on.
fn poll_strictly(token: &mut DeviceToken, now: Timestamp) -> Result<(), TokenError> {
    const LONGER: u32 = 5;
    if token.expires <= now {
        return Err(TokenError::Expired);
    }
    let interval = SignedDuration::from_secs(token.interval.into());
    let last = token.polled.replace(now);
    let too_fast = last.is_some_and(|last| now.duration_since(last) < interval);
    match token.state {
        DeviceState::Approved(_) => Ok(()),
        DeviceState::Denied => Err(TokenError::Denied),
        DeviceState::Pending if too_fast => {
            token.interval = token.interval.saturating_add(LONGER);
            Err(TokenError::SlowDown)
        }
        DeviceState::Pending => Err(TokenError::Pending),
    }
}

//! The fields of an invitation that a client writes.

use crate::api::{ApiError, Input};
use crate::model::Invitation;
use crate::store::Store;

/// Reads and checks the fields, and writes them to `invitation`.
pub(super) fn write(
    store: &Store,
    mut input: Input,
    invitation: &mut Invitation,
) -> Result<(), ApiError> {
    input.require("name");
    let name = input.slug("name");
    let expires = input.timestamp_or_null("expires");
    let fixed_data = input.object("fixed_data");
    let single_use = input.boolean("single_use");
    let flow = input.pk_or_null("flow", |pk| store.flows.contains_key(&pk));
    input.finish()?;
    if let Some(name) = name {
        invitation.name = name;
    }
    invitation.expires = expires.unwrap_or(invitation.expires);
    if let Some(fixed_data) = fixed_data {
        invitation.fixed_data = fixed_data;
    }
    invitation.single_use = single_use.unwrap_or(invitation.single_use);
    invitation.flow = flow.unwrap_or(invitation.flow);
    Ok(())
}

//! The fields of an invitation that a body can set.

use crate::api::{Input, set};
use crate::model::Invitation;
use crate::store::Store;

/// Sets what `input` holds, and keeps in `input` what is wrong.
pub(super) fn apply(input: &mut Input, invitation: &mut Invitation, store: &Store) {
    input.require("name");
    set(&mut invitation.name, input.slug("name"));
    set(&mut invitation.expires, input.timestamp_or_null("expires"));
    set(&mut invitation.fixed_data, input.object("fixed_data"));
    set(&mut invitation.single_use, input.boolean("single_use"));
    let flow = input.pk_or_null("flow", |pk| store.flows.contains_key(&pk));
    set(&mut invitation.flow, flow);
}

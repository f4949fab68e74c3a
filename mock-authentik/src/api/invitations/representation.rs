//! An invitation, as the API shows one.

use serde_json::{Value, json};

use crate::api::moment_or_null;
use crate::api::users::partial_user_json;
use crate::model::Invitation;
use crate::store::Store;

pub(super) fn invitation_json(store: &Store, invitation: &Invitation) -> Value {
    let flow = invitation.flow.and_then(|pk| store.flows.get(&pk));
    json!({
        "pk": invitation.pk,
        "name": invitation.name,
        "expires": moment_or_null(invitation.expires),
        "fixed_data": invitation.fixed_data,
        "created_by": store.users.get(invitation.created_by).map(partial_user_json),
        "single_use": invitation.single_use,
        "flow": invitation.flow,
        "flow_obj": flow.map(|flow| json!({
            "pk": flow.pk,
            "name": flow.name,
            "slug": flow.slug,
            "title": flow.title,
            "designation": flow.designation,
        })),
    })
}

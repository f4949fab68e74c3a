//! An event, as the API shows one.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::api::moment_or_null;
use crate::model::Event;
use crate::store::{Store, object_reference};

/// How long events are kept (reference, section 6.5).
const RETENTION: SignedDuration = SignedDuration::from_hours(365 * 24);

pub(super) fn event_json(store: &Store, event: &Event) -> Value {
    let brand = store.brand().map(|brand| {
        let pk = json!(brand.brand_uuid.simple().to_string());
        let brand = object_reference(("authentik_brands", "brand"), pk, "Default brand");
        // PostgreSQL keeps the members of a `jsonb` object by length, then by their bytes.
        json!({
            "pk": brand["pk"],
            "app": brand["app"],
            "name": brand["name"],
            "model_name": brand["model_name"],
        })
    });
    json!({
        "pk": event.pk,
        "user": event.user,
        "action": event.action,
        "app": event.app,
        "context": event.context,
        "client_ip": event.client_ip,
        "created": moment_or_null(Some(event.created)),
        "expires": moment_or_null(event.created.saturating_add(RETENTION).ok()),
        "brand": brand,
    })
}

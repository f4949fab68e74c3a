//! An event, as the API shows one.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::Profile;
use crate::api::moment_or_null;
use crate::model::Event;
use crate::store::{Store, object_reference};

/// How long events are kept (reference, section 6.5).
const RETENTION: SignedDuration = SignedDuration::from_hours(365 * 24);

pub(super) fn event_json(store: &Store, profile: Profile, event: &Event) -> Value {
    let (name, app, model) = profile.default_brand();
    let brand = store.brand().map(|brand| {
        let pk = json!(brand.brand_uuid.simple().to_string());
        let brand = object_reference((app, model), pk, name);
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
        "user": event.user.read(),
        "action": event.action,
        "app": event.app,
        "context": event.context.read(),
        "client_ip": event.client_ip,
        "created": moment_or_null(Some(event.created)),
        "expires": moment_or_null(event.created.saturating_add(RETENTION).ok()),
        model: brand,
    })
}

//! `/events`: the audit log.

use axum::extract::State;
use indexmap::IndexMap;
use serde::Serialize;

use super::authentication::Asking;
use super::error::RestError;
use super::json::Json;
use crate::account::ShownEvent;
use crate::app::App;

/// An event.
#[derive(Serialize)]
pub(super) struct Event {
    activity: &'static str,
    activity_code: &'static str,
    id: String,
    initiator_email: String,
    initiator_id: String,
    initiator_name: String,
    meta: IndexMap<String, String>,
    target_id: String,
    timestamp: String,
}

/// `GET /events`, the newest first.
pub(super) async fn list(
    State(app): State<App>,
    Asking(asking): Asking,
) -> Result<Json<Vec<Event>>, RestError> {
    let events = app.events(&asking.account_id, &asking.user_id).await?;
    Ok(Json(events.into_iter().map(Event::from).collect()))
}

impl From<ShownEvent> for Event {
    fn from(shown: ShownEvent) -> Self {
        let ShownEvent {
            mut event,
            initiator_name,
            initiator_email,
        } = shown;
        event.meta.sort_keys();
        Self {
            activity: event.activity.message(),
            activity_code: event.activity.code(),
            id: event.id.to_string(),
            initiator_email,
            initiator_id: event.initiator_id,
            initiator_name,
            meta: event.meta,
            target_id: event.target_id,
            timestamp: event.timestamp.to_string(),
        }
    }
}

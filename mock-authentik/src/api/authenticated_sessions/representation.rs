//! A session, as the API shows one (recordings `33-groups-tokens-invitations` of each version, "GET
//! /core/authenticated_sessions/?page_size=1").

use axum::http::HeaderMap;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::Profile;
use crate::api::{drop_members, moment};
use crate::app::App;
use crate::flows::Visitor;
use crate::model::{Login, Session};

/// Shows sessions to a browser, whose own is the current one.
pub(super) struct Shower {
    profile: Profile,
    current: String,
}

impl Shower {
    pub(super) fn new(app: &App, headers: &HeaderMap) -> Self {
        Self {
            profile: app.profile(),
            current: Visitor::of(app, headers).session.key,
        }
    }

    /// Programs are not told apart, and addresses not located: all are of other kinds, as the recorder
    /// was.
    pub(super) fn show(&self, (session, login): (&Session, &Login)) -> Value {
        let open = SignedDuration::from_hours(24 * self.profile.days_of_open_sessions());
        let closes = session.expires.or_else(|| login.at.checked_add(open).ok());
        let version = json!({"family": "Other", "major": null, "minor": null, "patch": null});
        let mut system = version.clone();
        system["patch_minor"] = Value::Null;
        let mut shown = json!({
            "uuid": login.uuid,
            "current": session.key == self.current,
            "user_agent": {
                "string": login.user_agent,
                "user_agent": version,
                "os": system,
                "device": {"family": "Other", "brand": null, "model": null},
            },
            "geo_ip": null,
            "asn": null,
            "user": login.user,
            "last_ip": login.client_ip,
            "last_user_agent": login.user_agent,
            "last_used": moment(login.at),
            "expires": closes.map(moment),
        });
        if !self.profile.sessions_tell_their_network() {
            drop_members(&mut shown, &["asn"]);
        }
        shown
    }
}

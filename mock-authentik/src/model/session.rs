//! Browser sessions.

use jiff::Timestamp;
use uuid::Uuid;

use super::{UserPk, wire_enum};
use crate::flows::Plan;

wire_enum! {
    /// How somebody logged in, as an event's `auth_method` has it.
    LoginMethod { Password = "password", Token = "token" }
}

/// A login, which makes a session somebody's.
#[derive(Clone, Debug)]
pub(crate) struct Login {
    pub(crate) user: UserPk,
    pub(crate) at: Timestamp,
    pub(crate) method: LoginMethod,
    /// The login event, by which `prompt=login` knows whether this login counts.
    pub(crate) event: Uuid,
    /// The key by which the API names the session.
    pub(crate) uuid: Uuid,
    /// Where from, and with which program.
    pub(crate) client_ip: String,
    pub(crate) user_agent: String,
}

/// A browser's session. Its key changes at login.
#[derive(Clone, Debug, Default)]
pub(crate) struct Session {
    /// 32 lower-case letters and digits; `sid` in the cookie.
    pub(crate) key: String,
    pub(crate) login: Option<Login>,
    /// The flow that is under way; starting another discards it.
    pub(crate) plan: Option<Plan>,
    /// Whether somebody has logged in and seen no page since.
    pub(crate) unwelcomed: bool,
    /// The application that sent the browser to log in; older versions keep it here.
    pub(crate) application_pre: Option<Uuid>,
    /// The login event that was current when `prompt=login` was last asked for.
    pub(crate) last_login_uid: Option<Uuid>,
    /// From when the session is over; `None`: when the browser is closed.
    pub(crate) expires: Option<Timestamp>,
}

impl Session {
    pub(crate) fn is_live(&self, now: Timestamp) -> bool {
        self.expires.is_none_or(|expires| now < expires)
    }
}

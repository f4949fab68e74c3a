//! Stages: what somebody meets on the way through a flow.

use uuid::Uuid;

use super::{Validity, wire_enum};

wire_enum! {
    /// How long consent is remembered.
    ConsentMode {
        AlwaysRequire = "always_require",
        Permanent = "permanent",
        Expiring = "expiring",
    }
}

/// A stage.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    pub(crate) pk: Uuid,
    pub(crate) name: String,
    pub(crate) kind: StageKind,
}

/// What a stage does. Kinds that a fresh installation has and openZro's users never meet are
/// [`StageKind::Unsupported`]: they are listed, and a flow that comes to one ends in a flow error.
#[derive(Clone, Debug)]
pub(crate) enum StageKind {
    /// Asks who you are.
    Identification {
        /// Which fields identify somebody, in Authentik's order.
        user_fields: Vec<&'static str>,
    },
    /// Asks for the password.
    Password {
        /// After how many wrong ones the flow ends.
        failed_attempts_before_cancel: u32,
    },
    /// Asks for a second factor from those who have one; nobody has.
    AuthenticatorValidate,
    /// Logs the pending user in.
    UserLogin {
        /// How long the session lives; zero: until the browser is closed.
        session_duration: Validity,
    },
    /// Logs the user out.
    UserLogout,
    /// Asks for consent.
    Consent {
        /// How long it is remembered.
        mode: ConsentMode,
        /// How long, when it expires.
        consent_expire_in: Validity,
    },
    /// Not acted out by the mock.
    Unsupported {
        /// Authentik's component, such as `ak-stage-prompt-form`.
        component: &'static str,
    },
}

//! Stages: what somebody meets on the way through a flow.

use serde_json::{Map, Value};
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

/// What a stage does. [`crate::stages`] knows more about each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StageKind {
    /// Asks who you are.
    Identification,
    /// Asks for the password.
    Password,
    /// Asks for a second factor from those who have one; nobody has.
    AuthenticatorValidate,
    /// Sets up a second factor of a list of codes, which the mock does not act out.
    AuthenticatorStatic,
    /// Sets up a second factor of codes by time, which the mock does not act out.
    AuthenticatorTotp,
    /// Sets up a second factor of a key, which the mock does not act out.
    AuthenticatorWebauthn,
    /// Asks for consent.
    Consent,
    /// Denies whoever comes so far.
    Deny,
    /// Shows its name.
    Dummy,
    /// Lets those go on who have an invitation.
    Invitation,
    /// Asks for whatever its prompts say.
    Prompt,
    /// Deletes the pending user.
    UserDelete,
    /// Logs the pending user in.
    UserLogin,
    /// Logs the user out.
    UserLogout,
    /// Writes what prompts were answered with to the pending user, or to a new one.
    UserWrite,
}

/// A stage.
#[derive(Clone, Debug)]
pub(crate) struct Stage {
    pub(crate) pk: Uuid,
    pub(crate) name: String,
    pub(crate) kind: StageKind,
    /// What its kind has beside the name, as the API shows it.
    pub(crate) settings: Map<String, Value>,
}

impl Stage {
    /// Whether a setting is on.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.setting(name).as_bool().unwrap_or_default()
    }

    /// A setting that is a text; empty when it is not set.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.setting(name).as_str().unwrap_or_default()
    }

    /// A setting that counts.
    pub(crate) fn number(&self, name: &str) -> i64 {
        self.setting(name).as_i64().unwrap_or_default()
    }

    /// A setting that is a list of texts.
    pub(crate) fn texts(&self, name: &str) -> Vec<&str> {
        let texts = self.setting(name).as_array().into_iter().flatten();
        texts.filter_map(Value::as_str).collect()
    }

    /// The keys of the objects that a setting names, one or a list of them.
    pub(crate) fn pks(&self, name: &str) -> Vec<Uuid> {
        let one = self.setting(name).as_str();
        let names = self.texts(name).into_iter().chain(one);
        names.filter_map(|pk| pk.parse().ok()).collect()
    }

    /// A setting that is a lifetime.
    pub(crate) fn validity(&self, name: &str) -> Validity {
        Validity::parse(self.text(name)).unwrap_or(Validity::seconds(0))
    }

    /// Strikes a key out of every setting.
    pub(crate) fn forget(&mut self, pk: Uuid) {
        let is_it = |value: &Value| value.as_str().is_some_and(|text| text == pk.to_string());
        for value in self.settings.values_mut() {
            match value {
                Value::Array(items) => items.retain(|item| !is_it(item)),
                one if is_it(one) => *one = Value::Null,
                _ => {}
            }
        }
    }

    fn setting(&self, name: &str) -> &Value {
        self.settings.get(name).unwrap_or(&Value::Null)
    }
}

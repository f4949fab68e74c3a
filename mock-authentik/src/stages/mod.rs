//! What there is to know about each kind of stage, one a file: its names, and its settings with what may
//! be in them (source of 2026.2, `stages/*/models.py` and `stages/*/api.py`).

mod authenticator;
mod consent;
mod deny;
mod dummy;
mod identification;
mod invitation;
mod password;
mod prompt;
mod user_delete;
mod user_login;
mod user_logout;
mod user_write;

use serde_json::{Map, Value, json};

use crate::Profile;
use crate::model::StageKind;

/// A kind of stage.
pub(crate) struct Description {
    pub(crate) kind: StageKind,
    /// The form of the web interface.
    pub(crate) component: &'static str,
    /// Its name for people, without "Stage".
    pub(crate) name: &'static str,
    /// The app that it belongs to.
    pub(crate) app: &'static str,
    /// Its model.
    pub(crate) model: &'static str,
    /// Where the API has its stages; `None` for kinds that are listed among all stages alone.
    pub(crate) path: Option<&'static str>,
    pub(crate) settings: &'static [Setting],
}

/// A setting.
pub(crate) struct Setting {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    /// Whether the version has it.
    is_in: fn(Profile) -> bool,
}

/// What a setting may hold, and what it holds when nothing is said.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    Flag(bool),
    Number(i32),
    Text,
    /// One of these; the first is the default.
    Choice(&'static [&'static str]),
    /// Some of these, which must be said.
    Choices(&'static [&'static str]),
    /// A lifetime.
    Lifetime(&'static str),
    /// A flow or none.
    Flow,
    /// A stage of that kind or none.
    Stage(StageKind),
    /// A group or none.
    Group,
    /// Prompts, which must be said.
    Prompts,
    /// Keys of what the mock does not have.
    Nothing,
    /// The key of what the mock does not have, or none.
    Nobody,
}

const DESCRIPTIONS: [&Description; 15] = [
    &identification::DESCRIPTION,
    &password::DESCRIPTION,
    &authenticator::VALIDATE,
    &authenticator::STATIC,
    &authenticator::TOTP,
    &authenticator::WEBAUTHN,
    &consent::DESCRIPTION,
    &deny::DESCRIPTION,
    &dummy::DESCRIPTION,
    &invitation::DESCRIPTION,
    &prompt::DESCRIPTION,
    &user_delete::DESCRIPTION,
    &user_login::DESCRIPTION,
    &user_logout::DESCRIPTION,
    &user_write::DESCRIPTION,
];

/// Every kind.
pub(crate) fn all() -> impl Iterator<Item = &'static Description> {
    DESCRIPTIONS.into_iter()
}

/// What there is to know about a kind.
pub(crate) fn described(kind: StageKind) -> &'static Description {
    match kind {
        StageKind::Identification => &identification::DESCRIPTION,
        StageKind::Password => &password::DESCRIPTION,
        StageKind::AuthenticatorValidate => &authenticator::VALIDATE,
        StageKind::AuthenticatorStatic => &authenticator::STATIC,
        StageKind::AuthenticatorTotp => &authenticator::TOTP,
        StageKind::AuthenticatorWebauthn => &authenticator::WEBAUTHN,
        StageKind::Consent => &consent::DESCRIPTION,
        StageKind::Deny => &deny::DESCRIPTION,
        StageKind::Dummy => &dummy::DESCRIPTION,
        StageKind::Invitation => &invitation::DESCRIPTION,
        StageKind::Prompt => &prompt::DESCRIPTION,
        StageKind::UserDelete => &user_delete::DESCRIPTION,
        StageKind::UserLogin => &user_login::DESCRIPTION,
        StageKind::UserLogout => &user_logout::DESCRIPTION,
        StageKind::UserWrite => &user_write::DESCRIPTION,
    }
}

impl Description {
    /// The settings that the version has.
    pub(crate) fn settings_in(&self, profile: Profile) -> impl Iterator<Item = &'static Setting> {
        let settings = self.settings.iter();
        settings.filter(move |setting| (setting.is_in)(profile))
    }

    /// The settings of a stage of which nothing else is said.
    pub(crate) fn defaults(&self, profile: Profile) -> Map<String, Value> {
        let settings = self.settings_in(profile);
        settings
            .map(|setting| (setting.name.to_owned(), setting.shape.default()))
            .collect()
    }
}

impl Shape {
    fn default(self) -> Value {
        match self {
            Self::Flag(on) => json!(on),
            Self::Number(number) => json!(number),
            Self::Text => json!(""),
            Self::Choice(choices) => json!(choices.first()),
            Self::Lifetime(text) => json!(text),
            Self::Choices(_) | Self::Prompts | Self::Nothing => json!([]),
            Self::Flow | Self::Stage(_) | Self::Group | Self::Nobody => Value::Null,
        }
    }
}

/// A setting that every version has.
const fn setting(name: &'static str, shape: Shape) -> Setting {
    since(name, shape, always)
}

/// A setting that some versions have.
const fn since(name: &'static str, shape: Shape, is_in: fn(Profile) -> bool) -> Setting {
    Setting { name, shape, is_in }
}

fn always(_: Profile) -> bool {
    true
}

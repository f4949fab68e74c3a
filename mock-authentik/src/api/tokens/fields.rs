//! The fields of a token that a client writes.

use jiff::{SignedDuration, Timestamp};

use crate::api::{ApiError, Caller, Input, Text};
use crate::app::App;
use crate::model::{Intent, Token, UserPk};
use crate::store::Store;

/// How long a token lives on a fresh installation (reference, section 6.4).
pub(super) const LIFETIME: SignedDuration = SignedDuration::from_mins(30);

/// Reads and checks the fields, and writes them to `token`, which is new when `is_new`.
pub(super) fn write(
    app: &App,
    store: &Store,
    caller: &Caller,
    mut input: Input,
    is_new: bool,
    mut token: Token,
) -> Result<Token, ApiError> {
    let identifier = identifier(&mut input, store, &token);
    let intent = input.choice("intent", Intent::from_name);
    let user = input
        .number("user", |pk| store.users.get(UserPk(pk)).is_some())
        .map(UserPk);
    let description = input.text(
        "description",
        Text {
            blank: true,
            max_length: None,
        },
    );
    let expires = input.timestamp_or_null("expires");
    let expiring = input.boolean("expiring");
    input.finish()?;
    token.identifier = identifier.unwrap_or(token.identifier);
    token.intent = intent.unwrap_or(token.intent);
    token.description = description.unwrap_or(token.description);
    token.expiring = expiring.unwrap_or(token.expiring);
    if caller.is_superuser {
        token.user = user.unwrap_or(token.user);
    }
    check_intent(token.intent)?;
    let latest = app.now().saturating_add(LIFETIME).unwrap_or(app.now());
    token.expires = match token.intent {
        // Nobody sets how long an API token lives.
        Intent::Api => Some(latest),
        _ => app_password_expiry(app, &token, expires, (latest, is_new))?,
    };
    Ok(token)
}

fn identifier(input: &mut Input, store: &Store, own: &Token) -> Option<String> {
    input.require("identifier");
    let identifier = input.slug("identifier")?;
    let mut others = store.tokens.iter().filter(|token| token.pk != own.pk);
    if others.any(|token| token.identifier == identifier) {
        input.refuse("identifier", "Token with this identifier already exists.");
        return None;
    }
    Some(identifier)
}

/// The other kinds are Authentik's own to make.
fn check_intent(intent: Intent) -> Result<(), ApiError> {
    match intent {
        Intent::Api | Intent::AppPassword => Ok(()),
        Intent::Verification | Intent::Recovery => Err(ApiError::field(
            "intent",
            format!("Invalid intent {}", intent.as_str()),
        )),
    }
}

/// An app password may be made to end sooner, even in the past, but not later (recording
/// `20-service-account`, "create an app password that is already expired"). One that does not expire
/// has no date (the same, "create app password for alice").
#[expect(
    clippy::option_option,
    reason = "absent, null and a value are three things"
)]
fn app_password_expiry(
    app: &App,
    token: &Token,
    asked: Option<Option<Timestamp>>,
    (latest, is_new): (Timestamp, bool),
) -> Result<Option<Timestamp>, ApiError> {
    match asked {
        Some(Some(expires)) if expires > latest => Err(ApiError::field(
            "expires",
            format!(
                "Token expires exceeds maximum lifetime ({} UTC).",
                latest.strftime("%Y-%m-%d %H:%M:%S%.6f+00:00")
            ),
        )),
        Some(expires) => Ok(expires),
        None if !is_new => Ok(token.expires),
        None if app.profile().what_never_expires_has_a_date() => Ok(Some(latest)),
        None => Ok(token.expiring.then_some(latest)),
    }
}

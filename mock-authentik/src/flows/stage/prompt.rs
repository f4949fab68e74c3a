//! `ak-stage-prompt`: a form of whatever fields the stage has (source of 2026.2,
//! `stages/prompt/stage.py`).

use serde_json::{Map, Value, json};

use super::Answer;
use crate::flows::challenge::{Challenge, Outcome};
use crate::flows::visit::Visit;
use crate::model::{FieldType, Prompt, Stage, User};

/// What a field refuses: a message and its code.
type Refusal = (&'static str, &'static str);

pub(super) fn act(visit: &mut Visit<'_>, stage: &Stage, answer: Option<&Answer>) -> Outcome {
    let prompts = prompts(visit, stage);
    let Some(answer) = answer else {
        return Outcome::Ask(challenge(visit, &prompts));
    };
    let mut data = Map::new();
    let mut refused = challenge(visit, &prompts);
    for prompt in &prompts {
        match read(visit, prompt, answer) {
            Ok(value) => data.extend(value.map(|value| (prompt.field_key.clone(), value))),
            Err((message, code)) => {
                refused = refused.refusing(&prompt.field_key, message, code);
            }
        }
    }
    if !refused.is_refusing()
        && let Some(message) = forbidden(visit, stage, &prompts, &data)
    {
        refused = refused.refusing("non_field_errors", message, "invalid");
    }
    if refused.is_refusing() {
        return Outcome::Ask(refused);
    }
    if let Some(plan) = &mut visit.plan {
        plan.prompt_data.get_or_insert_default().extend(data);
    }
    Outcome::Passed
}

/// The stage's prompts in their order.
fn prompts(visit: &Visit<'_>, stage: &Stage) -> Vec<Prompt> {
    let store = visit.app.store();
    let prompts = stage.pks("fields").into_iter();
    let mut prompts: Vec<Prompt> = prompts
        .filter_map(|pk| store.prompts.get(&pk).cloned())
        .collect();
    prompts.sort_by_key(|prompt| prompt.order);
    prompts
}

fn challenge(visit: &Visit<'_>, prompts: &[Prompt]) -> Challenge {
    let fields = prompts.iter().map(|prompt| {
        json!({
            "field_key": prompt.field_key,
            "label": prompt.label,
            "type": prompt.kind,
            "required": prompt.required,
            "placeholder": placeholder(visit, prompt),
            "initial_value": initial_value(visit, prompt),
            "order": prompt.order,
            "sub_text": prompt.sub_text,
            "choices": null,
        })
    });
    Challenge::new("ak-stage-prompt").with("fields", fields.collect::<Vec<_>>())
}

fn placeholder(visit: &Visit<'_>, prompt: &Prompt) -> String {
    if prompt.placeholder_expression {
        evaluated(visit, &prompt.placeholder)
    } else {
        prompt.placeholder.clone()
    }
}

/// What the field begins with: what an earlier stage has for it, or what it says itself.
fn initial_value(visit: &Visit<'_>, prompt: &Prompt) -> String {
    let plan = visit.plan.as_ref();
    let data = plan.and_then(|plan| plan.prompt_data.as_ref());
    match data.and_then(|data| data.get(&prompt.field_key)) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None if prompt.initial_value_expression => evaluated(visit, &prompt.initial_value),
        None => prompt.initial_value.clone(),
    }
}

/// What an expression comes to. The mock runs no Python: it knows what the default ones ask for, the
/// pending user's own fields, and texts.
fn evaluated(visit: &Visit<'_>, expression: &str) -> String {
    let returned = expression.split("return ").nth(1).unwrap_or_default();
    let returned = returned.lines().next().unwrap_or_default().trim();
    let user = visit.subject();
    let of_user = |field: fn(&User) -> String| user.as_ref().map(field).unwrap_or_default();
    match returned {
        "user.username" => of_user(|user| user.username.clone()),
        "user.name" => of_user(|user| user.name.clone()),
        "user.email" => of_user(|user| user.email.clone()),
        "user.attributes.get(\"settings\", {}).get(\"locale\", \"\")" => of_user(|user| {
            let settings = user.attributes.get("settings");
            let locale = settings.and_then(|settings| settings.get("locale"));
            locale
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        }),
        text => text.trim_matches(['"', '\'']).to_owned(),
    }
}

/// The answer to one field, if it has one.
fn read(visit: &Visit<'_>, prompt: &Prompt, answer: &Answer) -> Result<Option<Value>, Refusal> {
    let given = answer
        .get(&prompt.field_key)
        .filter(|given| !given.is_null());
    match prompt.kind {
        FieldType::Hidden
        | FieldType::Static
        | FieldType::TextReadOnly
        | FieldType::TextAreaReadOnly => Ok(Some(initial_value(visit, prompt).into())),
        FieldType::Separator
        | FieldType::AlertInfo
        | FieldType::AlertWarning
        | FieldType::AlertDanger => Ok(None),
        FieldType::Checkbox => match given {
            None => Ok(Some(false.into())),
            Some(Value::Bool(on)) => Ok(Some((*on).into())),
            Some(_) => Err(("Must be a valid boolean.", "invalid")),
        },
        _ => match given {
            None if prompt.required => Err(("This field is required.", "required")),
            None => Ok(None),
            Some(Value::String(text)) if text.is_empty() => blank(prompt),
            Some(given) => written(visit, prompt, given).map(Some),
        },
    }
}

/// An empty text, which the language may always be: it is then the browser's.
fn blank(prompt: &Prompt) -> Result<Option<Value>, Refusal> {
    if prompt.required && prompt.kind != FieldType::AkLocale {
        Err(("This field may not be blank.", "blank"))
    } else {
        Ok(Some("".into()))
    }
}

fn written(visit: &Visit<'_>, prompt: &Prompt, given: &Value) -> Result<Value, Refusal> {
    let number = given.as_i64();
    let text = match given {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return Err(("Not a valid string.", "invalid")),
    };
    match prompt.kind {
        FieldType::Number => match number.or_else(|| text.trim().parse().ok()) {
            Some(number) => Ok(number.into()),
            None => Err(("A valid integer is required.", "invalid")),
        },
        FieldType::Email if !is_email(&text) => Err(("Enter a valid email address.", "invalid")),
        FieldType::Username if is_taken(visit, &text) => {
            Err(("Username is already taken.", "invalid"))
        }
        _ => Ok(text.into()),
    }
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    let has_space = text.contains(char::is_whitespace);
    parts.is_some_and(|(local, domain)| {
        !local.is_empty() && domain.contains('.') && !domain.contains('@') && !has_space
    })
}

/// Whether another user has the name.
fn is_taken(visit: &Visit<'_>, username: &str) -> bool {
    let own = visit.subject().map(|user| user.pk);
    let store = visit.app.store();
    let user = store.users.by_username(username);
    user.is_some_and(|user| Some(user.pk) != own)
}

/// What is wrong with the form as a whole. The one policy that there is keeps people from changing
/// their username and their address (the default `default-user-settings-authorization`).
fn forbidden(
    visit: &Visit<'_>,
    stage: &Stage,
    prompts: &[Prompt],
    data: &Map<String, Value>,
) -> Option<&'static str> {
    let passwords = prompts
        .iter()
        .filter(|prompt| prompt.kind == FieldType::Password);
    let passwords: Vec<_> = passwords
        .map(|prompt| data.get(&prompt.field_key))
        .collect();
    if let [one, other] = passwords.as_slice()
        && one != other
    {
        return Some("Passwords don't match.");
    }
    if stage.pks("validation_policies").is_empty() {
        return None;
    }
    let user = visit.subject()?;
    let differs = |name: &str, own: &str| data.get(name).is_some_and(|given| given != own);
    if differs("email", &user.email) {
        Some("Not allowed to change email address.")
    } else if differs("username", &user.username) {
        Some("Not allowed to change username.")
    } else {
        None
    }
}

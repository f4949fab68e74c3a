//! The fields of a stage that a body can set.

use serde_json::{Value, json};

use crate::Profile;
use crate::api::{Input, Text};
use crate::model::{Stage, StageKind, Validity};
use crate::stages::{self, Setting, Shape};
use crate::store::Store;

/// Sets what `input` holds, and keeps in `input` what is wrong.
pub(super) fn apply(input: &mut Input, stage: &mut Stage, (store, profile): (&Store, Profile)) {
    if let Some(name) = input.required_text("name") {
        let mut others = store.stages.values().filter(|other| other.pk != stage.pk);
        if others.any(|other| other.name == name) {
            input.refuse("name", "stage with this name already exists.");
        }
        stage.name = name;
    }
    for setting in stages::described(stage.kind).settings_in(profile) {
        if let Some(value) = read(input, setting, store) {
            stage.settings.insert(setting.name.to_owned(), value);
        }
    }
    if stage.kind == StageKind::Identification
        && stage.texts("user_fields").is_empty()
        && stage.texts("sources").is_empty()
    {
        let message = "When no user fields are selected, at least one source must be selected";
        input.refuse("non_field_errors", message);
    }
}

fn read(input: &mut Input, setting: &Setting, store: &Store) -> Option<Value> {
    let name = setting.name;
    match setting.shape {
        Shape::Flag(_) => input.boolean(name).map(Value::from),
        Shape::Number(_) => input.small_integer(name).map(Value::from),
        Shape::Text => {
            let blank = Text {
                blank: true,
                max_length: None,
            };
            input.text(name, blank).map(Value::from)
        }
        Shape::Choice(choices) => {
            let given = input.text(name, Text::default())?;
            is_choice(input, name, &given, choices).then(|| given.into())
        }
        Shape::Choices(choices) => {
            input.require(name);
            let given = input.list(name)?;
            let texts = given.iter().map(|item| item.as_str().unwrap_or_default());
            let mut all = true;
            for text in texts {
                all = is_choice(input, name, text, choices) && all;
            }
            all.then(|| given.into())
        }
        Shape::Lifetime(_) => {
            let given = input.text(name, Text::default())?;
            match Validity::parse(&given) {
                Ok(_) => Some(given.into()),
                Err(error) => {
                    input.refuse(name, error.to_string());
                    None
                }
            }
        }
        Shape::Flow => {
            let flow = input.pk_or_null(name, |pk| store.flows.contains_key(&pk));
            flow.map(|flow| json!(flow))
        }
        Shape::Stage(kind) => {
            let of_kind = |stage: &Stage| stage.kind == kind;
            let stage = input.pk_or_null(name, |pk| store.stages.get(&pk).is_some_and(of_kind));
            stage.map(|stage| json!(stage))
        }
        Shape::Group => {
            let group = input.pk_or_null(name, |pk| store.groups.contains_key(&pk));
            group.map(|group| json!(group))
        }
        Shape::Prompts => {
            input.require(name);
            let prompts = input.pks(name, |pk| store.prompts.contains_key(&pk))?;
            if prompts.is_empty() {
                input.refuse(name, "This list may not be empty.");
                return None;
            }
            Some(json!(prompts))
        }
        Shape::Nothing => input.pks(name, |_| false).map(|none| json!(none)),
        Shape::Nobody => input.pk_or_null(name, |_| false).map(|none| json!(none)),
    }
}

fn is_choice(input: &mut Input, name: &str, given: &str, choices: &[&str]) -> bool {
    let known = choices.contains(&given);
    if !known {
        input.refuse(name, format!("\"{given}\" is not a valid choice."));
    }
    known
}

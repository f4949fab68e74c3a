//! The prompts of a fresh installation (the default blueprints of 2026.2).

use ambient::Entropy;
use uuid::Uuid;

use crate::model::{FieldType, Prompt};
use crate::store::Store;

/// A prompt as it comes.
struct Fresh {
    name: &'static str,
    field_key: &'static str,
    kind: FieldType,
    label: &'static str,
    placeholder: &'static str,
    /// What its expression asks for.
    initial_value: &'static str,
    order: i32,
}

const PASSWORD: Fresh = Fresh {
    name: "default-password-change-field-password",
    field_key: "password",
    kind: FieldType::Password,
    label: "Password",
    placeholder: "Password",
    initial_value: "",
    order: 300,
};

const REPEATED: Fresh = Fresh {
    name: "default-password-change-field-password-repeat",
    field_key: "password_repeat",
    label: "Password (repeat)",
    placeholder: "Password (repeat)",
    order: 301,
    ..PASSWORD
};

const USERNAME: Fresh = Fresh {
    name: "default-user-settings-field-username",
    field_key: "username",
    kind: FieldType::Username,
    label: "Username",
    placeholder: "Username",
    initial_value: "try:\n    return user.username\nexcept:\n    return ''\n",
    order: 200,
};

const NAME: Fresh = Fresh {
    name: "default-user-settings-field-name",
    field_key: "name",
    kind: FieldType::Text,
    label: "Name",
    placeholder: "Name",
    initial_value: "try:\n    return user.name\nexcept:\n    return ''\n",
    order: 201,
};

const EMAIL: Fresh = Fresh {
    name: "default-user-settings-field-email",
    field_key: "email",
    kind: FieldType::Email,
    label: "Email",
    placeholder: "Email",
    initial_value: "try:\n    return user.email\nexcept:\n    return ''\n",
    order: 202,
};

const LOCALE: Fresh = Fresh {
    name: "default-user-settings-field-locale",
    field_key: "attributes.settings.locale",
    kind: FieldType::AkLocale,
    label: "Locale",
    placeholder: "Locale",
    initial_value: "try:\n    return user.attributes.get(\"settings\", {}).get(\"locale\", \"\")\nexcept:\n    return ''\n",
    order: 203,
};

const ENROLLMENT: Fresh = Fresh {
    name: "default-source-enrollment-field-username",
    kind: FieldType::Text,
    initial_value: "",
    order: 100,
    ..USERNAME
};

/// The keys of the prompts that the stage of that name asks, made when the first stage asks for them.
pub(super) fn of_stage(store: &mut Store, stage: &str, entropy: &Entropy) -> Vec<Uuid> {
    let prompts: &[Fresh] = match stage {
        "default-password-change-prompt" | "stage-default-oobe-password" => &[PASSWORD, REPEATED],
        "default-user-settings" => &[USERNAME, NAME, EMAIL, LOCALE],
        "default-source-enrollment-prompt" => &[ENROLLMENT],
        _ => &[],
    };
    let prompts = prompts.iter();
    prompts.map(|fresh| named(store, fresh, entropy)).collect()
}

fn named(store: &mut Store, fresh: &Fresh, entropy: &Entropy) -> Uuid {
    let known = store
        .prompts
        .values()
        .find(|prompt| prompt.name == fresh.name);
    if let Some(prompt) = known {
        return prompt.pk;
    }
    let prompt = Prompt {
        name: fresh.name.into(),
        label: fresh.label.into(),
        kind: fresh.kind,
        placeholder: fresh.placeholder.into(),
        initial_value: fresh.initial_value.into(),
        initial_value_expression: !fresh.initial_value.is_empty(),
        order: fresh.order,
        ..Prompt::new(entropy.uuid(), fresh.field_key)
    };
    let pk = prompt.pk;
    store.prompts.insert(pk, prompt);
    pk
}

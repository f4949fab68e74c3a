//! Prompts: the fields of a form that a prompt stage shows.

use uuid::Uuid;

use super::wire_enum;

wire_enum! {
    /// What a field is for.
    FieldType {
        Text = "text",
        TextArea = "text_area",
        TextReadOnly = "text_read_only",
        TextAreaReadOnly = "text_area_read_only",
        Username = "username",
        Email = "email",
        Password = "password",
        Number = "number",
        Checkbox = "checkbox",
        RadioButtonGroup = "radio-button-group",
        Dropdown = "dropdown",
        Date = "date",
        DateTime = "date-time",
        File = "file",
        Separator = "separator",
        Hidden = "hidden",
        Static = "static",
        AlertInfo = "alert_info",
        AlertWarning = "alert_warning",
        AlertDanger = "alert_danger",
        AkLocale = "ak-locale",
    }
}

/// A field of a form.
#[derive(Clone, Debug)]
pub(crate) struct Prompt {
    pub(crate) pk: Uuid,
    pub(crate) name: String,
    /// What the answer is called.
    pub(crate) field_key: String,
    pub(crate) label: String,
    pub(crate) kind: FieldType,
    pub(crate) required: bool,
    pub(crate) placeholder: String,
    pub(crate) initial_value: String,
    pub(crate) order: i32,
    pub(crate) sub_text: String,
    /// Whether the placeholder is an expression.
    pub(crate) placeholder_expression: bool,
    /// Whether the initial value is an expression.
    pub(crate) initial_value_expression: bool,
}

impl Prompt {
    /// A required field that is empty, of that key.
    pub(crate) fn new(pk: Uuid, field_key: &str) -> Self {
        Self {
            pk,
            name: String::new(),
            field_key: field_key.to_owned(),
            label: String::new(),
            kind: FieldType::Text,
            required: true,
            placeholder: String::new(),
            initial_value: String::new(),
            order: 0,
            sub_text: String::new(),
            placeholder_expression: false,
            initial_value_expression: false,
        }
    }
}

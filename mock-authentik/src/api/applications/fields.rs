//! The fields of an application that a body can set.

use crate::api::{Input, Text, set};
use crate::model::{Application, PolicyEngineMode};
use crate::store::Store;

const BLANK: Text = Text {
    blank: true,
    max_length: None,
};

/// Sets what `input` holds, and keeps in `input` what is wrong.
pub(super) fn apply(input: &mut Input, application: &mut Application, store: &Store) {
    set(&mut application.name, input.required_text("name"));
    input.require("slug");
    set(&mut application.slug, input.slug("slug"));
    let others = || {
        let all = store.applications.values();
        all.filter(|other| other.pk != application.pk)
    };
    if others().any(|other| other.slug == application.slug) {
        input.refuse("slug", "Application with this slug already exists.");
    }
    if let Some(sent) = input.raw("provider") {
        let provider = if sent.is_null() {
            None
        } else {
            input.number("provider", |pk| store.providers.contains_key(&pk))
        };
        let is_taken = provider.is_some() && others().any(|other| other.provider == provider);
        if is_taken {
            let message = "Application with this provider already exists.";
            input.refuse("provider", message);
        }
        application.provider = provider;
    }
    let in_new_tab = input.boolean("open_in_new_tab");
    set(&mut application.open_in_new_tab, in_new_tab);
    for (name, field) in [
        ("meta_launch_url", &mut application.meta_launch_url),
        ("meta_icon", &mut application.meta_icon),
        ("meta_description", &mut application.meta_description),
        ("meta_publisher", &mut application.meta_publisher),
        ("group", &mut application.group),
    ] {
        set(field, input.text(name, BLANK));
    }
    let mode = input.choice("policy_engine_mode", PolicyEngineMode::from_name);
    set(&mut application.policy_engine_mode, mode);
}

//! The fields of a flow that a body can set.

use crate::api::{Input, Text, set};
use crate::model::{Authentication, DeniedAction, Designation, Flow, Layout, PolicyEngineMode};
use crate::store::Store;

/// Sets what `input` holds, and keeps in `input` what is wrong.
pub(super) fn apply(input: &mut Input, flow: &mut Flow, store: &Store) {
    set(&mut flow.name, input.required_text("name"));
    input.require("slug");
    set(&mut flow.slug, input.slug("slug"));
    let is_taken = |other: &Flow| other.pk != flow.pk && other.slug == flow.slug;
    if store.flows.values().any(is_taken) {
        input.refuse("slug", "Flow with this slug already exists.");
    }
    set(&mut flow.title, input.required_text("title"));
    input.require("designation");
    let designation = input.choice("designation", Designation::from_name);
    set(&mut flow.designation, designation);
    let blank = Text {
        blank: true,
        ..Text::default()
    };
    set(&mut flow.background, input.text("background", blank));
    let mode = input.choice("policy_engine_mode", PolicyEngineMode::from_name);
    set(&mut flow.policy_engine_mode, mode);
    let compatible = input.boolean("compatibility_mode");
    set(&mut flow.compatibility_mode, compatible);
    set(&mut flow.layout, input.choice("layout", Layout::from_name));
    let denied = input.choice("denied_action", DeniedAction::from_name);
    set(&mut flow.denied_action, denied);
    let authentication = input.choice("authentication", Authentication::from_name);
    set(&mut flow.authentication, authentication);
}

//! The prompt stage.

use super::{Description, Shape, setting};
use crate::model::StageKind;

pub(super) const DESCRIPTION: Description = Description {
    kind: StageKind::Prompt,
    component: "ak-stage-prompt-form",
    name: "Prompt",
    app: "authentik_stages_prompt",
    model: "PromptStage",
    path: Some("prompt/stages"),
    settings: &[
        setting("fields", Shape::Prompts),
        setting("validation_policies", Shape::Nothing),
    ],
};

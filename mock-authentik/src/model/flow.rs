//! Flows: which stages somebody passes, and in which order.

use ambient::Entropy;
use uuid::Uuid;

use super::{PolicyEngineMode, wire_enum};

wire_enum! {
    /// What a flow is for.
    Designation {
        Authentication = "authentication",
        Authorization = "authorization",
        Invalidation = "invalidation",
        Enrollment = "enrollment",
        Unenrollment = "unenrollment",
        Recovery = "recovery",
        StageConfiguration = "stage_configuration",
    }
}

wire_enum! {
    /// Who may start a flow.
    Authentication {
        None = "none",
        RequireAuthenticated = "require_authenticated",
        RequireUnauthenticated = "require_unauthenticated",
        RequireSuperuser = "require_superuser",
        RequireRedirect = "require_redirect",
        RequireOutpost = "require_outpost",
    }
}

wire_enum! {
    /// How the page is laid out.
    Layout {
        Stacked = "stacked",
        ContentLeft = "content_left",
        ContentRight = "content_right",
        SidebarLeft = "sidebar_left",
        SidebarRight = "sidebar_right",
        SidebarLeftFrameBackground = "sidebar_left_frame_background",
        SidebarRightFrameBackground = "sidebar_right_frame_background",
    }
}

wire_enum! {
    /// What happens when a policy denies the flow.
    DeniedAction {
        MessageContinue = "message_continue",
        Message = "message",
        Continue = "continue",
    }
}

/// A flow.
#[derive(Clone, Debug)]
pub(crate) struct Flow {
    pub(crate) pk: Uuid,
    /// The id under which policies are bound to it.
    pub(crate) policybindingmodel_ptr_id: Uuid,
    pub(crate) name: String,
    pub(crate) slug: String,
    /// May hold `%(app)s`.
    pub(crate) title: String,
    pub(crate) designation: Designation,
    pub(crate) background: String,
    pub(crate) policy_engine_mode: PolicyEngineMode,
    pub(crate) compatibility_mode: bool,
    pub(crate) layout: Layout,
    pub(crate) denied_action: DeniedAction,
    pub(crate) authentication: Authentication,
    /// Ids of the policies that a fresh installation binds; they are listed and not run.
    pub(crate) policies: Vec<Uuid>,
}

wire_enum! {
    /// What happens when the answer to a stage is wrong.
    InvalidResponseAction {
        Retry = "retry",
        Restart = "restart",
        RestartWithContext = "restart_with_context",
    }
}

/// Puts a stage into a flow.
#[derive(Clone, Debug)]
pub(crate) struct FlowStageBinding {
    pub(crate) pk: Uuid,
    /// The flow's primary key.
    pub(crate) target: Uuid,
    pub(crate) stage: Uuid,
    pub(crate) order: i32,
    /// The id under which policies are bound to it. The mock has no policies, so the rest is shown and
    /// has no effect.
    pub(crate) policybindingmodel_ptr_id: Uuid,
    pub(crate) evaluate_on_plan: bool,
    pub(crate) re_evaluate_policies: bool,
    pub(crate) policy_engine_mode: PolicyEngineMode,
    pub(crate) invalid_response_action: InvalidResponseAction,
}

impl FlowStageBinding {
    /// A binding as it is when nothing else is said.
    pub(crate) fn new(entropy: &Entropy, target: Uuid, stage: Uuid, order: i32) -> Self {
        Self {
            pk: entropy.uuid(),
            target,
            stage,
            order,
            policybindingmodel_ptr_id: entropy.uuid(),
            evaluate_on_plan: false,
            re_evaluate_policies: true,
            policy_engine_mode: PolicyEngineMode::Any,
            invalid_response_action: InvalidResponseAction::Retry,
        }
    }
}

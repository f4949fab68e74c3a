//! The audit log.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Document, wire_enum};

wire_enum! {
    /// What happened.
    EventAction {
        Login = "login",
        LoginFailed = "login_failed",
        Logout = "logout",
        UserWrite = "user_write",
        SuspiciousRequest = "suspicious_request",
        PasswordSet = "password_set",
        SecretView = "secret_view",
        SecretRotate = "secret_rotate",
        InvitationUsed = "invitation_used",
        AuthorizeApplication = "authorize_application",
        SourceLinked = "source_linked",
        ImpersonationStarted = "impersonation_started",
        ImpersonationEnded = "impersonation_ended",
        FlowExecution = "flow_execution",
        PolicyExecution = "policy_execution",
        PolicyException = "policy_exception",
        PropertyMappingException = "property_mapping_exception",
        SystemTaskExecution = "system_task_execution",
        SystemTaskException = "system_task_exception",
        SystemException = "system_exception",
        ConfigurationError = "configuration_error",
        ModelCreated = "model_created",
        ModelUpdated = "model_updated",
        ModelDeleted = "model_deleted",
        EmailSent = "email_sent",
        UpdateAvailable = "update_available",
        ExportReady = "export_ready",
        Custom = "custom_",
    }
}

/// An entry of the audit log.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) pk: Uuid,
    pub(crate) action: EventAction,
    /// The part of Authentik that wrote it, such as `authentik.events.middleware`.
    pub(crate) app: &'static str,
    /// Who did it: `{pk, email, username}`, or empty.
    pub(crate) user: Document,
    pub(crate) context: Document,
    pub(crate) client_ip: Option<String>,
    pub(crate) created: Timestamp,
}

//! The brand: which flows an installation uses by default.

use uuid::Uuid;

/// A brand. A fresh installation has one, without a device-code flow.
#[derive(Clone, Debug)]
#[expect(clippy::struct_field_names, reason = "named as Authentik names them")]
pub(crate) struct Brand {
    pub(crate) brand_uuid: Uuid,
    pub(crate) domain: String,
    pub(crate) default: bool,
    pub(crate) branding_title: String,
    pub(crate) branding_logo: String,
    pub(crate) branding_favicon: String,
    pub(crate) branding_custom_css: String,
    pub(crate) branding_default_flow_background: String,
    pub(crate) flow_authentication: Option<Uuid>,
    pub(crate) flow_invalidation: Option<Uuid>,
    pub(crate) flow_recovery: Option<Uuid>,
    pub(crate) flow_unenrollment: Option<Uuid>,
    pub(crate) flow_user_settings: Option<Uuid>,
    pub(crate) flow_device_code: Option<Uuid>,
    pub(crate) default_application: Option<Uuid>,
    pub(crate) web_certificate: Option<Uuid>,
    pub(crate) attributes: serde_json::Map<String, serde_json::Value>,
}

//! A brand as the API shows it.

use serde_json::{Value, json};

use crate::Profile;
use crate::api::drop_members;
use crate::model::Brand;

pub(super) fn representation(brand: &Brand, profile: Profile) -> Value {
    let mut answer = json!({
        profile.brand_key(): brand.brand_uuid,
        "domain": brand.domain,
        "default": brand.default,
        "branding_title": brand.branding_title,
        "branding_logo": brand.branding_logo,
        "branding_favicon": brand.branding_favicon,
        "branding_custom_css": brand.branding_custom_css,
        "branding_default_flow_background": brand.branding_default_flow_background,
        "flow_authentication": brand.flow_authentication,
        "flow_invalidation": brand.flow_invalidation,
        "flow_recovery": brand.flow_recovery,
        "flow_unenrollment": brand.flow_unenrollment,
        "flow_user_settings": brand.flow_user_settings,
        "flow_device_code": brand.flow_device_code,
        "event_retention": "days=365",
        "default_application": brand.default_application,
        "web_certificate": brand.web_certificate,
        "client_certificates": [],
        "attributes": brand.attributes,
    });
    drop_members(&mut answer, profile.members_that_brands_lack());
    answer
}

//! The fields of a brand that a body can set.

use uuid::Uuid;

use crate::api::{Input, Text, set};
use crate::model::Brand;
use crate::store::Store;

const BLANK: Text = Text {
    blank: true,
    max_length: None,
};

/// Sets what `input` holds, and keeps in `input` what is wrong.
pub(super) fn apply(input: &mut Input, brand: &mut Brand, store: &Store) {
    set(&mut brand.domain, input.required_text("domain"));
    set(&mut brand.default, input.boolean("default"));
    let is_second = |other: &Brand| other.brand_uuid != brand.brand_uuid && other.default;
    if brand.default && store.brands.values().any(is_second) {
        input.refuse("default", "Only a single brand can be set as default.");
    }
    for (name, field) in [
        ("branding_title", &mut brand.branding_title),
        ("branding_logo", &mut brand.branding_logo),
        ("branding_favicon", &mut brand.branding_favicon),
    ] {
        set(field, input.text(name, Text::default()));
    }
    let background = &mut brand.branding_default_flow_background;
    set(
        background,
        input.text("branding_default_flow_background", Text::default()),
    );
    let css = input.text("branding_custom_css", BLANK);
    set(&mut brand.branding_custom_css, css);
    apply_references(input, brand, store);
    set(&mut brand.attributes, input.object("attributes"));
}

fn apply_references(input: &mut Input, brand: &mut Brand, store: &Store) {
    for (name, flow) in [
        ("flow_authentication", &mut brand.flow_authentication),
        ("flow_invalidation", &mut brand.flow_invalidation),
        ("flow_recovery", &mut brand.flow_recovery),
        ("flow_unenrollment", &mut brand.flow_unenrollment),
        ("flow_user_settings", &mut brand.flow_user_settings),
        ("flow_device_code", &mut brand.flow_device_code),
    ] {
        let exists = |pk: Uuid| store.flows.contains_key(&pk);
        set(flow, input.pk_or_null(name, exists));
    }
    let application = input.pk_or_null("default_application", |pk| {
        store.applications.contains_key(&pk)
    });
    set(&mut brand.default_application, application);
    let certificate =
        input.pk_or_null("web_certificate", |pk| store.certificates.contains_key(&pk));
    set(&mut brand.web_certificate, certificate);
}

//! `/core/brands/current/`: the brand in force, as the pages read it. It is open to everyone.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use uuid::Uuid;

use crate::api::{ApiError, drop_members};
use crate::app::App;
use crate::http::api_json;

pub(super) async fn current(State(app): State<App>) -> Result<Response, ApiError> {
    let store = app.store();
    let brand = store.brand().ok_or(ApiError::NotFound)?;
    let slug = |flow: Option<Uuid>| Some(&store.flows.get(&flow?)?.slug);
    // What is not set is not there (recording `34-misc-health-config`, "brands/current").
    let mut answer = json!({
        "matched_domain": brand.domain,
        "branding_title": brand.branding_title,
        "branding_logo": brand.branding_logo,
        "branding_logo_themed_urls": null,
        "branding_favicon": brand.branding_favicon,
        "branding_favicon_themed_urls": null,
        "branding_custom_css": brand.branding_custom_css,
        "ui_footer_links": [],
        "ui_theme": "automatic",
    });
    for (name, flow) in [
        ("flow_authentication", brand.flow_authentication),
        ("flow_invalidation", brand.flow_invalidation),
        ("flow_recovery", brand.flow_recovery),
        ("flow_unenrollment", brand.flow_unenrollment),
        ("flow_user_settings", brand.flow_user_settings),
        ("flow_device_code", brand.flow_device_code),
    ] {
        if let Some(slug) = slug(flow) {
            answer[name] = json!(slug);
        }
    }
    answer["default_locale"] = json!("");
    answer["flags"] = json!({
        "policies_buffered_access_view": false,
        "flows_refresh_others": false,
    });
    drop_members(
        &mut answer,
        app.profile().members_that_the_current_brand_lacks(),
    );
    Ok(api_json(StatusCode::OK, &answer))
}

//! `/core/brands/`: listing, and what a new one is like.

use axum::extract::State;
use axum::response::Response;
use serde_json::Map;

use super::representation::representation;
use crate::api::{ApiError, Query, matches_search, order, paginate, passes};
use crate::app::App;
use crate::model::Brand;

pub(super) async fn list(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    let query = &query.form;
    let all = store.brands.values();
    let mut brands: Vec<&Brand> = all
        .filter(|brand| {
            passes(query, "domain", &brand.domain)
                && passes(query, "brand_uuid", &brand.brand_uuid.to_string())
                && matches_search(
                    query.text("search"),
                    &[&brand.domain, &brand.branding_title],
                )
        })
        .collect();
    order(&mut brands, query, "domain", |brand, field| {
        Some(match field {
            "domain" => brand.domain.as_str().into(),
            "default" => brand.default.into(),
            _ => return None,
        })
    });
    paginate(&app, query, &brands, |brand| {
        representation(brand, app.profile())
    })
}

/// A brand as it is when nothing else is said, not yet in the table.
pub(super) fn new_brand(app: &App) -> Brand {
    Brand {
        brand_uuid: app.entropy().uuid(),
        domain: String::new(),
        default: false,
        branding_title: "authentik".into(),
        branding_logo: "/static/dist/assets/icons/icon_left_brand.svg".into(),
        branding_favicon: "/static/dist/assets/icons/icon.png".into(),
        branding_custom_css: String::new(),
        branding_default_flow_background: "/static/dist/assets/images/flow_background.jpg".into(),
        flow_authentication: None,
        flow_invalidation: None,
        flow_recovery: None,
        flow_unenrollment: None,
        flow_user_settings: None,
        flow_device_code: None,
        default_application: None,
        web_certificate: None,
        attributes: Map::new(),
    }
}

//! `/core/brands/`: listing and creating.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Map;

use super::fields;
use super::representation::representation;
use crate::api::{ApiError, Body, Caller, Query, matches_search, order, paginate, passes};
use crate::app::App;
use crate::http::api_json;
use crate::model::{Brand, EventAction};

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

pub(super) async fn create(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let mut input = body.whole()?;
    let store = &mut app.store();
    let mut brand = Brand {
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
    };
    fields::apply(&mut input, &mut brand, store);
    input.finish()?;
    let answer = representation(&brand, app.profile());
    caller.audit(&app, store, EventAction::ModelCreated, &brand);
    store.brands.insert(brand.brand_uuid, brand);
    Ok(api_json(StatusCode::CREATED, &answer))
}

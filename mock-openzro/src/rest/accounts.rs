//! `/accounts`.

use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};

use super::authentication::Asking;
use super::error::RestError;
use super::json::{Body, Empty, Json};
use super::settings::WireSettings;
use crate::account::Refusal;
use crate::app::App;
use crate::model;

/// An account.
#[derive(Serialize)]
pub(super) struct Account {
    created_at: String,
    created_by: String,
    domain: String,
    domain_category: String,
    id: String,
    onboarding: Onboarding,
    settings: WireSettings,
}

/// What the dashboard still has to show.
#[derive(Clone, Copy, Default, Deserialize, Serialize)]
#[serde(default)]
struct Onboarding {
    onboarding_flow_pending: bool,
    signup_form_pending: bool,
}

/// `PUT /accounts/{id}`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ChangedAccount {
    onboarding: Option<Onboarding>,
    settings: Option<WireSettings>,
}

/// `GET /accounts`: the one account of the asking user.
pub(super) async fn list(
    State(app): State<App>,
    Asking(asking): Asking,
) -> Result<Json<[Account; 1]>, RestError> {
    let mut account = app.account_for(&asking.account_id, &asking.user_id)?;
    account.settings.extra.get_or_insert_default();
    Ok(Json([Account::from(account)]))
}

/// `PUT /accounts/{id}`.
pub(super) async fn update(
    State(app): State<App>,
    Asking(asking): Asking,
    Path(account_id): Path<String>,
    Body(changed): Body<ChangedAccount>,
) -> Result<Json<Account>, RestError> {
    let before = app
        .account_for(&account_id, &asking.user_id)
        .map_or_else(|_| model::Settings::empty(), |account| account.settings);
    let settings = changed.settings.unwrap_or_default();
    let settings = settings
        .into_settings(before)
        .ok_or(Refusal::RolloutPercent)?;
    let onboarding = changed.onboarding.map(|onboarding| model::Onboarding {
        flow_pending: onboarding.onboarding_flow_pending,
        signup_form_pending: onboarding.signup_form_pending,
    });
    let account = app
        .update_settings(&account_id, &asking.user_id, settings, onboarding)
        .await?;
    Ok(Json(Account::from(account)))
}

/// `DELETE /accounts/{id}`.
pub(super) async fn delete(
    State(app): State<App>,
    Asking(asking): Asking,
    Path(account_id): Path<String>,
) -> Result<Json<Empty>, RestError> {
    app.delete_account(&account_id, &asking.user_id).await?;
    Ok(Json(Empty {}))
}

impl From<model::Account> for Account {
    fn from(account: model::Account) -> Self {
        Self {
            created_at: account.created_at.to_string(),
            created_by: account.created_by,
            domain: account.domain,
            domain_category: account.domain_category,
            id: account.id,
            onboarding: Onboarding {
                onboarding_flow_pending: account.onboarding.flow_pending,
                signup_form_pending: account.onboarding.signup_form_pending,
            },
            settings: WireSettings::from(account.settings),
        }
    }
}

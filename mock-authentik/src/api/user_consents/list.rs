//! `GET /api/v3/core/user_consent/`.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::lookup::visible;
use super::representation::representation;
use crate::api::{ApiError, Caller, Query, SortKey, chosen, order, paginate};
use crate::app::App;
use crate::model::{UserConsent, UserPk};

pub(super) async fn handler(
    State(app): State<App>,
    caller: Caller,
    query: Query,
) -> Result<Response, ApiError> {
    let (store, form) = (app.store(), &query.form);
    let user = chosen(form, "user", |pk| store.users.get(UserPk(*pk)).is_some())?;
    let of_application = |pk: &Uuid| store.applications.contains_key(pk);
    let application = chosen(form, "application", of_application)?;
    let mut consents: Vec<&UserConsent> = visible(&store, &caller)
        .filter(|consent| {
            user.is_none_or(|pk| consent.user == UserPk(pk))
                && application.is_none_or(|pk| consent.application == pk)
        })
        .collect();
    order(
        &mut consents,
        form,
        "application,expires",
        |consent, field| sort_key(consent, field),
    );
    paginate(&app, form, &consents, |consent| {
        representation(&store, app.profile(), consent)
    })
}

fn sort_key(consent: &UserConsent, field: &str) -> Option<SortKey> {
    Some(match field {
        "pk" => i128::from(consent.pk).into(),
        "application" => consent.application.to_string().as_str().into(),
        "user" => consent.user.0.into(),
        "expires" => consent.expires.into(),
        _ => return None,
    })
}

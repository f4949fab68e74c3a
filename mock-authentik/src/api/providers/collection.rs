//! `/providers/oauth2/`: listing, and what a new one is like.

use axum::extract::State;
use axum::response::Response;
use indexmap::IndexSet;
use uuid::Uuid;

use super::representation::representation;
use crate::api::{ApiError, Query, matches_search, order, paginate, passes};
use crate::app::App;
use crate::model::{ClientType, IssuerMode, LogoutMethod, Provider, SubMode, Validity};
use crate::store::Store;

pub(super) async fn list(State(app): State<App>, query: Query) -> Result<Response, ApiError> {
    let store = app.store();
    let query = &query.form;
    let mut providers: Vec<&Provider> = store
        .providers
        .values()
        .filter(|provider| {
            passes(query, "name", &provider.name)
                && passes(query, "client_id", &provider.client_id)
                && passes(query, "client_type", provider.client_type.as_str())
                && passes(query, "sub_mode", provider.sub_mode.as_str())
                && matches_search(query.text("search"), &[&provider.name, &provider.client_id])
                && is_of_application(query.text("application"), provider, &store)
        })
        .collect();
    order(&mut providers, query, "name", |provider, field| {
        Some(match field {
            "name" => provider.name.as_str().into(),
            "client_id" => provider.client_id.as_str().into(),
            "pk" => provider.pk.into(),
            _ => return None,
        })
    });
    paginate(&app, query, &providers, |provider| {
        representation(provider, &store, app.profile())
    })
}

fn is_of_application(asked: &str, provider: &Provider, store: &Store) -> bool {
    let application = store.application_of(provider.pk);
    asked.is_empty() || application.is_some_and(|application| application.pk.to_string() == asked)
}

/// A provider as it is when nothing else is said, not yet in the table (reference, section 3.5; recording `00-setup`, "create provider").
pub(crate) fn new_provider(app: &App) -> Provider {
    Provider {
        pk: 0,
        name: String::new(),
        authentication_flow: None,
        authorization_flow: Uuid::nil(),
        invalidation_flow: Uuid::nil(),
        property_mappings: IndexSet::new(),
        client_type: ClientType::Confidential,
        client_id: app.entropy().alphanumeric(40),
        client_secret: app.entropy().alphanumeric(128),
        access_code_validity: Validity::of(1, "minutes"),
        access_token_validity: Validity::of(1, "hours"),
        refresh_token_validity: Validity::of(30, "days"),
        refresh_token_threshold: Validity::of(0, "seconds"),
        include_claims_in_id_token: true,
        signing_key: None,
        encryption_key: None,
        redirect_uris: Vec::new(),
        logout_uri: String::new(),
        logout_method: LogoutMethod::Backchannel,
        sub_mode: SubMode::HashedUserId,
        issuer_mode: IssuerMode::PerProvider,
        jwt_federation_sources: IndexSet::new(),
        jwt_federation_providers: IndexSet::new(),
    }
}

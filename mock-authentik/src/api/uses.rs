//! `used_by`: what points at an object, and what becomes of it when the object goes.
//!
//! Authentik lists the attributes of the object by their names, and what is in each by its key (source
//! of 2024.12, `core/api/used_by.py`).

use std::fmt::Display;

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use crate::app::App;
use crate::http::api_json;
use crate::model::{Brand, Grant};
use crate::store::{Referable, Store};

/// What becomes of what uses an object when that goes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fate {
    /// It goes, too.
    Cascade,
    /// It is one of many that the object is connected with; the connection goes.
    CascadeMany,
    /// It stays without.
    SetNull,
}

/// What uses an object, in the order in which it is listed.
pub(crate) struct Uses<'a> {
    app: &'a App,
    store: &'a Store,
    listed: Vec<Value>,
}

impl<'a> Uses<'a> {
    pub(crate) fn new(app: &'a App, store: &'a Store) -> Self {
        let listed = Vec::new();
        Self { app, store, listed }
    }

    /// Adds an object of a model.
    pub(crate) fn add(
        &mut self,
        (app, model_name): (&str, &str),
        (pk, name): (impl Display, &str),
        fate: Fate,
    ) {
        let action = match fate {
            Fate::Cascade => "cascade",
            Fate::CascadeMany => "cascade_many",
            Fate::SetNull => "set_null",
        };
        let action = if self.app.profile().uses_shout() {
            action.to_uppercase()
        } else {
            action.to_owned()
        };
        self.listed.push(json!({
            "app": app,
            "model_name": model_name,
            "pk": pk.to_string(),
            "name": name,
            "action": action,
        }));
    }

    /// Adds the brands for which `concerns` holds.
    pub(crate) fn brands(&mut self, concerns: impl Fn(&Brand) -> bool) {
        for brand in self.store.brands.values().filter(|brand| concerns(brand)) {
            let reference = brand.reference();
            let name = reference["name"].as_str().unwrap_or_default();
            let model = ("authentik_brands", "brand");
            self.add(model, (brand.brand_uuid, name), Fate::SetNull);
        }
    }

    /// Adds the access tokens of these grants.
    pub(crate) fn access_tokens(&mut self, concerns: impl Fn(&Grant) -> bool) {
        let all = self.store.grants.access_tokens(self.app.now());
        let tokens = all.map(|token| (token.pk, &token.grant));
        self.grants(("accesstoken", "Access Token"), tokens, concerns);
    }

    /// Adds the authorization codes of these grants.
    pub(crate) fn codes(&mut self, concerns: impl Fn(&Grant) -> bool) {
        let all = self.store.grants.codes(self.app.now());
        let codes = all.map(|code| (code.pk, &code.grant));
        self.grants(("authorizationcode", "Authorization code"), codes, concerns);
    }

    /// Adds the refresh tokens of these grants.
    pub(crate) fn refresh_tokens(&mut self, concerns: impl Fn(&Grant) -> bool) {
        let all = self.store.grants.refresh_tokens(self.app.now());
        let tokens = all.map(|token| (token.pk, &token.grant));
        self.grants(("refreshtoken", "Refresh Token"), tokens, concerns);
    }

    fn grants(
        &mut self,
        (model, kind): (&str, &str),
        granted: impl Iterator<Item = (u64, &'a Grant)>,
        concerns: impl Fn(&Grant) -> bool,
    ) {
        let mut granted: Vec<_> = granted.filter(|(_, grant)| concerns(grant)).collect();
        granted.sort_by_key(|(pk, _)| *pk);
        for (pk, grant) in granted {
            let name = self.store.grant_name(self.app.profile(), kind, grant);
            self.add(
                ("authentik_providers_oauth2", model),
                (pk, &name),
                Fate::Cascade,
            );
        }
    }

    /// Adds the device tokens for which `concerns` holds: of the provider's key and the approver's.
    pub(crate) fn device_tokens(&mut self, concerns: impl Fn(&crate::model::DeviceToken) -> bool) {
        let all = self.store.grants.device_tokens(self.app.now());
        let mut tokens: Vec<_> = all.filter(|token| concerns(token)).collect();
        tokens.sort_by_key(|token| token.pk);
        for token in tokens {
            let name = format!("Device Token for {}", token.provider);
            let model = ("authentik_providers_oauth2", "devicetoken");
            self.add(model, (token.pk, &name), Fate::Cascade);
        }
    }

    /// Adds the bindings for which `concerns` holds.
    pub(crate) fn bindings(&mut self, concerns: impl Fn(&crate::model::PolicyBinding) -> bool) {
        let all = self.store.policy_bindings.values();
        for binding in all.filter(|binding| concerns(binding)) {
            let name = self.store.binding_name(binding);
            let model = ("authentik_policies", "policybinding");
            self.add(model, (binding.pk, &name), Fate::Cascade);
        }
    }

    /// Adds the consents for which `concerns` holds.
    pub(crate) fn consents(&mut self, concerns: impl Fn(&crate::model::UserConsent) -> bool) {
        let mut all: Vec<_> = self.store.grants.consents.iter().collect();
        all.sort_by_key(|consent| consent.pk);
        for consent in all.into_iter().filter(|consent| concerns(consent)) {
            let name = self.store.consent_name(self.app.profile(), consent);
            let model = ("authentik_stages_consent", "userconsent");
            self.add(model, (consent.pk, &name), Fate::Cascade);
        }
    }

    /// The answer.
    pub(crate) fn answer(self) -> Response {
        api_json(StatusCode::OK, &self.listed)
    }
}

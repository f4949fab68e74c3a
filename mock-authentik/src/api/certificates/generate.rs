//! `/crypto/certificatekeypairs/generate/`: a new key with a certificate that it signs itself.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;

use super::representation::representation;
use crate::api::{ApiError, Body, Caller};
use crate::app::App;
use crate::crypto::{KeyAlgorithm, KeyPair, Names};
use crate::http::{api_json, server_error};
use crate::model::{CertificateKeyPair, EventAction};

/// No certificate is valid for longer; it keeps the end within what dates can say.
const LONGEST_DAYS: i64 = 36_500;

/// What a body asks for.
struct Wanted {
    common_name: String,
    validity: SignedDuration,
    algorithm: KeyAlgorithm,
}

pub(super) async fn generate(
    State(app): State<App>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let wanted = read(&app, body)?;
    let serial = app.entropy().uuid();
    let valid = (app.now(), wanted.validity);
    // Made without the store locked, for it takes long.
    let names = Names {
        subject: &wanted.common_name,
        version: app.profile().version(),
    };
    let kind = (wanted.algorithm, app.store().next_key_place());
    let made = KeyPair::of_algorithm(kind, names, valid, serial.as_bytes());
    let keys = match made {
        Ok(keys) => Arc::new(keys),
        Err(error) => {
            tracing::error!(%error, "no key was made");
            return Ok(server_error());
        }
    };
    let pair = CertificateKeyPair {
        pk: app.entropy().uuid(),
        name: wanted.common_name,
        managed: None,
        keys,
    };
    let answer = representation(&pair, app.profile());
    let mut store = app.store();
    caller.audit(&app, &mut store, EventAction::ModelCreated, &pair);
    store.certificates.insert(pair.pk, pair);
    Ok(api_json(StatusCode::OK, &answer))
}

fn read(app: &App, body: Body) -> Result<Wanted, ApiError> {
    let mut input = body.whole()?;
    let common_name = input.required_text("common_name").unwrap_or_default();
    let taken = app.store();
    if taken
        .certificates
        .values()
        .any(|pair| pair.name == common_name)
    {
        input.refuse("common_name", "This field must be unique.");
    }
    input.require("validity_days");
    let days = input.integer("validity_days").unwrap_or_default();
    if !(0..=LONGEST_DAYS).contains(&days) {
        let message = format!("Ensure this value is less than or equal to {LONGEST_DAYS}.");
        input.refuse("validity_days", message);
    }
    let algorithm = if app.profile().generates_elliptic_keys() {
        input.choice("alg", KeyAlgorithm::from_name)
    } else {
        None
    };
    input.finish()?;
    Ok(Wanted {
        common_name,
        validity: SignedDuration::from_hours(24 * days),
        algorithm: algorithm.unwrap_or(KeyAlgorithm::Rsa),
    })
}

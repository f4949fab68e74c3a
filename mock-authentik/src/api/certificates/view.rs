//! `/crypto/certificatekeypairs/<uuid>/view_certificate/` and `…/view_private_key/`: the PEM text, as
//! JSON or, with `?download`, as a file.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::api::{ApiError, Caller, Query, found};
use crate::app::App;
use crate::http::api_json;
use crate::model::{CertificateKeyPair, EventAction};
use crate::store::Referable;

pub(super) async fn certificate(
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: Caller,
    query: Query,
) -> Result<Response, ApiError> {
    let pair = seen(&app, &uuid, &caller, "certificate")?;
    let pem = &pair.keys.certificate_pem;
    Ok(answer(
        pem,
        &query,
        &format!("{}_certificate.pem", pair.name),
    ))
}

pub(super) async fn private_key(
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: Caller,
    query: Query,
) -> Result<Response, ApiError> {
    let pair = seen(&app, &uuid, &caller, "private_key")?;
    let pem = pair.keys.private_pem();
    Ok(answer(
        pem,
        &query,
        &format!("{}_private_key.pem", pair.name),
    ))
}

/// The pair; that `part` of it was looked at is logged.
fn seen(
    app: &App,
    uuid: &str,
    caller: &Caller,
    part: &str,
) -> Result<CertificateKeyPair, ApiError> {
    let store = &mut app.store();
    let pair = found::<CertificateKeyPair>(app, store, uuid)?.clone();
    let context = json!({"secret": pair.reference(), "type": part});
    let said_by = "authentik.crypto.api";
    caller.log(app, store, EventAction::SecretView, said_by, context);
    Ok(pair)
}

fn answer(pem: &str, query: &Query, file: &str) -> Response {
    if query.form.get("download").is_none() {
        return api_json(StatusCode::OK, &json!({"data": pem}));
    }
    // A quote would end the name early.
    let disposition = format!("attachment; filename=\"{}\"", file.replace('"', ""));
    let headers = [
        (CONTENT_TYPE, "application/x-pem-file".to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, pem.to_owned()).into_response()
}

//! Certificate-key pairs: `/crypto/certificatekeypairs/`.

mod collection;
mod generate;
mod object;
mod representation;
mod used_by;
mod view;

use axum::Router;
use axum::routing::{get, post};

use super::{View, resource};
use crate::app::App;
use crate::model::CertificateKeyPair;

const MODEL: &str = "CertificateKeyPair";

pub(super) fn router(app: &App) -> Router<App> {
    let one = get(resource::read::<CertificateKeyPair>)
        .patch(resource::change::<CertificateKeyPair>)
        .delete(resource::delete::<CertificateKeyPair>);
    Router::new()
        .route(
            "/crypto/certificatekeypairs/",
            View::list(MODEL).of(app, get(collection::list)),
        )
        .route(
            "/crypto/certificatekeypairs/generate/",
            View::action(MODEL).of(app, post(generate::generate)),
        )
        .route(
            "/crypto/certificatekeypairs/{key}/",
            View::object(MODEL).of(app, one),
        )
        .route(
            "/crypto/certificatekeypairs/{key}/view_certificate/",
            View::object_reading(MODEL).of(app, get(view::certificate)),
        )
        .route(
            "/crypto/certificatekeypairs/{key}/view_private_key/",
            View::object_reading(MODEL).of(app, get(view::private_key)),
        )
        .route(
            "/crypto/certificatekeypairs/{key}/used_by/",
            View::object_reading(MODEL).of(app, get(used_by::used_by)),
        )
}

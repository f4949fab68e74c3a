//! A stage of a kind as the API handles one: `/stages/<kind>/<uuid>/`.

use axum::extract::{Path, State};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde_json::Value;
use uuid::Uuid;

use super::fields;
use super::representation::whole_stage_json;
use crate::Profile;
use crate::api::{ApiError, Body, Caller, Input, Resource, no_match, resource};
use crate::app::App;
use crate::model::Stage;
use crate::stages::Description;
use crate::store::{Referable, Store};

impl Resource for Stage {
    fn apply(&mut self, input: &mut Input, store: &Store, profile: Profile) {
        fields::apply(input, self, (store, profile));
    }

    fn representation(&self, store: &Store, profile: Profile) -> Value {
        whole_stage_json(self, store, profile)
    }

    fn reference(&self, _: &Store) -> Value {
        Referable::reference(self)
    }

    fn put(&mut self, store: &mut Store) {
        store.stages.insert(self.pk, self.clone());
    }

    fn remove(&self, store: &mut Store) {
        store.delete_stage(self.pk);
    }
}

fn found<'a>(
    kind: &Description,
    app: &App,
    store: &'a Store,
    uuid: &str,
) -> Result<&'a Stage, ApiError> {
    let uuid: Uuid = uuid.parse().map_err(|_| ApiError::NotFound)?;
    let stage = store.stages.get(&uuid);
    let of_kind = stage.filter(|stage| stage.kind == kind.kind);
    of_kind.ok_or_else(|| no_match(app, kind.model))
}

pub(super) fn read(
    kind: &Description,
    State(app): State<App>,
    Path(uuid): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let stage = found(kind, &app, &store, &uuid)?;
    Ok(resource::shown(&app, &store, stage, StatusCode::OK))
}

/// `PUT` and `PATCH`.
pub(super) fn change(
    kind: &Description,
    State(app): State<App>,
    (Path(uuid), method): (Path<String>, &Method),
    (caller, body): (&Caller, Body),
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let stage = found(kind, &app, store, &uuid)?.clone();
    resource::update((&app, caller), store, stage, body.read(method)?)
}

pub(super) fn delete(
    kind: &Description,
    State(app): State<App>,
    Path(uuid): Path<String>,
    caller: &Caller,
) -> Result<StatusCode, ApiError> {
    let store = &mut app.store();
    let stage = found(kind, &app, store, &uuid)?.clone();
    Ok(resource::remove((&app, caller), store, &stage))
}

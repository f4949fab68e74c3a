//! What most objects of the API have in common: a URL that names one, and the usual ways to read, make,
//! change and delete it.

use std::str::FromStr;

use axum::Router;
use axum::extract::{Path, State};
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use axum::routing::get;
use serde_json::Value;

use super::{ApiError, Body, Caller, Input, View, no_match};
use crate::Profile;
use crate::app::App;
use crate::http::api_json;
use crate::model::EventAction;
use crate::store::Store;

/// An object that has a URL.
pub(super) trait Addressed: Sized + 'static {
    /// What Authentik calls its kind.
    const MODEL: &'static str;
    /// What its URL ends in.
    type Key: FromStr;

    fn find<'a>(store: &'a Store, key: &Self::Key) -> Option<&'a Self>;
}

/// An object that is changed and deleted in the usual way.
pub(super) trait Resource: Clone + Send + 'static {
    /// Sets what `input` holds, and keeps in `input` what is wrong.
    fn apply(&mut self, input: &mut Input, store: &Store, profile: Profile);

    /// The object as the API shows it.
    fn representation(&self, store: &Store, profile: Profile) -> Value;

    /// The object as the audit log points at it.
    fn reference(&self, store: &Store) -> Value;

    /// Puts it into its table, with a number where it needs one and has none.
    fn put(&mut self, store: &mut Store);

    /// Takes it out of its table, with all that does not outlive it.
    fn remove(&self, store: &mut Store);
}

/// The object that the end of a URL names; a key of another form is not found at all.
pub(super) fn found<'a, R: Addressed>(
    app: &App,
    store: &'a Store,
    key: &str,
) -> Result<&'a R, ApiError> {
    let key = key.parse().map_err(|_| ApiError::NotFound)?;
    R::find(store, &key).ok_or_else(|| no_match(app, R::MODEL))
}

/// The routes of a list below `folder`, and of what is in it. Whatever else is there must call the key
/// `key`.
pub(super) fn routes<R, H, T>(
    app: &App,
    folder: &str,
    list: H,
    new: fn(&App, &Caller) -> R,
) -> Router<App>
where
    R: Addressed + Resource,
    H: Handler<T, App>,
    T: 'static,
{
    let make = move |State(app): State<App>, caller: Caller, body: Body| async move {
        create((&app, &caller), body, || new(&app, &caller))
    };
    let object = get(read::<R>)
        .put(change::<R>)
        .patch(change::<R>)
        .delete(delete::<R>);
    Router::new()
        .route(folder, View::list(R::MODEL).of(app, get(list).post(make)))
        .route(
            &format!("{folder}{{key}}/"),
            View::object(R::MODEL).of(app, object),
        )
}

pub(super) async fn read<R: Addressed + Resource>(
    State(app): State<App>,
    Path(key): Path<String>,
) -> Result<Response, ApiError> {
    let store = app.store();
    let found: &R = found(&app, &store, &key)?;
    Ok(shown(&app, &store, found, StatusCode::OK))
}

/// `PUT` and `PATCH`.
pub(super) async fn change<R: Addressed + Resource>(
    State(app): State<App>,
    method: Method,
    Path(key): Path<String>,
    caller: Caller,
    body: Body,
) -> Result<Response, ApiError> {
    let store = &mut app.store();
    let found: &R = found(&app, store, &key)?;
    let found = found.clone();
    update((&app, &caller), store, found, body.read(&method)?)
}

pub(super) async fn delete<R: Addressed + Resource>(
    State(app): State<App>,
    Path(key): Path<String>,
    caller: Caller,
) -> Result<StatusCode, ApiError> {
    let store = &mut app.store();
    let found: &R = found(&app, store, &key)?;
    let found = found.clone();
    Ok(remove((&app, &caller), store, &found))
}

/// Makes what `new` gives and `body` describes.
pub(super) fn create<R: Resource>(
    by: (&App, &Caller),
    body: Body,
    new: impl FnOnce() -> R,
) -> Result<Response, ApiError> {
    let input = body.whole()?;
    let (created, store) = (new(), &mut by.0.store());
    let created = save(by, store, (created, input), EventAction::ModelCreated)?;
    Ok(shown(by.0, store, &created, StatusCode::CREATED))
}

/// Changes an object by what `input` holds.
pub(super) fn update<R: Resource>(
    by: (&App, &Caller),
    store: &mut Store,
    object: R,
    input: Input,
) -> Result<Response, ApiError> {
    let updated = save(by, store, (object, input), EventAction::ModelUpdated)?;
    Ok(shown(by.0, store, &updated, StatusCode::OK))
}

fn save<R: Resource>(
    (app, caller): (&App, &Caller),
    store: &mut Store,
    (mut object, mut input): (R, Input),
    action: EventAction,
) -> Result<R, ApiError> {
    object.apply(&mut input, store, app.profile());
    input.finish()?;
    object.put(store);
    let reference = object.reference(store);
    caller.audit_reference(app, store, action, &reference);
    Ok(object)
}

/// Deletes an object.
pub(super) fn remove<R: Resource>(
    (app, caller): (&App, &Caller),
    store: &mut Store,
    gone: &R,
) -> StatusCode {
    let reference = gone.reference(store);
    gone.remove(store);
    caller.audit_reference(app, store, EventAction::ModelDeleted, &reference);
    StatusCode::NO_CONTENT
}

/// An answer that shows an object.
pub(super) fn shown<R: Resource>(
    app: &App,
    store: &Store,
    object: &R,
    status: StatusCode,
) -> Response {
    api_json(status, &object.representation(store, app.profile()))
}

//! `GET` of a list of grants.

use axum::extract::State;
use axum::response::Response;

use super::representation::representation;
use super::{Kind, is_visible};
use crate::api::{ApiError, Caller, Query, SortKey, chosen, order, paginate};
use crate::app::App;
use crate::model::UserPk;

pub(super) async fn handler<K: Kind>(
    State(app): State<App>,
    caller: Caller,
    query: Query,
) -> Result<Response, ApiError> {
    let (store, form) = (app.store(), &query.form);
    let user = chosen(form, "user", |pk| store.users.get(UserPk(*pk)).is_some())?;
    let provider = chosen(form, "provider", |pk| store.providers.contains_key(pk))?;
    let all = K::all(&store.grants, app.now());
    let mut granted: Vec<&K> = all
        .filter(|granted| {
            let grant = granted.grant();
            is_visible(&caller, *granted)
                && user.is_none_or(|pk| grant.user == UserPk(pk))
                && provider.is_none_or(|pk| grant.provider == pk)
        })
        .collect();
    // What expires at one moment is in the order in which it was granted.
    granted.sort_by_key(|granted| granted.pk());
    order(&mut granted, form, "provider,expires", |granted, field| {
        sort_key(*granted, field)
    });
    paginate(&app, form, &granted, |granted| {
        representation(&app, &store, *granted)
    })
}

fn sort_key<K: Kind>(granted: &K, field: &str) -> Option<SortKey> {
    Some(match field {
        "pk" => i128::from(granted.pk()).into(),
        "provider" => granted.grant().provider.into(),
        "user" => granted.grant().user.0.into(),
        "expires" => granted.expires().into(),
        _ => return None,
    })
}

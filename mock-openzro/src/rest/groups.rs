//! `/groups`.

use axum::extract::{Path, State};
use serde::Serialize;

use super::authentication::Asking;
use super::error::RestError;
use super::json::Json;
use crate::account::Refusal;
use crate::app::App;
use crate::model;

/// A group. Go writes `null` for no peers, and for no resources, of which this mock has none.
#[derive(Serialize)]
pub(super) struct Group {
    id: String,
    issued: &'static str,
    name: String,
    peers: Option<Vec<PeerMinimum>>,
    peers_count: usize,
    resources: Option<[(); 0]>,
    resources_count: usize,
}

/// A peer in a group.
#[derive(Serialize)]
struct PeerMinimum {
    id: String,
    name: String,
}

/// A group of a peer; unlike in a list of groups, it is not said where it comes from.
#[derive(Serialize)]
pub(super) struct GroupMinimum {
    id: String,
    name: String,
    peers_count: usize,
    resources_count: usize,
}

/// `GET /groups`.
pub(super) async fn list(
    State(app): State<App>,
    Asking(asking): Asking,
) -> Result<Json<Vec<Group>>, RestError> {
    let groups = app.groups(&asking.account_id, &asking.user_id)?;
    let peers = app.peers(&asking.account_id, &asking.user_id)?;
    let groups = groups.into_iter().map(|group| Group::new(group, &peers));
    Ok(Json(groups.collect()))
}

/// `GET /groups/{id}`.
pub(super) async fn read(
    State(app): State<App>,
    Asking(asking): Asking,
    Path(group_id): Path<String>,
) -> Result<Json<Group>, RestError> {
    let groups = app.groups(&asking.account_id, &asking.user_id)?;
    let group = groups.into_iter().find(|group| group.id == group_id);
    let group = group.ok_or(Refusal::GroupNotFound(group_id))?;
    let peers = app.peers(&asking.account_id, &asking.user_id)?;
    Ok(Json(Group::new(group, &peers)))
}

impl Group {
    fn new(group: model::Group, peers: &[model::Peer]) -> Self {
        let found = group.peers.iter().filter_map(|id| {
            let peer = peers.iter().find(|peer| peer.id == *id)?;
            Some(PeerMinimum {
                id: peer.id.clone(),
                name: peer.name.clone(),
            })
        });
        let peers: Vec<PeerMinimum> = found.collect();
        Self {
            id: group.id,
            issued: group.issued.name(),
            name: group.name,
            peers_count: peers.len(),
            peers: (!peers.is_empty()).then_some(peers),
            resources: None,
            resources_count: 0,
        }
    }
}

impl From<model::Group> for GroupMinimum {
    fn from(group: model::Group) -> Self {
        Self {
            id: group.id,
            name: group.name,
            peers_count: group.peers.len(),
            resources_count: 0,
        }
    }
}

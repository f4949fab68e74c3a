//! The group that a URL names.

use uuid::Uuid;

use crate::api::Addressed;
use crate::model::Group;
use crate::store::Store;

impl Addressed for Group {
    const MODEL: &'static str = "Group";
    type Key = Uuid;

    fn find<'a>(store: &'a Store, uuid: &Uuid) -> Option<&'a Self> {
        store.groups.get(uuid)
    }
}

//! Groups, one of which makes its members superusers.

use indexmap::IndexSet;
use serde_json::{Map, Value};
use uuid::Uuid;

/// A group of users.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) pk: Uuid,
    pub(crate) name: String,
    pub(crate) is_superuser: bool,
    pub(crate) parents: IndexSet<Uuid>,
    pub(crate) attributes: Map<String, Value>,
    pub(crate) roles: IndexSet<Uuid>,
}

impl Group {
    /// The number for protocols that know no UUIDs: the first five digits of the primary key as a
    /// decimal number (recording `00-setup`, "find group").
    pub(crate) fn num_pk(&self) -> u32 {
        let mut digits = self.pk.as_u128();
        while digits >= 100_000 {
            digits /= 10;
        }
        u32::try_from(digits).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn num_pk_is_the_recorded_one() {
        let group = Group {
            pk: Uuid::from_u128(0x95c5_40b0_b4d3_4e27_aba0_4620_5f56_8a3b),
            name: "authentik Admins".into(),
            is_superuser: true,
            parents: IndexSet::new(),
            attributes: Map::new(),
            roles: IndexSet::new(),
        };
        assert_eq!(group.num_pk(), 19907);
    }
}

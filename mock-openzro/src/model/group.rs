//! Groups of peers.

/// A group.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) issued: GroupIssued,
    /// Ids of its peers.
    pub(crate) peers: Vec<String>,
}

/// Where a group comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum GroupIssued {
    /// openZro's API.
    Api,
    /// A token's groups claim.
    Jwt,
}

impl Group {
    /// The group that every account has and every peer is in.
    pub(crate) fn is_all(&self) -> bool {
        self.name == "All"
    }
}

impl GroupIssued {
    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Jwt => "jwt",
        }
    }
}

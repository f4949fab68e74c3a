//! Scope mappings.

use uuid::Uuid;

/// What a scope is called and which claims it adds.
#[derive(Clone, Debug)]
pub(crate) struct ScopeMapping {
    pub(crate) pk: Uuid,
    pub(crate) managed: Option<String>,
    pub(crate) name: String,
    /// The Python that Authentik would run.
    pub(crate) expression: String,
    pub(crate) scope_name: String,
    /// What the consent page says of it.
    pub(crate) description: String,
}

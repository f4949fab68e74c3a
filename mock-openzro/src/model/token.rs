//! Personal access tokens.

use jiff::Timestamp;

/// A personal access token. Only its hash is kept.
#[derive(Clone, Debug)]
pub(crate) struct PersonalAccessToken {
    pub(crate) id: String,
    pub(crate) user_id: String,
    pub(crate) name: String,
    /// SHA-256 of the token.
    pub(crate) hash: [u8; 32],
    pub(crate) expiration_date: Timestamp,
    pub(crate) created_by: String,
    pub(crate) created_at: Timestamp,
    pub(crate) last_used: Option<Timestamp>,
}

//! What Authentik's API answers, as far as openZro reads it. Required fields are not enforced, and
//! unknown ones are ignored (reference, section 2.1).

use serde::Deserialize;

use super::{IdpError, UserData};

/// `GET /core/users/`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct UserPage {
    pub(super) pagination: Pagination,
    pub(super) results: Vec<WireUser>,
}

/// The pagination of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Pagination {
    pub(super) next: f64,
}

/// A user of Authentik.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireUser {
    pk: i32,
    name: String,
    email: Option<String>,
}

impl Pagination {
    /// The number of the next page; `None` after the last.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the real client converts the number in the same way"
    )]
    pub(super) fn next_page(&self) -> Option<i32> {
        (self.next != 0.0).then_some(self.next as i32)
    }
}

impl WireUser {
    pub(super) fn into_user_data(self) -> Result<UserData, IdpError> {
        Ok(UserData {
            id: self.pk.to_string(),
            name: self.name,
            email: self.email.ok_or(IdpError::NilPointer("a user's email"))?,
        })
    }
}

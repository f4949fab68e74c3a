//! The people who log in. The guide has none; scenarios need some.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::work::{Thing, Work};
use super::{Change, ProvisionError, groups};
use crate::Secret;
use crate::driver::Credentials;

/// Someone who can log in to Authentik.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Person {
    /// The display name; the user name when not given.
    pub name: Option<String>,
    /// The e-mail address; `USERNAME@example.com` when not given.
    pub email: Option<String>,
    /// The password; `USERNAME-pass` when not given.
    pub password: Option<Secret>,
    /// The groups, by name; made if there are none of that name.
    pub groups: Vec<String>,
    /// Whether they can log in at all.
    pub is_active: bool,
}

impl Default for Person {
    fn default() -> Self {
        Self {
            name: None,
            email: None,
            password: None,
            groups: Vec::new(),
            is_active: true,
        }
    }
}

impl Person {
    /// What this person types into the login form, `username` being their user name.
    pub fn credentials(&self, username: &str) -> Credentials {
        let default = || format!("{username}-pass").into();
        Credentials {
            username: username.to_owned(),
            password: self.password.clone().unwrap_or_else(default),
        }
    }
}

/// Sees to it that the person exists, and gives their number. A password is set only for someone who
/// was not there, so that provisioning a live Authentik locks nobody out.
pub(super) async fn ensure(
    work: &mut Work<'_>,
    username: &str,
    person: &Person,
) -> Result<i64, ProvisionError> {
    let mut member_of = Vec::new();
    for name in &person.groups {
        member_of.push(groups::ensure(work, name).await?);
    }
    let what = format!("user {username}");
    let default_email = || format!("{username}@example.com");
    let thing = Thing {
        what: what.clone(),
        collection: "core/users/",
        key: "username",
        id: "pk",
        fields: json!({
            "username": username,
            "name": person.name.as_deref().unwrap_or(username),
            "email": person.email.clone().unwrap_or_else(default_email),
            "is_active": person.is_active,
            "groups": member_of,
        }),
    };
    let user = work.ensure(thing).await?;
    let pk = work.number_of(&user, "pk", &what)?;
    let last = work.reports.last();
    if last.is_some_and(|report| report.change == Change::Created) {
        let password = person.credentials(username).password;
        let body = json!({ "password": password.reveal() });
        work.post(&format!("core/users/{pk}/set_password/"), &body)
            .await?;
    }
    Ok(pk)
}

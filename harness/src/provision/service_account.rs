//! Step 3: the service account, and the password that openZro is given.

use ambient::Entropy;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::work::Work;
use super::{Change, Guide, ProvisionError};
use crate::Secret;

/// Steps 3 and 4: "Create Service Account" and "Add Service Account to Admin Group".
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ServiceAccountGuide {
    /// Username.
    pub username: String,
    /// Which of its passwords openZro is given; the guide insists on the app password.
    pub password: PasswordKind,
    /// Whether it is in the group `authentik Admins`.
    pub in_admin_group: bool,
}

impl Default for ServiceAccountGuide {
    fn default() -> Self {
        Self {
            username: "openZro".to_owned(),
            password: PasswordKind::App,
            in_admin_group: true,
        }
    }
}

/// A service account's two kinds of password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PasswordKind {
    /// One of its tokens, with the intent "app password".
    App,
    /// What it would type into the login form.
    Account,
}

/// What openZro needs to know of the service account.
pub(super) struct ServiceAccount {
    pub(super) pk: i64,
    pub(super) password: Secret,
}

/// Does the step.
pub(super) async fn ensure(
    work: &mut Work<'_>,
    guide: &Guide,
    entropy: &Entropy,
) -> Result<ServiceAccount, ProvisionError> {
    let username = guide.service_account.username.as_str();
    let what = format!("service account {username}");
    let is_it = |user: &Value| user["username"] == username;
    let found = work
        .find("core/users/", &[("username", username)], is_it)
        .await?;
    let pk = if let Some(user) = found {
        work.report(&what, Change::Unchanged);
        work.number_of(&user, "pk", &what)?
    } else {
        let body = json!({ "name": username, "create_group": false });
        let created = work.post("core/users/service_account/", &body).await?;
        work.report(&what, Change::Created);
        work.number_of(&created, "user_pk", &what)?
    };
    let password = match guide.service_account.password {
        PasswordKind::App => app_password(work, pk, username).await?,
        PasswordKind::Account => account_password(work, pk, entropy).await?,
    };
    Ok(ServiceAccount { pk, password })
}

/// The app password: one that is there, such as Authentik makes with the account, or else a new one
/// that does not expire, because Authentik's default is half an hour.
async fn app_password(
    work: &mut Work<'_>,
    pk: i64,
    username: &str,
) -> Result<Secret, ProvisionError> {
    let filter = [("user__username", username), ("intent", "app_password")];
    let is_its = |token: &Value| token["user"] == pk && token["intent"] == "app_password";
    let found = work.find("core/tokens/", &filter, is_its).await?;
    let change = found
        .as_ref()
        .map_or(Change::Created, |_| Change::Unchanged);
    let token = if let Some(token) = found {
        token
    } else {
        let body = json!({
            "identifier": format!("{}-app-password", username.to_lowercase()),
            "intent": "app_password",
            "user": pk,
            "expiring": false,
        });
        work.post("core/tokens/", &body).await?
    };
    let identifier = work.text_of(&token, "identifier", "app password")?;
    work.report(format!("app password {identifier}"), change);
    let path = format!("core/tokens/{identifier}/view_key/");
    let key = work.get(&path).await?;
    work.text_of(&key, "key", "app password").map(Secret::from)
}

/// A fresh account password; the old one cannot be read, so each run sets another.
async fn account_password(
    work: &mut Work<'_>,
    pk: i64,
    entropy: &Entropy,
) -> Result<Secret, ProvisionError> {
    let password = entropy.alphanumeric(40);
    let path = format!("core/users/{pk}/set_password/");
    work.post(&path, &json!({ "password": password })).await?;
    let change = Change::Changed(vec!["password".to_owned()]);
    work.report("account password", change);
    Ok(password.into())
}

//! An administrator on openZro's REST API.

use http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;

use super::rest::{ApiAnswer, Authorization, RestClient};
use super::{Http, HttpError, Outside};
use crate::wire::Party;

/// Who is invited (`POST /api/users`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Invite {
    /// The e-mail address; a service user has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The display name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `admin`, `user`, …
    #[serde(default = "user_role")]
    pub role: String,
    /// Ids of the groups the peers of this user join.
    #[serde(default)]
    pub auto_groups: Vec<String>,
    /// Whether it is a program's account, which no identity provider knows.
    #[serde(default)]
    pub is_service_user: bool,
}

fn user_role() -> String {
    "user".to_owned()
}

/// An administrator on openZro's REST API. An error status is an answer like any other.
#[derive(Clone, Debug)]
pub struct Admin(RestClient);

impl Admin {
    /// An administrator of the management server at `management`, whose path is ignored.
    ///
    /// # Errors
    /// [`HttpError::Client`] when TLS cannot be set up.
    pub fn new(
        management: Url,
        authorization: Authorization,
        outside: &Outside,
    ) -> Result<Self, HttpError> {
        let http = Http::new(Party::Admin, &outside.trust)?;
        Ok(Self(RestClient::new(http, management, authorization)))
    }

    /// Sends any request; `path` may have a query: `/api/users?service_user=true`.
    ///
    /// # Errors
    /// [`HttpError`] when there is no answer, or `path` gives no URL.
    pub async fn request(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<ApiAnswer, HttpError> {
        self.0.request(method, path, body).await
    }

    async fn get(&self, path: &str) -> Result<ApiAnswer, HttpError> {
        self.request(Method::GET, path, None).await
    }

    /// `GET /api/users`: every person and service user of the account.
    ///
    /// # Errors
    /// [`HttpError`] when there is no answer; so for every method below.
    pub async fn users(&self) -> Result<ApiAnswer, HttpError> {
        self.get("/api/users").await
    }

    /// `GET /api/users/current`: the caller.
    ///
    /// # Errors
    /// As for [`Admin::users`].
    pub async fn current_user(&self) -> Result<ApiAnswer, HttpError> {
        self.get("/api/users/current").await
    }

    /// `POST /api/users`.
    ///
    /// # Errors
    /// As for [`Admin::users`].
    pub async fn invite(&self, invite: &Invite) -> Result<ApiAnswer, HttpError> {
        self.request(Method::POST, "/api/users", Some(&json!(invite)))
            .await
    }

    /// `DELETE /api/users/{id}`.
    ///
    /// # Errors
    /// As for [`Admin::users`].
    pub async fn delete_user(&self, id: &str) -> Result<ApiAnswer, HttpError> {
        self.request(Method::DELETE, &format!("/api/users/{id}"), None)
            .await
    }

    /// `POST /api/users/{id}/tokens`: a personal access token for `days` days (1 to 365), in
    /// `plain_token`.
    ///
    /// # Errors
    /// As for [`Admin::users`].
    pub async fn create_token(
        &self,
        user: &str,
        name: &str,
        days: u32,
    ) -> Result<ApiAnswer, HttpError> {
        let body = json!({ "name": name, "expires_in": days });
        let path = format!("/api/users/{user}/tokens");
        self.request(Method::POST, &path, Some(&body)).await
    }

    /// `GET /api/accounts`: the one account the caller is in.
    ///
    /// # Errors
    /// As for [`Admin::users`].
    pub async fn accounts(&self) -> Result<ApiAnswer, HttpError> {
        self.get("/api/accounts").await
    }

    /// `PUT /api/accounts/{id}`.
    ///
    /// # Errors
    /// As for [`Admin::users`].
    pub async fn update_account(&self, id: &str, account: &Value) -> Result<ApiAnswer, HttpError> {
        self.request(Method::PUT, &format!("/api/accounts/{id}"), Some(account))
            .await
    }

    /// `GET /api/peers`: the machines.
    ///
    /// # Errors
    /// As for [`Admin::users`].
    pub async fn peers(&self) -> Result<ApiAnswer, HttpError> {
        self.get("/api/peers").await
    }

    /// `GET /api/events`: the activity log, latest first.
    ///
    /// # Errors
    /// As for [`Admin::users`].
    pub async fn events(&self) -> Result<ApiAnswer, HttpError> {
        self.get("/api/events").await
    }
}

//! The IdP manager: the four calls that openZro makes to Authentik's API.

use std::time::Duration;

use ambient::Clock;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;
use url::Url;

use super::token::{Credentials, Password};
use super::wire::{UserPage, WireUser};
use super::{IdpError, IncompleteIdp, cause, send};
use crate::config::IdpManagerConfig;

/// How long an answer of the identity provider may take (reference, section 2.1).
pub(crate) const TIMEOUT: Duration = Duration::from_secs(10);

/// A user as the identity provider knows him.
#[derive(Clone, Debug)]
pub(crate) struct UserData {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) email: String,
}

/// Authentik's API, with the service account's rights.
#[derive(Debug)]
pub(crate) struct Manager {
    credentials: Credentials,
    /// Scheme and host of the issuer, and `/api/v3`: an Authentik under a path is not supported.
    api: String,
    client: reqwest::Client,
    clock: Clock,
}

impl Manager {
    /// `None` for the manager types `none` and empty.
    pub(crate) fn new(
        config: &IdpManagerConfig,
        client: reqwest::Client,
        clock: Clock,
    ) -> Result<Option<Self>, IncompleteIdp> {
        match config.manager_type.to_lowercase().as_str() {
            "none" | "" => return Ok(None),
            "authentik" => {}
            "auth0" | "azure" | "keycloak" | "zitadel" | "okta" | "google" | "jumpcloud" => {
                return Err(IncompleteIdp::NotMocked(config.manager_type.clone()));
            }
            _ => return Err(IncompleteIdp::ManagerType(config.manager_type.clone())),
        }
        let settings = config
            .client_config
            .as_ref()
            .ok_or(IncompleteIdp::ClientConfig)?;
        let extra = |key: &str| config.extra_config.get(key).cloned().unwrap_or_default();
        let filled = |value: String, missing: IncompleteIdp| {
            (!value.is_empty()).then_some(value).ok_or(missing)
        };
        let credentials = Credentials {
            client_id: filled(settings.client_id.clone(), IncompleteIdp::ClientId)?,
            username: filled(extra("Username"), IncompleteIdp::Username)?,
            password: Password(filled(extra("Password"), IncompleteIdp::Password)?),
            token_endpoint: filled(
                settings.token_endpoint.clone(),
                IncompleteIdp::TokenEndpoint,
            )?,
            grant_type: String::new(),
            cached: Mutex::new(None),
        };
        let issuer = filled(settings.issuer.clone(), IncompleteIdp::Issuer)?;
        let grant_type = filled(settings.grant_type.clone(), IncompleteIdp::GrantType)?;
        let issuer = Url::parse(&issuer).map_err(|_| IncompleteIdp::IssuerNotUrl)?;
        if !issuer.has_host() {
            return Err(IncompleteIdp::IssuerNotUrl);
        }
        let api = format!("{}/api/v3", issuer.origin().ascii_serialization());
        Ok(Some(Self {
            credentials: Credentials {
                grant_type,
                ..credentials
            },
            api,
            client,
            clock,
        }))
    }

    /// All users, page by page.
    pub(crate) async fn users(&self) -> Result<Vec<UserData>, IdpError> {
        let mut users = Vec::new();
        let mut page = Some(1);
        while let Some(number) = page {
            let list: UserPage = self.get(&format!("/core/users/?page={number}")).await?;
            for user in list.results {
                users.push(user.into_user_data()?);
            }
            page = list.pagination.next_page();
        }
        Ok(users)
    }

    /// The users with this mail address, of the first page.
    pub(crate) async fn users_by_email(&self, email: &str) -> Result<Vec<UserData>, IdpError> {
        let query: String = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("email", email)
            .finish();
        let list: UserPage = self.get(&format!("/core/users/?{query}")).await?;
        let users = list.results.into_iter();
        users.map(WireUser::into_user_data).collect()
    }

    /// One user.
    pub(crate) async fn user(&self, id: &str) -> Result<UserData, IdpError> {
        let authorization = self.authorization().await?;
        let pk = parse_id(id)?;
        let answer = self
            .call(
                http::Method::GET,
                &format!("/core/users/{pk}/"),
                authorization,
            )
            .await?;
        decode::<WireUser>(answer).await?.into_user_data()
    }

    /// Deletes a user: the write-back.
    pub(crate) async fn delete_user(&self, id: &str) -> Result<(), IdpError> {
        let authorization = self.authorization().await?;
        let pk = parse_id(id)?;
        let answer = self
            .call(
                http::Method::DELETE,
                &format!("/core/users/{pk}/"),
                authorization,
            )
            .await?;
        match answer.status().as_u16() {
            204 => Ok(()),
            status => Err(IdpError::NotDeleted {
                user_id: id.to_owned(),
                status,
            }),
        }
    }

    async fn authorization(&self) -> Result<String, IdpError> {
        self.credentials
            .authorization(&self.client, &self.clock)
            .await
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, IdpError> {
        let authorization = self.authorization().await?;
        let answer = self.call(http::Method::GET, path, authorization).await?;
        decode(answer).await
    }

    /// A call that is refused from status 300 on.
    async fn call(
        &self,
        method: http::Method,
        path: &str,
        authorization: String,
    ) -> Result<reqwest::Response, IdpError> {
        let url = format!("{}{path}", self.api);
        let verb = match method {
            http::Method::DELETE => "Delete",
            _ => "Get",
        };
        let request = self
            .client
            .request(method, &url)
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, "OpenAPI-Generator/1.0.0/go")
            .header(AUTHORIZATION, authorization);
        let answer = send(request)
            .await
            .map_err(|error| IdpError::Transport(format!("{verb} \"{url}\": {}", cause(&error))))?;
        if answer.status().as_u16() >= 300 {
            return Err(IdpError::Refused(answer.status().to_string()));
        }
        Ok(answer)
    }
}

/// A provider whose `sub_mode` is not `user_id` fails here (reference, section 2.1).
fn parse_id(id: &str) -> Result<i32, IdpError> {
    id.parse().map_err(|_| IdpError::UserId(id.to_owned()))
}

async fn decode<T: DeserializeOwned>(answer: reqwest::Response) -> Result<T, IdpError> {
    let is_json = answer
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.to_ascii_lowercase().contains("json"));
    let body = answer
        .bytes()
        .await
        .map_err(|error| IdpError::Transport(cause(&error)))?;
    if body.is_empty() {
        return Err(IdpError::NilPointer("the answer's body"));
    }
    if !is_json {
        return Err(IdpError::UndefinedResponseType);
    }
    serde_json::from_slice(&body).map_err(|error| IdpError::Unreadable(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::IdpClientConfig;

    fn complete() -> IdpManagerConfig {
        IdpManagerConfig {
            manager_type: "authentik".to_owned(),
            client_config: Some(IdpClientConfig {
                issuer: "https://ak.example.com/application/o/openzro/".to_owned(),
                token_endpoint: "https://ak.example.com/application/o/token/".to_owned(),
                client_id: "CID".to_owned(),
                grant_type: "client_credentials".to_owned(),
            }),
            extra_config: [("Username", "openZro"), ("Password", "app")]
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into(),
        }
    }

    fn manager(config: &IdpManagerConfig) -> Result<Option<Manager>, IncompleteIdp> {
        Manager::new(
            config,
            super::super::client(None, &ambient::Authorities::default()).unwrap(),
            Clock::system(),
        )
    }

    #[test]
    fn fields_are_missed_in_order() {
        let mut config = complete();
        config.extra_config.clear();
        config.client_config = Some(IdpClientConfig::default());
        assert_eq!(manager(&config).unwrap_err(), IncompleteIdp::ClientId);
        config.client_config = complete().client_config;
        assert_eq!(manager(&config).unwrap_err(), IncompleteIdp::Username);
    }

    #[test]
    fn the_api_is_at_the_issuers_origin() {
        let manager = manager(&complete()).unwrap().unwrap();
        assert_eq!(manager.api, "https://ak.example.com/api/v3");
    }

    #[test]
    fn ids_are_numbers() {
        assert_eq!(parse_id("42").unwrap(), 42);
        assert!(matches!(parse_id("5f2c"), Err(IdpError::UserId(_))));
        assert!(matches!(parse_id("3000000000"), Err(IdpError::UserId(_))));
    }
}

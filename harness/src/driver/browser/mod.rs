//! A person at a browser, at the level of HTTP: it follows redirects, keeps cookies, and speaks the
//! flow executor as Authentik's own JavaScript does (Authentik reference §2.6 to §2.9; recordings
//! `02-authcode-pkce` and `10-device`).

mod authorize;
mod error;
mod executor;
mod journey;
mod page;

use std::sync::Arc;

use http::StatusCode;
use reqwest::Client;
use reqwest::cookie::{CookieStore, Jar};
use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

use self::journey::{Arrival, Journey};
use super::{Http, HttpError, Outside};
use crate::Secret;
use crate::wire::Party;

pub use authorize::{AuthorizeOutcome, AuthorizeRequest, Pkce};
pub use error::BrowserError;

/// What a person types into the login form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// User name or e-mail address.
    pub username: String,
    /// The password.
    pub password: Secret,
}

/// What became of a device code in the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeviceOutcome {
    /// The finishing challenge was shown, which is what approves the device.
    Approved,
    /// A page that leads no further.
    Page {
        /// Its status.
        status: StatusCode,
        /// Its heading, or else its title; empty when it has neither.
        title: String,
    },
    /// The flow stopped at a stage.
    Stopped {
        /// The stage's component.
        component: String,
        /// What it says is wrong; empty when it says nothing.
        message: String,
    },
}

/// A browser with its cookies. The session lasts as long as the browser does, so a second login
/// finds the first one's session and remembered consent.
#[derive(Clone, Debug)]
pub struct Browser {
    http: Http,
    jar: Arc<Jar>,
    grants_consent: bool,
}

impl Browser {
    /// A browser without cookies, whose person consents when asked.
    ///
    /// # Errors
    /// [`HttpError::Client`] when TLS cannot be set up.
    pub fn new(outside: &Outside) -> Result<Self, HttpError> {
        let jar = Arc::new(Jar::default());
        let builder = Client::builder().cookie_provider(jar.clone());
        Ok(Self {
            http: Http::build(builder, Party::Browser, &outside.trust)?,
            jar,
            grants_consent: true,
        })
    }

    /// The same browser and session, whose person does not answer when asked for consent.
    #[must_use]
    pub fn stopping_at_consent(&self) -> Self {
        Self {
            grants_consent: false,
            ..self.clone()
        }
    }

    /// Goes to the authorization endpoint, logs in as `person` if asked to, consents if asked to,
    /// and comes back with what the client gets at its redirect URI, which is not itself visited.
    ///
    /// # Errors
    /// [`BrowserError`] when an exchange failed or led nowhere.
    pub async fn authorize(
        &self,
        request: &AuthorizeRequest,
        person: &Credentials,
    ) -> Result<AuthorizeOutcome, BrowserError> {
        let journey = Journey {
            browser: self,
            person: Some(person),
            redirect_uri: Url::parse(&request.redirect_uri).ok(),
            user_code: None,
        };
        let arrival = journey.from(request.url()).await?;
        AuthorizeOutcome::of(arrival, &request.redirect_uri)
    }

    /// Opens the page a device shows (`verification_uri_complete`), logs in as `person` if asked to,
    /// and consents if asked to.
    ///
    /// # Errors
    /// As for [`Browser::authorize`].
    pub async fn approve_device(
        &self,
        verification_uri_complete: &Url,
        person: &Credentials,
    ) -> Result<DeviceOutcome, BrowserError> {
        self.device(verification_uri_complete, None, person).await
    }

    /// As [`Browser::approve_device`], with `verification_uri` opened and `user_code` typed in.
    ///
    /// # Errors
    /// As for [`Browser::authorize`].
    pub async fn enter_device_code(
        &self,
        verification_uri: &Url,
        user_code: &str,
        person: &Credentials,
    ) -> Result<DeviceOutcome, BrowserError> {
        self.device(verification_uri, Some(user_code), person).await
    }

    async fn device(
        &self,
        page: &Url,
        user_code: Option<&str>,
        person: &Credentials,
    ) -> Result<DeviceOutcome, BrowserError> {
        let journey = Journey {
            browser: self,
            person: Some(person),
            redirect_uri: None,
            user_code,
        };
        Ok(match journey.from(page.clone()).await? {
            Arrival::Page { status, title } => DeviceOutcome::Page { status, title },
            Arrival::Stopped { component, message } => {
                DeviceOutcome::Stopped { component, message }
            }
            Arrival::DeviceApproved => DeviceOutcome::Approved,
            Arrival::AtClient(_) => DeviceOutcome::Stopped {
                component: "xak-flow-redirect".to_owned(),
                message: "the flow led to a client, not to the end of a device login".to_owned(),
            },
        })
    }

    /// Logs out of Authentik at `authentik`, by its default invalidation flow, which ends at the
    /// login form (recording `10-device`, entries 22 to 28).
    ///
    /// # Errors
    /// As for [`Browser::authorize`]; [`BrowserError::StillLoggedIn`] when it ends elsewhere.
    pub async fn log_out(&self, authentik: &Url) -> Result<(), BrowserError> {
        let journey = Journey {
            browser: self,
            person: None,
            redirect_uri: None,
            user_code: None,
        };
        let mut page = authentik.clone();
        page.set_path("/flows/-/default/invalidation/");
        match journey.from(page).await? {
            Arrival::Stopped { component, .. } if component == "ak-stage-identification" => Ok(()),
            elsewhere => Err(BrowserError::StillLoggedIn(format!("{elsewhere:?}"))),
        }
    }

    /// Whether the browser holds a cookie of that name for `url`.
    pub fn has_cookie(&self, url: &Url, name: &str) -> bool {
        self.cookie(url, name).is_some()
    }

    fn cookie(&self, url: &Url, name: &str) -> Option<String> {
        let cookies = self.jar.cookies(url)?;
        let mut pairs = cookies.to_str().ok()?.split("; ");
        pairs.find_map(|pair| {
            let value = pair.strip_prefix(name)?.strip_prefix('=')?;
            Some(value.to_owned())
        })
    }
}

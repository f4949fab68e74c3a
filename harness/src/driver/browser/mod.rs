//! A person at a browser, at the level of HTTP: it follows redirects, keeps cookies, and speaks the
//! flow executor as Authentik's own JavaScript does (Authentik reference §2.6 to §2.9; recordings
//! `02-authcode-pkce` and `10-device`).

mod authorize;
mod error;
mod executor;
mod journey;

use std::sync::Arc;

use reqwest::Client;
use reqwest::cookie::Jar;
use schemars::JsonSchema;
use serde::Deserialize;
use url::Url;

use super::{Http, HttpError, Outside};
use crate::Secret;
use crate::wire::Party;
use http::StatusCode;

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
        todo!()
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
        todo!()
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
        todo!()
    }

    /// Logs out of Authentik at `authentik`, by its default invalidation flow.
    ///
    /// # Errors
    /// As for [`Browser::authorize`].
    pub async fn log_out(&self, authentik: &Url) -> Result<(), BrowserError> {
        todo!()
    }

    /// Whether the browser holds a cookie of that name for `url`.
    pub fn has_cookie(&self, url: &Url, name: &str) -> bool {
        self.cookie(url, name).is_some()
    }

    fn cookie(&self, url: &Url, name: &str) -> Option<String> {
        let _ = &self.jar;
        todo!()
    }
}

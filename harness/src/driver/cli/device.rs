//! Login by device code (RFC 8628), as openZro's client does it.

use std::time::Duration;

use http::StatusCode;
use serde::Deserialize;
use url::Url;

use super::audience::{check_audience, token_to_show};
use super::{CliError, DeviceFlow, endpoint};
use crate::Secret;
use crate::driver::{Answer, Http, OAuthError, Tokens};

const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// How much longer the client waits after each `slow_down`. RFC 8628 §3.5 wants 5 seconds.
const SLOWER: Duration = Duration::from_secs(3);

/// What the device authorization endpoint made of the request.
#[derive(Clone, Debug)]
pub enum DeviceStart {
    /// It gave codes.
    Started(Box<DeviceLogin>),
    /// It did not answer 200, the only status the client accepts.
    Refused {
        /// The status.
        status: StatusCode,
        /// The refusal, if there was one in the body; Authentik before 2025.8 sends none.
        error: Option<OAuthError>,
    },
}

/// The codes (RFC 8628 §3.2).
#[derive(Clone, Debug)]
pub struct DeviceAuthorization {
    /// What the device polls with.
    pub device_code: Secret,
    /// What a person types in.
    pub user_code: String,
    /// Where a person types it in.
    pub verification_uri: Url,
    /// Where a person need not; the former, when the provider gives none.
    pub verification_uri_complete: Url,
    /// The codes' life.
    pub expires_in: Duration,
    /// How long to wait before each poll.
    pub interval: Duration,
}

/// What one poll brought.
#[derive(Clone, Debug)]
pub enum Poll {
    /// Nobody has approved yet.
    Pending,
    /// As [`Poll::Pending`], and the client waits 3 seconds longer from now on.
    SlowDown,
    /// Tokens for the right audience.
    Granted(Tokens),
    /// A refusal that ends the login.
    Refused {
        /// The status.
        status: StatusCode,
        /// The refusal.
        error: OAuthError,
    },
}

/// A device login under way. Each [`DeviceLogin::poll`] is one request, at once: the caller decides
/// when, so that no test waits for an interval.
#[derive(Clone, Debug)]
pub struct DeviceLogin {
    http: Http,
    flow: DeviceFlow,
    /// The codes, and the interval as it is now.
    pub authorization: DeviceAuthorization,
}

impl DeviceLogin {
    pub(super) async fn start(http: Http, flow: DeviceFlow) -> Result<DeviceStart, CliError> {
        let url = endpoint("DeviceAuthEndpoint", &flow.device_auth_endpoint)?;
        let form = [
            ("audience", &flow.audience),
            ("client_id", &flow.client_id),
            ("scope", &flow.scope),
        ];
        let answer = http.send(http.post(url).form(&form)).await?;
        if answer.status != StatusCode::OK {
            return Ok(DeviceStart::Refused {
                status: answer.status,
                error: answer.json("an OAuth error").ok(),
            });
        }
        let authorization = DeviceAuthorization::read(&answer)?;
        Ok(DeviceStart::Started(Box::new(Self {
            http,
            flow,
            authorization,
        })))
    }

    /// Asks once for tokens.
    ///
    /// # Errors
    /// [`CliError`] when the client would stop polling for another reason than a refusal.
    pub async fn poll(&mut self) -> Result<Poll, CliError> {
        let url = endpoint("TokenEndpoint", &self.flow.token_endpoint)?;
        let form = [
            ("client_id", self.flow.client_id.as_str()),
            ("device_code", self.authorization.device_code.reveal()),
            ("grant_type", GRANT_TYPE),
        ];
        let answer = self.http.send(self.http.post(url).form(&form)).await?;
        if answer.status.is_server_error() {
            return Err(CliError::ServerError(answer.status));
        }
        // The client looks for an error, not at the status.
        let Some(error) = refusal(&answer)? else {
            let tokens: Tokens = answer.json("a token answer")?;
            check_audience(self.token(&tokens)?, &self.flow.audience)?;
            return Ok(Poll::Granted(tokens));
        };
        match error.error.as_str() {
            "authorization_pending" => Ok(Poll::Pending),
            "slow_down" => {
                self.authorization.interval += SLOWER;
                Ok(Poll::SlowDown)
            }
            _ => Ok(Poll::Refused {
                status: answer.status,
                error,
            }),
        }
    }

    /// The token that is shown to the management server: the access token, unless the flow says
    /// otherwise.
    ///
    /// # Errors
    /// [`CliError::Token`] when that token is absent.
    pub fn token<'a>(&self, tokens: &'a Tokens) -> Result<&'a Secret, CliError> {
        token_to_show(self.flow.use_id_token, tokens)
    }
}

impl DeviceAuthorization {
    fn read(answer: &Answer) -> Result<Self, CliError> {
        /// As it is sent: the client takes every member for optional.
        #[derive(Deserialize)]
        struct Sent {
            device_code: Secret,
            user_code: String,
            verification_uri: Url,
            verification_uri_complete: Option<Url>,
            #[serde(default)]
            expires_in: u64,
            #[serde(default)]
            interval: i64,
        }
        let sent: Sent = answer.json("a device authorization")?;
        let interval = u64::try_from(sent.interval).unwrap_or_default();
        if interval == 0 {
            return Err(CliError::Interval(sent.interval));
        }
        let complete = sent.verification_uri_complete;
        Ok(Self {
            device_code: sent.device_code,
            user_code: sent.user_code,
            verification_uri_complete: complete.unwrap_or_else(|| sent.verification_uri.clone()),
            verification_uri: sent.verification_uri,
            expires_in: Duration::from_secs(sent.expires_in),
            interval: Duration::from_secs(interval),
        })
    }
}

fn refusal(answer: &Answer) -> Result<Option<OAuthError>, CliError> {
    #[derive(Deserialize)]
    struct Sent {
        #[serde(default)]
        error: String,
        #[serde(default)]
        error_description: String,
    }
    let sent: Sent = answer.json("a token answer")?;
    Ok((!sent.error.is_empty()).then_some(OAuthError {
        error: sent.error,
        error_description: sent.error_description,
    }))
}

#[cfg(test)]
mod tests {
    use ambient::Server;
    use axum::Router;
    use axum::routing::post;

    use super::*;
    use crate::Trust;
    use crate::wire::Party;

    /// A provider with one answer for each endpoint.
    async fn start(
        device: (u16, &'static str),
        token: (u16, &'static str),
    ) -> (Server, DeviceFlow) {
        let answering = |(status, body): (u16, &'static str)| {
            let status = StatusCode::from_u16(status).unwrap();
            post(move || async move { (status, body) })
        };
        let router = Router::new()
            .route("/device/", answering(device))
            .route("/token/", answering(token));
        let address = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
        let server = Server::start(address, router).await.unwrap();
        let flow = DeviceFlow {
            audience: "CID".to_owned(),
            client_id: "CID".to_owned(),
            token_endpoint: format!("{}/token/", server.url()),
            device_auth_endpoint: format!("{}/device/", server.url()),
            scope: "openid".to_owned(),
            use_id_token: false,
        };
        (server, flow)
    }

    async fn begin(flow: DeviceFlow) -> Result<DeviceStart, CliError> {
        DeviceLogin::start(Http::new(Party::Cli, &Trust::default()).unwrap(), flow).await
    }

    const CODES: &str = r#"{"device_code": "d", "user_code": "123456789",
        "verification_uri": "http://ak/device", "expires_in": 60, "interval": 5}"#;

    async fn poll(token: (u16, &'static str)) -> (Result<Poll, CliError>, Duration) {
        let (_server, flow) = start((200, CODES), token).await;
        let DeviceStart::Started(mut login) = begin(flow).await.unwrap() else {
            panic!("no codes");
        };
        (login.poll().await, login.authorization.interval)
    }

    #[tokio::test]
    async fn an_interval_of_0_is_said_to_make_the_client_panic() {
        let codes =
            r#"{"device_code": "d", "user_code": "1", "verification_uri": "http://ak/device"}"#;
        let (_server, flow) = start((200, codes), (400, "{}")).await;
        let error = begin(flow).await.unwrap_err();
        assert!(matches!(error, CliError::Interval(0)), "{error}");
        assert!(error.to_string().contains("panics"), "{error}");
    }

    #[tokio::test]
    async fn only_200_starts_a_login() {
        let (_server, flow) = start((201, CODES), (400, "{}")).await;
        let started = begin(flow).await.unwrap();
        assert!(matches!(started, DeviceStart::Refused { error: None, .. }));
    }

    #[tokio::test]
    async fn polls_tell_waiting_from_refusal() {
        let (pending, interval) = poll((400, r#"{"error": "authorization_pending"}"#)).await;
        assert!(matches!(pending, Ok(Poll::Pending)));
        assert_eq!(interval, Duration::from_secs(5));
        let (slow, interval) = poll((400, r#"{"error": "slow_down"}"#)).await;
        assert!(matches!(slow, Ok(Poll::SlowDown)));
        assert_eq!(interval, Duration::from_secs(8));
        let (refused, _) = poll((400, r#"{"error": "invalid_grant"}"#)).await;
        assert!(matches!(refused, Ok(Poll::Refused { .. })));
        let (broken, _) = poll((503, r#"{"error": "authorization_pending"}"#)).await;
        assert!(matches!(broken, Err(CliError::ServerError(_))));
        let (opaque, _) =
            poll((200, r#"{"access_token": "opaque", "token_type": "Bearer"}"#)).await;
        assert!(matches!(opaque, Err(CliError::Token(_))));
    }
}

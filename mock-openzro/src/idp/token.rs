//! The token for Authentik's API: asked for with the service account's app password.

use ambient::Clock;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use tokio::sync::Mutex;

use super::{IdpError, cause};

/// A token is not used within this many seconds of its end.
const MARGIN: i64 = 5;

/// Asks for tokens and keeps the last one.
#[derive(Debug)]
pub(super) struct Credentials {
    pub(super) client_id: String,
    pub(super) username: String,
    pub(super) password: Password,
    pub(super) token_endpoint: String,
    pub(super) grant_type: String,
    pub(super) cached: Mutex<Option<Token>>,
}

/// An app password, which no log shows.
pub(super) struct Password(pub(super) String);

/// A token and its end by its own `exp` claim, not by `expires_in` (reference, section 2.1).
#[derive(Clone)]
pub(super) struct Token {
    value: String,
    kind: String,
    expires: i64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TokenAnswer {
    access_token: String,
    expires_in: i64,
    token_type: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Expiry {
    exp: i64,
}

impl Credentials {
    /// The value of the `Authorization` header.
    pub(super) async fn authorization(
        &self,
        client: &reqwest::Client,
        clock: &Clock,
    ) -> Result<String, IdpError> {
        let mut cached = self.cached.lock().await;
        let fresh = cached
            .as_ref()
            .filter(|token| clock.now_seconds() + MARGIN < token.expires);
        if let Some(token) = fresh {
            return Ok(token.authorization());
        }
        let token = self.request(client).await?;
        let authorization = token.authorization();
        *cached = Some(token);
        Ok(authorization)
    }

    /// The form has the order of Go's `url.Values.Encode`: alphabetical.
    async fn request(&self, client: &reqwest::Client) -> Result<Token, IdpError> {
        let form = [
            ("client_id", self.client_id.as_str()),
            ("grant_type", &self.grant_type),
            ("password", &self.password.0),
            ("scope", "goauthentik.io/api"),
            ("username", &self.username),
        ];
        let transport = |error: reqwest::Error| {
            IdpError::Transport(format!(
                "Post \"{}\": {}",
                self.token_endpoint,
                cause(&error)
            ))
        };
        let request = client.post(&self.token_endpoint).form(&form);
        let answer = request.send().await.map_err(transport)?;
        if answer.status() != http::StatusCode::OK {
            return Err(IdpError::TokenRefused(answer.status().as_u16()));
        }
        Token::parse(&answer.bytes().await.map_err(transport)?)
    }
}

impl Token {
    fn parse(body: &[u8]) -> Result<Self, IdpError> {
        let unreadable = |error: String| IdpError::TokenUnreadable(error);
        let answer: TokenAnswer =
            serde_json::from_slice(body).map_err(|error| unreadable(error.to_string()))?;
        if answer.access_token.is_empty() && answer.expires_in == 0 {
            return Err(IdpError::TokenMissing);
        }
        let claims = answer
            .access_token
            .split('.')
            .nth(1)
            .ok_or(IdpError::TokenOpaque)?;
        let claims = URL_SAFE_NO_PAD
            .decode(claims)
            .map_err(|error| unreadable(error.to_string()))?;
        let expiry: Expiry =
            serde_json::from_slice(&claims).map_err(|error| unreadable(error.to_string()))?;
        Ok(Self {
            value: answer.access_token,
            kind: answer.token_type,
            expires: expiry.exp,
        })
    }

    /// Without a type the bare token is sent.
    fn authorization(&self) -> String {
        if self.kind.is_empty() {
            self.value.clone()
        } else {
            format!("{} {}", self.kind, self.value)
        }
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password")
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Token")
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(claims: &str) -> String {
        let claims = URL_SAFE_NO_PAD.encode(claims);
        format!(r#"{{"access_token": "h.{claims}.s", "token_type": "Bearer", "expires_in": 300}}"#)
    }

    #[test]
    fn the_end_is_the_tokens_own() {
        let token = Token::parse(answer(r#"{"exp": 12345}"#).as_bytes()).unwrap();
        assert_eq!(token.expires, 12345);
        assert!(token.authorization().starts_with("Bearer h."));
    }

    #[test]
    fn what_is_no_token_is_told_apart() {
        let opaque = Token::parse(br#"{"access_token": "opaque", "expires_in": 1}"#);
        assert!(matches!(opaque, Err(IdpError::TokenOpaque)));
        assert!(matches!(Token::parse(b"{}"), Err(IdpError::TokenMissing)));
    }
}

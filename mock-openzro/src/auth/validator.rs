//! Validation of people's tokens, with the real validator's oddities (reference, section 3).

use ambient::Clock;
use jsonwebtoken::{Algorithm, crypto};
use serde_json::{Map, Value};
use tokio::sync::Mutex;

use super::UserAuth;
use super::claim_faults::{ClaimFault, ClaimFaults};
use super::jwks::{Family, Jwks};
use super::segments::{Segments, split};
use crate::config::Config;

/// Why a token is refused. The caller of the REST API only hears "token invalid"; the gRPC caller
/// hears this text.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum JwtError {
    #[error("required authorization token not found")]
    Empty,
    #[error("token could not be parsed: token is malformed: {0}")]
    Malformed(String),
    #[error(
        "token could not be parsed: token is unverifiable: signing method (alg) is unavailable"
    )]
    UnknownAlgorithm,
    #[error(
        "token could not be parsed: token is unverifiable: error while executing keyfunc: unable to find appropriate key"
    )]
    UnknownKey,
    #[error("token could not be parsed: token is unverifiable: error while executing keyfunc: {0}")]
    BadKey(String),
    #[error("token could not be parsed: token signature is invalid: {0}")]
    Signature(&'static str),
    #[error(transparent)]
    Claims(#[from] ClaimFaults),
    #[error("user ID claim token value is empty")]
    NoUserId,
}

/// Validates tokens.
#[derive(Debug)]
pub(crate) struct Validator {
    issuer: String,
    /// The last one of the configured audiences, the only one that counts (reference, section 0, G8).
    audience: String,
    /// The first one, which names openZro's own claims.
    claims_audience: String,
    user_id_claim: String,
    keys_location: String,
    refresh: bool,
    keys: Mutex<Jwks>,
    client: reqwest::Client,
    clock: Clock,
}

/// A token that was accepted.
#[derive(Clone, Debug)]
pub(crate) struct ValidToken {
    pub(crate) user: UserAuth,
    pub(crate) claims: Map<String, Value>,
}

impl Validator {
    /// Fetches the keys once. Without them the server runs on, and refuses tokens.
    pub(crate) async fn start(config: &Config, client: reqwest::Client, clock: Clock) -> Self {
        let http = config.http_config.clone().unwrap_or_default();
        let location = http.auth_keys_location;
        let keys = match Jwks::fetch(&location, &client, &clock).await {
            Ok(keys) => keys,
            Err(reason) => {
                tracing::error!(
                    keysLocation = location,
                    "could not get keys from location: {reason}"
                );
                Jwks::default()
            }
        };
        Self {
            issuer: http.auth_issuer,
            audience: config.audiences().pop().unwrap_or_default(),
            claims_audience: http.auth_audience,
            user_id_claim: http.auth_user_id_claim,
            keys_location: location,
            refresh: http.idp_sign_key_refresh_enabled,
            keys: Mutex::new(keys),
            client,
            clock,
        }
    }

    /// Checks a token and reads its user.
    pub(crate) async fn validate(&self, token: &str) -> Result<ValidToken, JwtError> {
        if token.is_empty() {
            return Err(JwtError::Empty);
        }
        let segments = split(token)?;
        self.check_key(&segments)
            .await
            .inspect_err(|error| tracing::error!("{error}"))?;
        let claims = segments.claims;
        self.check_claims(&claims)
            .inspect_err(|error| tracing::error!("{error}"))?;
        let user = UserAuth::read(&claims, &self.claims_audience, &self.user_id_claim)?;
        Ok(ValidToken { user, claims })
    }

    async fn check_key(&self, segments: &Segments<'_>) -> Result<(), JwtError> {
        let Segments {
            header,
            signed,
            signature,
            ..
        } = segments;
        let algorithm = algorithm(&header.alg)?;
        let key = self.keys().await.key(header.kid.as_deref())?;
        let (fits, wrong) = match key.family {
            Family::Rsa => (
                algorithm.is_some_and(is_rsa),
                "crypto/rsa: verification error",
            ),
            Family::EllipticCurve => (
                algorithm.is_some_and(|a| matches!(a, Algorithm::ES256 | Algorithm::ES384)),
                "crypto/ecdsa: verification error",
            ),
        };
        let Some(algorithm) = algorithm.filter(|_| fits) else {
            return Err(JwtError::Signature(wrong_key_type(&header.alg)));
        };
        match crypto::verify(signature, signed.as_bytes(), &key.key, algorithm) {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(JwtError::Signature(wrong)),
        }
    }

    /// The keys, fetched again if refresh is on and they are stale. Authentik names no lifetime, so with
    /// refresh on that is one fetch a token.
    async fn keys(&self) -> Jwks {
        let mut keys = self.keys.lock().await;
        if self.refresh && !keys.still_valid(&self.clock) {
            match Jwks::fetch(&self.keys_location, &self.client, &self.clock).await {
                Ok(fetched) => *keys = fetched,
                Err(reason) => {
                    tracing::debug!("cannot get JSONWebKey: {reason}, falling back to old keys");
                }
            }
        }
        keys.clone()
    }

    /// No leeway; times are checked only where the token has them.
    fn check_claims(&self, claims: &Map<String, Value>) -> Result<(), ClaimFaults> {
        let now = precise(self.clock.now());
        let time = |name: &'static str, fault: ClaimFault, holds: &dyn Fn(f64) -> bool| {
            let time = claims.get(name)?.as_f64();
            time.map_or(Some(ClaimFault::Type(name)), |time| {
                (!holds(time)).then_some(fault)
            })
        };
        let audience = match claims.get("aud") {
            None | Some(Value::Null) => Some(ClaimFault::Missing("aud")),
            Some(Value::String(one)) if *one == self.audience => None,
            Some(Value::Array(many)) if many.iter().any(|one| *one == self.audience) => None,
            Some(_) => Some(ClaimFault::Audience),
        };
        let issuer = match claims.get("iss") {
            None | Some(Value::Null) => Some(ClaimFault::Missing("iss")),
            Some(issuer) => (*issuer != self.issuer).then_some(ClaimFault::Issuer),
        };
        let faults = [
            time("exp", ClaimFault::Expired, &|exp| now < exp),
            time("nbf", ClaimFault::NotYetValid, &|nbf| now >= nbf),
            time("iat", ClaimFault::UsedBeforeIssued, &|iat| now >= iat),
            audience,
            issuer,
        ];
        let faults: Vec<ClaimFault> = faults.into_iter().flatten().collect();
        if faults.is_empty() {
            return Ok(());
        }
        Err(ClaimFaults(faults))
    }
}

/// What is said when the key is of another kind than the algorithm needs.
fn wrong_key_type(algorithm: &str) -> &'static str {
    match algorithm {
        "none" => "token is unverifiable: 'none' signature type is not allowed",
        "HS256" | "HS384" | "HS512" => "key is of invalid type: HMAC verify expects []byte",
        "RS256" | "RS384" | "RS512" => "key is of invalid type: RSA verify expects *rsa.PublicKey",
        "PS256" | "PS384" | "PS512" => {
            "key is of invalid type: RSA-PSS verify expects *rsa.PublicKey"
        }
        "EdDSA" => "key is of invalid type: Ed25519 verify expects ed25519.PublicKey",
        _ => "key is of invalid type: ECDSA verify expects *ecdsa.PublicKey",
    }
}

/// The algorithm of this name; `None` for one that no key here fits, such as HS256 and `none`.
fn algorithm(name: &str) -> Result<Option<Algorithm>, JwtError> {
    Ok(match name {
        "RS256" => Some(Algorithm::RS256),
        "RS384" => Some(Algorithm::RS384),
        "RS512" => Some(Algorithm::RS512),
        "PS256" => Some(Algorithm::PS256),
        "PS384" => Some(Algorithm::PS384),
        "PS512" => Some(Algorithm::PS512),
        "ES256" => Some(Algorithm::ES256),
        "ES384" => Some(Algorithm::ES384),
        "HS256" | "HS384" | "HS512" | "ES512" | "EdDSA" | "none" => None,
        _ => return Err(JwtError::UnknownAlgorithm),
    })
}

fn is_rsa(algorithm: Algorithm) -> bool {
    matches!(
        algorithm,
        Algorithm::RS256
            | Algorithm::RS384
            | Algorithm::RS512
            | Algorithm::PS256
            | Algorithm::PS384
            | Algorithm::PS512
    )
}

/// Seconds with their fraction, as the real validator compares them.
fn precise(time: jiff::Timestamp) -> f64 {
    time.as_duration().as_secs_f64()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::config::{DeviceAuthorizationFlow, HttpConfig, ProviderConfig};

    const NOW: i64 = 1_700_000_000;

    async fn validator() -> Validator {
        let config = Config {
            http_config: Some(HttpConfig {
                auth_issuer: "https://ak/application/o/openzro/".to_owned(),
                auth_audience: "dashboard".to_owned(),
                ..HttpConfig::default()
            }),
            device_authorization_flow: Some(DeviceAuthorizationFlow {
                provider: "hosted".to_owned(),
                provider_config: ProviderConfig {
                    audience: "cli".to_owned(),
                    ..ProviderConfig::default()
                },
            }),
            ..Config::default()
        };
        let clock = Clock::frozen_at(jiff::Timestamp::from_second(NOW).unwrap());
        Validator::start(
            &config,
            crate::idp::client(None, &ambient::Authorities::default()).unwrap(),
            clock,
        )
        .await
    }

    async fn check(changes: Value) -> Result<(), ClaimFaults> {
        let mut claims = json!({
            "iss": "https://ak/application/o/openzro/", "aud": "cli",
            "exp": NOW + 1, "iat": NOW, "sub": "7",
        });
        for (name, value) in changes.as_object().unwrap() {
            claims[name] = value.clone();
        }
        validator().await.check_claims(claims.as_object().unwrap())
    }

    #[tokio::test]
    async fn there_is_no_leeway() {
        assert!(check(json!({})).await.is_ok());
        assert_eq!(
            check(json!({"exp": NOW})).await,
            Err(ClaimFaults(vec![ClaimFault::Expired]))
        );
        assert_eq!(
            check(json!({"iat": NOW + 1})).await,
            Err(ClaimFaults(vec![ClaimFault::UsedBeforeIssued]))
        );
    }

    #[tokio::test]
    async fn only_the_last_audience_counts_and_the_issuer_is_exact() {
        assert_eq!(
            check(json!({"aud": "dashboard"})).await,
            Err(ClaimFaults(vec![ClaimFault::Audience]))
        );
        assert!(check(json!({"aud": ["dashboard", "cli"]})).await.is_ok());
        assert_eq!(
            check(json!({"iss": "https://ak/application/o/openzro"})).await,
            Err(ClaimFaults(vec![ClaimFault::Issuer]))
        );
    }
}

//! Issuing tokens for a grant, by whichever way it came.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::claims;
use crate::app::App;
use crate::crypto::{EncryptionError, KeyPair, Signer, SigningError, encrypted, hex, sha256};
use crate::http::BaseUrl;
use crate::model::{AccessToken, Grant, LoginMethod, Provider, RefreshToken, UserPk, Validity};
use crate::store::Store;

/// `acr` of every token.
pub(crate) const ACR: &str = "goauthentik.io/providers/oauth2/default";

/// Why no tokens were issued.
#[derive(Debug, thiserror::Error)]
pub(crate) enum IssueError {
    #[error("provider {0} has been deleted; make a new one")]
    ProviderGone(i32),
    #[error("user {0} has been deleted")]
    UserGone(UserPk),
    #[error(transparent)]
    Signing(#[from] SigningError),
    #[error(transparent)]
    Encryption(#[from] EncryptionError),
}

/// What to issue tokens for.
#[derive(Debug)]
pub(crate) struct IssueRequest {
    grant: Grant,
    nonce: Option<String>,
    c_hash: Option<String>,
    at_hash: bool,
    refresh: Option<RefreshRequest>,
}

#[derive(Debug)]
struct RefreshRequest {
    nonce: Option<String>,
}

impl IssueRequest {
    /// An access token and an ID token.
    pub(crate) fn new(grant: Grant) -> Self {
        Self {
            grant,
            nonce: None,
            c_hash: None,
            at_hash: false,
            refresh: None,
        }
    }

    /// Both tell the nonce of the authorization request.
    pub(crate) fn nonce(self, nonce: Option<String>) -> Self {
        Self { nonce, ..self }
    }

    /// Both tell the hash of the code that is sent along, as a hybrid answer does.
    pub(crate) fn along_with_code(self, code: &str) -> Self {
        Self {
            c_hash: Some(left_half_hash(code)),
            ..self
        }
    }

    /// The ID token tells the hash of the access token, as it does in the browser alone (reference,
    /// section 3.1).
    pub(crate) fn with_at_hash(self) -> Self {
        Self {
            at_hash: true,
            ..self
        }
    }

    /// With a refresh token, whose claims tell the nonce of the login that it descends from.
    pub(crate) fn with_refresh_token(self, nonce: Option<String>) -> Self {
        Self {
            refresh: Some(RefreshRequest { nonce }),
            ..self
        }
    }
}

/// Tokens, which the store knows already.
pub(crate) struct Issued {
    pub(crate) access_token: String,
    pub(crate) id_token: String,
    pub(crate) refresh_token: Option<String>,
    /// The granted scopes, separated by spaces.
    pub(crate) scope: String,
    /// Seconds.
    pub(crate) expires_in: i64,
}

/// Issues tokens. They are signed while the store is free, and kept unless the user is deleted meanwhile.
pub(crate) fn issue(
    app: &App,
    base: &BaseUrl,
    request: IssueRequest,
) -> Result<Issued, IssueError> {
    let now = app.now();
    let facts = Facts::gather(&app.store(), base, &request.grant, now)?;
    let expires = facts.access_token_validity.after(now);
    let mut id_token = Claims {
        expires,
        nonce: request.nonce,
        c_hash: request.c_hash,
        at_hash: None,
    };
    let claims = facts.access_token_claims(app, &id_token, now, &request.grant);
    let access_token = facts.sealed(app, &claims)?;
    let at_hash = left_half_hash(&access_token);
    if request.at_hash {
        id_token.at_hash = Some(at_hash.clone());
    }
    let id_claims = facts.id_token_claims(&id_token, now, &request.grant);
    let issued = Issued {
        id_token: facts.sealed(app, &id_claims)?,
        access_token: access_token.clone(),
        refresh_token: request
            .refresh
            .as_ref()
            .map(|_| app.entropy().alphanumeric(128)),
        scope: request.grant.scope(),
        expires_in: facts.access_token_validity.as_secs(),
    };

    let mut store = app.store();
    if store.users.get(request.grant.user).is_none() {
        return Err(IssueError::UserGone(request.grant.user));
    }
    if let (Some(refresh), Some(token)) = (request.refresh, issued.refresh_token.clone()) {
        let expires = facts.refresh_token_validity.after(now);
        let claims = Claims {
            expires,
            nonce: refresh.nonce,
            c_hash: None,
            at_hash: Some(at_hash),
        };
        let refresh_token = RefreshToken {
            pk: 0,
            token,
            id_token: facts.id_token_claims(&claims, now, &request.grant),
            grant: request.grant.clone(),
            expires,
            revoked: false,
        };
        store.grants.insert_refresh_token(refresh_token, now);
    }
    let access_token = AccessToken {
        token: access_token,
        grant: request.grant,
        id_token: id_claims,
        expires,
    };
    store.grants.insert_access_token(access_token, now);
    Ok(issued)
}

/// What signs a provider's tokens: its key, or its secret when it has none (observed, section 12).
pub(crate) fn signer(store: &Store, provider: &Provider) -> Signer {
    let certificate = provider
        .signing_key
        .and_then(|pk| store.certificates.get(&pk));
    match certificate {
        Some(certificate) => Signer::Key(certificate.keys.clone()),
        None => Signer::Secret(provider.client_secret.clone()),
    }
}

/// The left half of a SHA-256, as `at_hash` and `c_hash` have it (OpenID Connect Core, section 3.3.2.11).
fn left_half_hash(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(&sha256(&[text.as_bytes()])[..16])
}

/// What is looked up of the grant before anything is signed.
struct Facts {
    signer: Signer,
    /// For whom tokens are encrypted, if the provider says so.
    recipient: Option<Arc<KeyPair>>,
    issuer: String,
    client_id: String,
    subject: String,
    /// How the user logged in, when a browser session still stands behind the grant.
    amr: Option<&'static str>,
    scope_claims: Map<String, Value>,
    access_token_validity: Validity,
    refresh_token_validity: Validity,
}

/// What differs between the tokens of one answer.
struct Claims {
    expires: Timestamp,
    nonce: Option<String>,
    c_hash: Option<String>,
    at_hash: Option<String>,
}

impl Facts {
    fn gather(
        store: &Store,
        base: &BaseUrl,
        grant: &Grant,
        now: Timestamp,
    ) -> Result<Self, IssueError> {
        let provider = store
            .providers
            .get(&grant.provider)
            .ok_or(IssueError::ProviderGone(grant.provider))?;
        let user = store
            .users
            .get(grant.user)
            .ok_or(IssueError::UserGone(grant.user))?;
        let session = grant.session.as_deref();
        let login = session
            .and_then(|key| store.sessions.live(key, now))
            .and_then(|session| session.login.as_ref());
        Ok(Self {
            signer: signer(store, provider),
            recipient: provider
                .encryption_key
                .and_then(|pk| store.certificates.get(&pk))
                .map(|certificate| certificate.keys.clone()),
            issuer: claims::issuer(store, provider, base),
            client_id: provider.client_id.clone(),
            subject: claims::subject(provider, user),
            amr: login
                .filter(|login| login.method == LoginMethod::Password)
                .map(|_| "pwd"),
            scope_claims: if provider.include_claims_in_id_token {
                claims::scope_claims(store, provider, user, &grant.scopes)
            } else {
                Map::new()
            },
            access_token_validity: provider.access_token_validity.clone(),
            refresh_token_validity: provider.refresh_token_validity.clone(),
        })
    }

    /// Signs, then encrypts.
    fn sealed(&self, app: &App, claims: &Map<String, Value>) -> Result<String, IssueError> {
        let signed = self.signer.sign(claims)?;
        Ok(match &self.recipient {
            Some(recipient) => encrypted(&signed, recipient, app.entropy())?,
            None => signed,
        })
    }

    /// In the recorded order; a mapping may override any of them (reference, section 3.1).
    fn id_token_claims(
        &self,
        claims: &Claims,
        now: Timestamp,
        grant: &Grant,
    ) -> Map<String, Value> {
        let sid = grant.session.as_ref();
        let fields = [
            ("iss", Some(json!(self.issuer))),
            ("sub", Some(json!(self.subject))),
            ("aud", Some(json!(self.client_id))),
            ("exp", Some(json!(claims.expires.as_second()))),
            ("iat", Some(json!(now.as_second()))),
            ("auth_time", Some(json!(grant.auth_time.as_second()))),
            ("acr", Some(json!(ACR))),
            ("amr", self.amr.map(|method| json!([method]))),
            ("c_hash", claims.c_hash.as_ref().map(|hash| json!(hash))),
            ("nonce", claims.nonce.as_ref().map(|nonce| json!(nonce))),
            ("at_hash", claims.at_hash.as_ref().map(|hash| json!(hash))),
            ("sid", sid.map(|key| json!(hex(&sha256(&[key.as_bytes()]))))),
        ];
        let present = fields
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let mut all: Map<String, Value> = present.collect();
        all.extend(self.scope_claims.clone());
        all
    }

    fn access_token_claims(
        &self,
        app: &App,
        claims: &Claims,
        now: Timestamp,
        grant: &Grant,
    ) -> Map<String, Value> {
        let mut all = self.id_token_claims(claims, now, grant);
        all.insert("azp".into(), json!(self.client_id));
        all.insert("uid".into(), json!(app.entropy().alphanumeric(40)));
        if app.profile().access_tokens_tell_their_scope() {
            all.insert("scope".into(), json!(grant.scope()));
        }
        all
    }
}

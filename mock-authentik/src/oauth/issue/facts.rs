//! What tokens tell, and what signs and encrypts them.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use faults::TokenDefect;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{IssueError, defect};
use crate::app::App;
use crate::crypto::{KeyPair, Signer, encrypted, hex, sha256};
use crate::http::BaseUrl;
use crate::model::{Grant, LoginMethod, Provider, Validity};
use crate::oauth::claims;
use crate::store::Store;

/// `acr` of every token.
pub(crate) const ACR: &str = "goauthentik.io/providers/oauth2/default";

/// What signs a provider's tokens: its key, or its secret when it has none (observed, section 12).
pub(in crate::oauth) fn signer(store: &Store, provider: &Provider) -> Signer {
    let certificate = provider
        .signing_key
        .and_then(|pk| store.certificates.get(&pk));
    match certificate {
        Some(certificate) => Signer::Key(certificate.keys.clone()),
        None => Signer::Secret(provider.client_secret.clone()),
    }
}

/// The left half of a SHA-256, as `at_hash` and `c_hash` have it (OpenID Connect Core, section 3.3.2.11).
pub(super) fn left_half_hash(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(&sha256(&[text.as_bytes()])[..16])
}

/// The claims that Authentik's ID tokens have fields for, without those of mappings.
pub(super) fn registered(mut claims: Map<String, Value>) -> Map<String, Value> {
    const REGISTERED: [&str; 13] = [
        "iss",
        "sub",
        "aud",
        "exp",
        "iat",
        "auth_time",
        "acr",
        "amr",
        "c_hash",
        "nonce",
        "at_hash",
        "sid",
        "jti",
    ];
    claims.retain(|name, _| REGISTERED.contains(&name.as_str()));
    claims
}

/// What is looked up of the grant before anything is signed.
pub(super) struct Facts {
    signer: Signer,
    /// For whom tokens are encrypted, if the provider says so.
    recipient: Option<Arc<KeyPair>>,
    /// `None`: there is no application after which it could be named.
    issuer: Option<String>,
    client_id: String,
    subject: String,
    /// Whether the version's tokens tell the session at all.
    tells_session: bool,
    /// How the user logged in, when their browser's session is at hand: it stands behind the grant, or the
    /// tokens are issued to the browser (recording `2023.10.7/06-authorize-errors`, "executor follow").
    amr: Option<&'static str>,
    scope_claims: Map<String, Value>,
    pub(super) access_token_validity: Validity,
    pub(super) refresh_token_validity: Validity,
}

/// What differs between the tokens of one answer.
pub(super) struct Claims {
    pub(super) expires: Timestamp,
    pub(super) nonce: Option<String>,
    pub(super) c_hash: Option<String>,
    pub(super) at_hash: Option<String>,
    pub(super) jti: Option<String>,
}

impl Claims {
    /// No more than the lifetime, and an id where the version gives tokens one.
    pub(super) fn new(app: &App, expires: Timestamp) -> Self {
        let with_jti = app.profile().tokens_have_ids();
        Self {
            expires,
            nonce: None,
            c_hash: None,
            at_hash: None,
            jti: with_jti.then(|| app.entropy().alphanumeric(40)),
        }
    }
}

impl Facts {
    pub(super) fn gather(
        app: &App,
        store: &Store,
        base: &BaseUrl,
        (grant, to_browser): (&Grant, bool),
    ) -> Result<Self, IssueError> {
        let tells_session = app.profile().tokens_tell_the_session();
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
            .and_then(|key| store.sessions.live(key, app.now()))
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
            tells_session,
            amr: login
                .filter(|_| tells_session || to_browser)
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

    /// Signs, with a defect if there is to be one, then encrypts.
    pub(super) fn sealed(
        &self,
        app: &App,
        claims: &Map<String, Value>,
        defect: Option<&TokenDefect>,
    ) -> Result<String, IssueError> {
        let signed = match defect {
            None => self.signer.sign(claims)?,
            Some(defect) => defect::signed(&self.signer, claims, defect, app.entropy())?,
        };
        let opaque = defect == Some(&TokenDefect::Opaque);
        Ok(match &self.recipient {
            Some(recipient) if !opaque => encrypted(&signed, recipient, app.entropy())?,
            Some(_) | None => signed,
        })
    }

    /// In the recorded order; a mapping may override any of them (reference, section 3.1).
    pub(super) fn id_token_claims(
        &self,
        claims: &Claims,
        now: Timestamp,
        grant: &Grant,
    ) -> Map<String, Value> {
        let sid = grant.session.as_ref().filter(|_| self.tells_session);
        let fields = [
            ("iss", self.issuer.as_ref().map(|issuer| json!(issuer))),
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
            ("jti", claims.jti.as_ref().map(|id| json!(id))),
        ];
        let present = fields
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let mut all: Map<String, Value> = present.collect();
        all.extend(self.scope_claims.clone());
        all
    }

    pub(super) fn access_token_claims(
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

//! Issuing tokens for a grant, by whichever way it came.

mod defect;
mod facts;

use std::borrow::Cow;

use faults::WhichToken;

pub(crate) use self::facts::ACR;
pub(super) use self::facts::signer;
use self::facts::{Claims, Facts, left_half_hash, registered};
use crate::app::App;
use crate::crypto::{EncryptionError, SigningError};
use crate::fault;
use crate::http::{BaseUrl, RequestInfo};
use crate::model::{AccessToken, Document, Grant, RefreshToken, UserPk};

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
    to_browser: bool,
    keeps_registered_claims: bool,
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
            to_browser: false,
            keeps_registered_claims: false,
            refresh: None,
        }
    }

    /// Both tell the nonce of the authorization request.
    pub(crate) fn nonce(self, nonce: Option<String>) -> Self {
        Self { nonce, ..self }
    }

    /// The authorization endpoint issues them itself, rather than the token endpoint.
    pub(crate) fn for_browser(self) -> Self {
        Self {
            to_browser: true,
            ..self
        }
    }

    /// Both tell the hash of the code that is sent along, as a hybrid answer does.
    pub(crate) fn along_with_code(self, code: &str) -> Self {
        Self {
            c_hash: Some(left_half_hash(code)),
            ..self
        }
    }

    /// Of the ID token the registered claims alone are remembered, as introspection shows: one that is
    /// sent to the browser is kept flat, and read back by its fields (source of 2025.12,
    /// providers/oauth2/views/authorize.py).
    pub(crate) fn keeping_registered_claims(self) -> Self {
        Self {
            keeps_registered_claims: true,
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
    pub(crate) user: UserPk,
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
    (base, info): (&BaseUrl, &RequestInfo),
    request: IssueRequest,
) -> Result<Issued, IssueError> {
    let now = app.now();
    let facts = Facts::gather(
        app,
        &app.store(),
        base,
        (&request.grant, request.to_browser),
    )?;
    let fault = fault::token_fault(app, &info.method, &info.path);
    let defect_of = |is_meant: fn(WhichToken) -> bool| {
        let fault = fault.as_ref().filter(|fault| is_meant(fault.of))?;
        Some(&fault.defect)
    };
    let expires = facts.access_token_validity.after(now);
    let mut claims = Claims {
        nonce: request.nonce,
        c_hash: request.c_hash,
        ..Claims::new(app, expires)
    };
    let access_token = facts.access_token_claims(app, &claims, now, &request.grant);
    let access_token = facts.sealed(app, &access_token, defect_of(WhichToken::has_access))?;
    let at_hash = left_half_hash(&access_token);
    claims.at_hash = request.at_hash.then(|| at_hash.clone());
    let id_token = facts.id_token_claims(&claims, now, &request.grant);
    let refresh_token = request.refresh.map(|refresh| {
        let expires = facts.refresh_token_validity.after(now);
        let claims = Claims {
            nonce: refresh.nonce,
            at_hash: Some(at_hash),
            ..Claims::new(app, expires)
        };
        RefreshToken {
            pk: 0,
            token: app.entropy().alphanumeric(128),
            id_token: Document::of(&facts.id_token_claims(&claims, now, &request.grant)),
            grant: request.grant.clone(),
            expires,
            revoked: false,
        }
    });
    let of_refresh_token = refresh_token
        .as_ref()
        .filter(|_| app.profile().id_token_tells_the_refresh_token());
    let told = match of_refresh_token {
        Some(refresh) => Cow::Owned(refresh.id_token.read()),
        None => Cow::Borrowed(&id_token),
    };
    let issued = Issued {
        user: request.grant.user,
        id_token: facts.sealed(app, &told, defect_of(WhichToken::has_id))?,
        access_token,
        refresh_token: refresh_token.as_ref().map(|refresh| refresh.token.clone()),
        scope: request.grant.scope(),
        expires_in: facts.access_token_validity.as_secs(),
    };

    let mut store = app.store();
    if store.users.get(request.grant.user).is_none() {
        return Err(IssueError::UserGone(request.grant.user));
    }
    if let Some(refresh_token) = refresh_token {
        store.grants.insert_refresh_token(refresh_token, now);
    }
    let id_token = if request.keeps_registered_claims {
        registered(id_token)
    } else {
        id_token
    };
    let access = AccessToken {
        pk: 0,
        token: issued.access_token.as_str().into(),
        grant: request.grant,
        id_token: Document::of(&id_token),
        expires,
    };
    store.grants.insert_access_token(access, now);
    Ok(issued)
}

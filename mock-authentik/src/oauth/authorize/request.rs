//! What a client asks for: reading and checking an authorization request.

use jiff::SignedDuration;

use super::error::{AuthorizeError, ClientError, ErrorCode};
use crate::Profile;
use crate::http::{Form, SplitUrl};
use crate::model::{CodeChallenge, MatchingMode, Provider, RedirectUri};
use crate::oauth::{known_scopes, mapped_scopes};
use crate::store::Store;

/// Schemes that a browser would run or show instead of leaving.
const FORBIDDEN_SCHEMES: [&str; 3] = ["javascript", "data", "vbscript"];

/// An authorization request that is in order.
#[derive(Clone, Debug)]
pub(crate) struct AuthorizationRequest {
    pub(super) provider: i32,
    pub(super) redirect_uri: String,
    pub(super) response_type: ResponseType,
    pub(super) response_mode: ResponseMode,
    pub(super) scopes: Vec<String>,
    pub(super) state: Option<String>,
    pub(super) nonce: Option<String>,
    pub(super) prompt: Prompt,
    /// `None` also for zero, which has no effect (observed, section 3).
    pub(super) max_age: Option<SignedDuration>,
    pub(super) challenge: Option<CodeChallenge>,
}

/// The values of `prompt` that Authentik knows; it ignores the others.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Prompt {
    pub(super) none: bool,
    pub(super) consent: bool,
    pub(super) login: bool,
}

/// `response_type`, which must equal one of these to the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResponseType {
    Code,
    IdToken,
    IdTokenToken,
    CodeToken,
    CodeIdToken,
    CodeIdTokenToken,
}

/// How the answer reaches the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResponseMode {
    Query,
    Fragment,
    FormPost,
}

impl ResponseType {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "code" => Self::Code,
            "id_token" => Self::IdToken,
            "id_token token" => Self::IdTokenToken,
            "code token" => Self::CodeToken,
            "code id_token" => Self::CodeIdToken,
            "code id_token token" => Self::CodeIdTokenToken,
            _ => return None,
        })
    }

    pub(super) fn has_code(self) -> bool {
        !matches!(self, Self::IdToken | Self::IdTokenToken)
    }

    pub(super) fn has_id_token(self) -> bool {
        !matches!(self, Self::Code | Self::CodeToken)
    }

    pub(super) fn has_access_token(self) -> bool {
        matches!(
            self,
            Self::IdTokenToken | Self::CodeToken | Self::CodeIdTokenToken
        )
    }
}

impl ResponseMode {
    /// Unknown modes are as good as none (recording `05-prompt-variants`, "response_mode=bogus").
    fn new(name: &str, response_type: ResponseType) -> Self {
        match (name, response_type) {
            ("fragment", _) => Self::Fragment,
            ("form_post", _) => Self::FormPost,
            ("query", _) | (_, ResponseType::Code) => Self::Query,
            _ => Self::Fragment,
        }
    }
}

impl Prompt {
    fn parse(text: &str) -> Self {
        let asked = |name| text.split_whitespace().any(|word| word == name);
        Self {
            none: asked("none"),
            consent: asked("consent"),
            login: asked("login"),
        }
    }
}

impl AuthorizationRequest {
    /// Checks a request, in Authentik's order (reference, section 2.1). A provider that allows no
    /// redirect URI yet learns the first one that is used.
    pub(super) fn read(
        query: &Form,
        (store, profile): (&mut Store, Profile),
    ) -> Result<Self, AuthorizeError> {
        let max_age = max_age(query.text("max_age"))?;
        let provider = store.provider_by_client_id(query.text("client_id"));
        let pk = provider.ok_or(AuthorizeError::ClientId)?.pk;
        let provider = store.providers.get_mut(&pk);
        let provider = provider.ok_or(AuthorizeError::ClientId)?;
        let redirect_uri = query.text("redirect_uri").to_owned();
        check_redirect_uri(provider, &redirect_uri, profile)?;
        let provider = &*provider;

        let refused = |response_type: Option<ResponseType>, code| {
            AuthorizeError::Client(ClientError {
                code,
                redirect_uri: redirect_uri.clone(),
                in_fragment: response_type.is_some_and(|kind| kind != ResponseType::Code),
                state: query.get("state").map(str::to_owned),
            })
        };
        let response_type = ResponseType::from_name(query.text("response_type"))
            .ok_or_else(|| refused(None, ErrorCode::UnsupportedResponseType))?;
        let refused = |code| refused(Some(response_type), code);

        let asked: Vec<&str> = query.text("scope").split_whitespace().collect();
        let provider = provider.clone();
        let mut scopes = match asked.as_slice() {
            [] => mapped_scopes(store, &provider),
            asked if profile.authorize_keeps_unknown_scopes() => {
                asked.iter().map(|&scope| scope.to_owned()).collect()
            }
            asked => known_scopes((store, profile), &provider, asked.iter().copied()),
        };
        let has_openid = scopes.iter().any(|scope| scope == "openid");
        if !has_openid && response_type != ResponseType::Code {
            return Err(refused(ErrorCode::InvalidScope));
        }
        let mut prompt = Prompt::parse(query.text("prompt"));
        let offline = scopes.iter().any(|scope| scope == "offline_access");
        prompt.consent |= offline && profile.offline_access_asks_for_consent();
        if !response_type.has_code() && profile.refresh_needs_offline_access() {
            scopes.retain(|scope| scope != "offline_access");
        }
        if !query.text("request").is_empty() {
            return Err(refused(ErrorCode::RequestNotSupported));
        }
        if query.text("nonce").is_empty() && response_type.has_id_token() {
            return Err(refused(ErrorCode::InvalidRequest));
        }
        let method = query.get("code_challenge_method");
        let challenge = match query.text("code_challenge") {
            "" => None,
            challenge => Some(CodeChallenge::new(method, challenge).ok_or_else(|| {
                let method = method.unwrap_or_default().to_owned();
                refused(ErrorCode::ChallengeMethod(method))
            })?),
        };
        let response_mode = ResponseMode::new(query.text("response_mode"), response_type);
        Ok(Self {
            provider: provider.pk,
            response_type,
            response_mode,
            scopes,
            state: query.get("state").map(str::to_owned),
            nonce: query.get("nonce").map(str::to_owned),
            prompt,
            max_age,
            challenge,
            redirect_uri,
        })
    }

    /// The refusal of this request.
    pub(super) fn refused(&self, code: ErrorCode) -> ClientError {
        ClientError {
            code,
            redirect_uri: self.redirect_uri.clone(),
            in_fragment: self.response_type != ResponseType::Code,
            state: self.state.clone(),
        }
    }
}

/// Python's `int`, which takes spaces, a sign and underscores between digits.
fn max_age(text: &str) -> Result<Option<SignedDuration>, AuthorizeError> {
    if text.is_empty() {
        return Ok(None);
    }
    let seconds: i64 = text
        .trim()
        .parse()
        .map_err(|_| AuthorizeError::MaxAge(text.to_owned()))?;
    Ok((seconds != 0).then(|| SignedDuration::from_secs(seconds)))
}

fn check_redirect_uri(
    provider: &mut Provider,
    uri: &str,
    profile: Profile,
) -> Result<(), AuthorizeError> {
    if uri.is_empty() || has_forbidden_scheme(uri) {
        return Err(AuthorizeError::RedirectUri);
    }
    let as_pattern = profile.redirect_uris_are_lines();
    match provider.redirect_uris.as_mut_slice() {
        [] => provider.redirect_uris.push(RedirectUri {
            matching_mode: if as_pattern {
                MatchingMode::Regex
            } else {
                MatchingMode::Strict
            },
            url: uri.to_owned(),
        }),
        // Once it stood for any URI (source of 2023.8, providers/oauth2/views/authorize.py).
        [any] if as_pattern && any.url == "*" => ".*".clone_into(&mut any.url),
        _ => {}
    }
    if provider.redirect_match(uri, profile).is_allowed() {
        Ok(())
    } else {
        Err(AuthorizeError::RedirectUri)
    }
}

/// Whether a browser would run or show the URI instead of leaving.
pub(in crate::oauth) fn has_forbidden_scheme(uri: &str) -> bool {
    let scheme = SplitUrl::of(uri).unwrap_or_default().scheme;
    FORBIDDEN_SCHEMES.contains(&scheme.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn response_types_are_compared_to_the_letter() {
        for name in ["token", "token id_token", "CODE", "code ", ""] {
            assert_eq!(ResponseType::from_name(name), None, "{name:?}");
        }
        let hybrid = ResponseType::from_name("code id_token");
        assert_eq!(hybrid, Some(ResponseType::CodeIdToken));
    }

    #[test]
    fn unknown_response_modes_are_as_good_as_none() {
        let mode = |name| ResponseMode::new(name, ResponseType::Code);
        assert_eq!(mode("bogus"), ResponseMode::Query);
        assert_eq!(mode("fragment"), ResponseMode::Fragment);
        let mode = ResponseMode::new("", ResponseType::IdToken);
        assert_eq!(mode, ResponseMode::Fragment);
    }

    #[test]
    fn a_max_age_of_zero_has_no_effect() {
        assert_eq!(max_age("0"), Ok(None));
        assert_eq!(max_age("1"), Ok(Some(SignedDuration::from_secs(1))));
        assert!(max_age("abc").is_err());
    }
}

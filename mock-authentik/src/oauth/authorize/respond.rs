//! Answering an authorization request, at the end of its flow.

use serde_json::{Map, Value, json};

use super::error::{ErrorCode, Told};
use super::request::{AuthorizationRequest, ResponseMode, ResponseType};
use crate::flows::{Outcome, Visit};
use crate::http::{Form, InvalidUrl, SplitUrl, urlencode};
use crate::model::{Application, AuthorizationCode, EventAction, Grant, Login, User};
use crate::oauth::{IssueError, IssueRequest, issue};
use crate::store::{Entry, object_reference};

/// Why a request that is in order cannot be answered, which breaks Authentik.
#[derive(Debug, thiserror::Error)]
enum FulfilError {
    /// In query mode Authentik sends the code and nothing else (source of 2025.12,
    /// providers/oauth2/views/authorize.py).
    #[error("a response type without code cannot be answered in a query; ask for fragment")]
    NoCode,
    #[error(transparent)]
    Issue(#[from] IssueError),
}

/// Grants what was asked for, and sends the browser back to the client with it.
pub(crate) fn fulfil(visit: &Visit<'_>, request: &AuthorizationRequest) -> Outcome {
    let application = {
        let store = visit.app.store();
        store.application_of(request.provider).cloned()
    };
    let (Some(application), Some((user, login))) = (application, visit.user.clone()) else {
        return Outcome::Broken;
    };
    // Recording `05-prompt-variants`, "prompt=none consent".
    if request.prompt.none && request.prompt.consent {
        let description = visit.app.profile().consent_required_description();
        let code = ErrorCode::ConsentRequired(description);
        log_refusal(visit, &application, &user, &code);
        return match request.refused(code).told() {
            Told::At(location) => Outcome::Redirect(location),
            Told::Nowhere | Told::Person => Outcome::Broken,
        };
    }
    log(visit, request, &application, &user);
    let fields = match fields(visit, request, &user, &login) {
        Ok(fields) => fields,
        Err(error) => {
            tracing::error!(%error, "the authorization request cannot be answered");
            return Outcome::Broken;
        }
    };
    let pairs = || {
        fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    };
    match request.response_mode {
        ResponseMode::Query => match in_query(&request.redirect_uri, pairs()) {
            Ok(location) => Outcome::Redirect(location),
            Err(_) => Outcome::Broken,
        },
        ResponseMode::Fragment => {
            let separator = if request.redirect_uri.contains('#') {
                ""
            } else {
                "#"
            };
            let fragment = urlencode(pairs());
            Outcome::Redirect(format!("{}{separator}{fragment}", request.redirect_uri))
        }
        ResponseMode::FormPost => {
            // What is empty gets lost on the way.
            let full = pairs().filter(|(_, value)| !value.is_empty());
            let attrs: Map<String, Value> = full
                .map(|(name, value)| (name.to_owned(), value.into()))
                .collect();
            let title = format!("Redirecting to {}...", application.name);
            let mut body = Map::new();
            body.insert("url".into(), json!(request.redirect_uri));
            body.insert("attrs".into(), attrs.into());
            body.insert("title".into(), title.into());
            Outcome::Autosubmit(body)
        }
    }
}

/// What the client is sent, in the recorded order (recording `06-authorize-errors`, "executor
/// follow").
fn fields(
    visit: &Visit<'_>,
    request: &AuthorizationRequest,
    user: &User,
    login: &Login,
) -> Result<Vec<(String, String)>, FulfilError> {
    let grant = Grant {
        user: user.pk,
        provider: request.provider,
        scopes: request.scopes.clone(),
        auth_time: login.at,
        session: Some(visit.session.key.clone()),
    };
    let kind = request.response_type;
    let code = kind.has_code().then(|| code(visit, request, grant.clone()));
    let mut fields = Vec::new();
    let mut add = |name: &str, value: String| fields.push((name.to_owned(), value));
    let state = request.state.clone().unwrap_or_default();
    if kind == ResponseType::Code || request.response_mode == ResponseMode::Query {
        add("code", code.ok_or(FulfilError::NoCode)?);
        add("state", state);
        return Ok(fields);
    }
    let mut order = IssueRequest::new(grant)
        .for_browser()
        .nonce(request.nonce.clone());
    if kind.has_id_token() {
        order = order.keeping_registered_claims();
    }
    if let (Some(code), true) = (&code, kind.has_id_token()) {
        order = order.along_with_code(code);
    }
    let with_id_token = visit.app.profile().id_tokens_come_with_access_tokens();
    let has_access_token =
        kind.has_access_token() || (with_id_token && kind == ResponseType::IdToken);
    if has_access_token && kind.has_id_token() {
        order = order.with_at_hash();
    }
    let issued = issue(visit.app, (visit.base, visit.request), order)?;
    if has_access_token {
        add("access_token", issued.access_token);
    }
    if kind.has_id_token() {
        add("id_token", issued.id_token);
    }
    if let Some(code) = code {
        add("code", code);
    }
    add("token_type", "Bearer".into());
    add("expires_in", issued.expires_in.to_string());
    add("state", state);
    Ok(fields)
}

/// A new authorization code, which the store knows.
fn code(visit: &Visit<'_>, request: &AuthorizationRequest, grant: Grant) -> String {
    let (code, now) = (visit.app.entropy().hex(32), visit.app.now());
    let mut store = visit.app.store();
    let provider = store.providers.get(&request.provider);
    let expires = provider.map_or(now, |provider| provider.access_code_validity.after(now));
    let authorization_code = AuthorizationCode {
        pk: 0,
        code: code.clone(),
        grant,
        nonce: request.nonce.clone(),
        challenge: request.challenge.clone(),
        expires,
    };
    store.grants.insert_code(authorization_code, now);
    code
}

/// The redirect URI with `fields` in its query, before its fragment (recording `05-prompt-variants`,
/// "browser GET").
fn in_query<'a>(
    uri: &str,
    fields: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<String, InvalidUrl> {
    let mut uri = SplitUrl::of(uri)?;
    let sent = Form::parse(uri.query.as_bytes()).without_blanks();
    let query = fields.fold(sent, |query, (name, value)| query.with(name, value));
    uri.query = query.urlencode();
    Ok(uri.to_string())
}

/// Recording `31-admin-users-write`, "event authorize_application".
fn log(visit: &Visit<'_>, request: &AuthorizationRequest, application: &Application, user: &User) {
    let entry = Entry {
        action: EventAction::AuthorizeApplication,
        app: "authentik.providers.oauth2.views.authorize",
        user: Some(user),
        context: json!({
            "authorized_application": reference(application),
            "flow": visit.flow.pk.simple().to_string(),
            "scopes": request.scopes.join(" "),
        }),
    };
    let event = entry.into_event(visit.app, visit.request);
    visit.app.store().log(event);
}

/// A refusal at the end of the flow is logged, as one before it is not (recording
/// `31-admin-users-write`, "events configuration_error").
fn log_refusal(visit: &Visit<'_>, application: &Application, user: &User, code: &ErrorCode) {
    let entry = Entry {
        action: EventAction::ConfigurationError,
        app: "authentik.providers.oauth2.errors",
        user: Some(user),
        context: json!({
            "message": code.to_string(),
            "application": reference(application),
        }),
    };
    let event = entry.into_event(visit.app, visit.request);
    visit.app.store().log(event);
}

fn reference(application: &Application) -> Value {
    let pk = application.pk.simple().to_string();
    let model = ("authentik_core", "application");
    object_reference(model, pk, &application.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_and_fragment_of_the_redirect_uri_are_kept() {
        let fields = || [("code", "c"), ("state", "a b")].into_iter();
        for (uri, answered) in [
            (
                "https://a.example/cb?keep=1",
                "https://a.example/cb?keep=1&code=c&state=a+b",
            ),
            (
                "https://a.example/#callback",
                "https://a.example/?code=c&state=a+b#callback",
            ),
            (
                "com.example.app:/cb",
                "com.example.app:/cb?code=c&state=a+b",
            ),
            (
                "https://a.example/cb?code=old&a=1&a=2",
                "https://a.example/cb?code=c&a=1&a=2&state=a+b",
            ),
        ] {
            assert_eq!(in_query(uri, fields()).unwrap(), answered);
        }
    }
}

//! One URL of the admin API: who may use it, with which methods, and what every answer of it carries.

use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, ALLOW, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use jiff::Timestamp;
use serde_json::json;

use super::{ApiError, Caller, authenticate};
use crate::app::App;
use crate::flows::{SESSION_COOKIE, Visitor};
use crate::http::{Form, Lifetime, RequestInfo, SetCookie, api_json, cookie};
use crate::throttle::Rate;

/// Who may use a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    /// Everyone.
    Anyone,
    /// Everyone who is logged in.
    Authenticated,
    /// Superusers; who is not logged in hears that they are not.
    Collection,
    /// Superusers; who is not logged in hears that they may not (reference, section 5.2).
    Object,
}

/// A view: its name, its methods, and who may use it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    model: &'static str,
    allow: &'static str,
    access: Access,
}

impl View {
    /// A list that can be added to.
    pub(crate) fn list(model: &'static str) -> Self {
        Self {
            model,
            allow: "GET, POST, HEAD, OPTIONS",
            access: Access::Collection,
        }
    }

    /// One object.
    pub(crate) fn object(model: &'static str) -> Self {
        let allow = "GET, PUT, PATCH, DELETE, HEAD, OPTIONS";
        Self {
            model,
            allow,
            access: Access::Object,
        }
    }

    /// One object that cannot be changed.
    pub(crate) fn fixed_object(model: &'static str) -> Self {
        Self {
            allow: "GET, DELETE, HEAD, OPTIONS",
            ..Self::object(model)
        }
    }

    /// Something to read about all objects of a model.
    pub(crate) fn reading(model: &'static str) -> Self {
        Self {
            allow: "GET, HEAD, OPTIONS",
            ..Self::list(model)
        }
    }

    /// Something to read about one object.
    pub(crate) fn object_reading(model: &'static str) -> Self {
        Self {
            allow: "GET, HEAD, OPTIONS",
            ..Self::object(model)
        }
    }

    /// Something to do with the model.
    pub(crate) fn action(model: &'static str) -> Self {
        Self {
            allow: "POST, OPTIONS",
            ..Self::list(model)
        }
    }

    /// Something to do with one object.
    pub(crate) fn object_action(model: &'static str) -> Self {
        Self {
            allow: "POST, OPTIONS",
            ..Self::object(model)
        }
    }

    /// Open to everyone who is logged in.
    pub(crate) fn for_everyone(self) -> Self {
        Self {
            access: Access::Authenticated,
            ..self
        }
    }

    /// Open to everyone.
    pub(crate) fn for_anyone(self) -> Self {
        Self {
            access: Access::Anyone,
            ..self
        }
    }

    /// Puts the view's guard around the handlers.
    pub(crate) fn of(self, app: &App, handlers: MethodRouter<App>) -> MethodRouter<App> {
        handlers
            .fallback(move |method: Method| async move { self.other_method(method) })
            .layer(middleware::from_fn_with_state((app.clone(), self), guard))
    }

    /// OPTIONS describes the view; other methods are not allowed (recording `30-admin-users-read`,
    /// "PUT on list").
    fn other_method(self, method: Method) -> Response {
        if method != Method::OPTIONS {
            return ApiError::MethodNotAllowed(method).into_response();
        }
        api_json(
            StatusCode::OK,
            &json!({
                "name": self.name(),
                "description": format!("{} Viewset", self.model),
                "renders": ["application/json"],
                "parses": ["application/json"],
            }),
        )
    }

    fn name(self) -> String {
        match self.access {
            Access::Object => format!("{} Instance", self.model),
            Access::Anyone | Access::Collection | Access::Authenticated => {
                format!("{} List", self.model)
            }
        }
    }

    /// Whether the request may reach the handlers, in the order in which Authentik asks.
    fn admit(self, app: &App, parts: &Parts) -> Result<Option<Caller>, ApiError> {
        negotiate(parts)?;
        let caller = authenticate(app, parts)?;
        match (caller, self.access) {
            (None, Access::Anyone) => {
                let addresses = RequestInfo::of(parts).addresses;
                let mut store = app.store();
                store.throttle.admit(&addresses, Rate::API, app.now())?;
                Ok(None)
            }
            (Some(caller), Access::Anyone) => Ok(Some(caller)),
            (Some(caller), Access::Authenticated) => Ok(Some(caller)),
            (Some(caller), _) if caller.is_superuser => Ok(Some(caller)),
            (Some(_), _) | (None, Access::Object) => Err(ApiError::PermissionDenied),
            (None, _) => Err(ApiError::NoCredentials),
        }
    }
}

async fn guard(State((app, view)): State<(App, View)>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let forgotten = has_dead_session(&app, &parts.headers);
    let mut response = match view.admit(&app, &parts) {
        Ok(caller) => {
            if let Some(caller) = caller {
                parts.extensions.insert(caller);
            }
            next.run(Request::from_parts(parts, body)).await
        }
        Err(error) => error.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(ALLOW, HeaderValue::from_static(view.allow));
    if app.profile().api_content_type_is_bare() && headers.contains_key(CONTENT_TYPE) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    if forgotten {
        forget_session(&mut response);
    }
    response
}

/// The answers are JSON, whatever is asked for (recording `30-admin-users-read`, "format xml" and
/// "Accept text/html").
fn negotiate(parts: &Parts) -> Result<(), ApiError> {
    let query = Form::parse(parts.uri.query().unwrap_or_default().as_bytes());
    if query.get("format").is_some_and(|format| format != "json") {
        return Err(ApiError::NotFound);
    }
    let accepts = parts
        .headers
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok());
    let mut ranges = accepts.unwrap_or("*/*").split(',');
    let range = ranges.find(|range| {
        let media = range.split(';').next().unwrap_or_default().trim();
        matches!(media, "*/*" | "application/*" | "application/json" | "")
    });
    range.map(|_| ()).ok_or(ApiError::NotAcceptable)
}

/// Whether the browser sent the cookie of a session that is over.
fn has_dead_session(app: &App, headers: &HeaderMap) -> bool {
    cookie(headers, SESSION_COOKIE).is_some_and(|sent| !sent.is_empty())
        && Visitor::of(app, headers).session.key.is_empty()
}

/// Takes the cookie back (recording `50-user-deleted`, "deleted: session cookie on API").
fn forget_session(response: &mut Response) {
    SetCookie {
        name: SESSION_COOKIE,
        value: "\"\"".to_owned(),
        lifetime: Lifetime::Seconds(0, Timestamp::UNIX_EPOCH),
        http_only: false,
        same_site: "Lax",
        secure: false,
    }
    .add_to(response);
}

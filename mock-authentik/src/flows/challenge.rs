//! What the executor answers with.

use serde_json::{Map, Value, json};

use super::visit::Visit;
use crate::Profile;
use crate::app::App;
use crate::http::urlencode;
use crate::model::{Layout, User};

/// What is told when a flow is denied for no reason that has words.
pub(crate) const UNKNOWN_ERROR: &str = "Unknown error";

/// What a stage came to.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It asks somebody for something, or shows something.
    Ask(Challenge),
    /// It is passed.
    Passed,
    /// The flow ends here; why, in Authentik's words.
    Denied(String),
    /// The flow ends, and the browser goes elsewhere: on, to a client, to another flow whose plan the
    /// session holds already.
    Redirect(String),
    /// The flow ends with a form that the page sends off by itself.
    Autosubmit(Map<String, Value>),
    /// A page of Authentik's is shown inside the flow's page.
    Shell(String),
    /// It broke down.
    Broken,
    /// It broke down after the flow had ended.
    BrokenAtEnd,
}

/// A challenge of a stage's.
#[derive(Debug)]
pub(crate) struct Challenge {
    component: &'static str,
    errors: Map<String, Value>,
    fields: Map<String, Value>,
}

impl Challenge {
    pub(crate) fn new(component: &'static str) -> Self {
        Self {
            component,
            errors: Map::new(),
            fields: Map::new(),
        }
    }

    /// Adds a key of the stage's own.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(name.to_owned(), value.into());
        self
    }

    /// Says what is wrong with an answer's field.
    pub(crate) fn refusing(mut self, field: &str, message: &str, code: &str) -> Self {
        let error = json!([{"string": message, "code": code}]);
        self.errors.insert(field.to_owned(), error);
        self
    }

    /// Whether something is wrong with the answer.
    pub(crate) fn is_refusing(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Adds whom the flow is about.
    pub(crate) fn with_pending_user(self, visit: &Visit<'_>) -> Self {
        let (name, avatar) = visit.pending_user();
        self.with("pending_user", name)
            .with("pending_user_avatar", avatar)
    }

    /// The body: the envelope, what is wrong, and the stage's own keys, in the recorded order.
    pub(crate) fn into_json(self, visit: &Visit<'_>) -> Map<String, Value> {
        let mut body = typed("native", visit.app);
        body.insert("flow_info".into(), flow_info(visit));
        body.insert("component".into(), self.component.into());
        if !self.errors.is_empty() {
            body.insert("response_errors".into(), self.errors.into());
        }
        body.extend(self.fields);
        body
    }
}

/// `ak-stage-access-denied`.
pub(crate) fn access_denied(message: &str, visit: &Visit<'_>) -> Challenge {
    Challenge::new("ak-stage-access-denied")
        .with_pending_user(visit)
        .with("error_message", message)
}

/// An empty body, which in older versions begins with its type.
pub(super) fn typed(name: &str, app: &App) -> Map<String, Value> {
    let has_type = app.profile().challenges_have_types();
    let name = has_type.then(|| ("type".to_owned(), name.into()));
    name.into_iter().collect()
}

fn flow_info(visit: &Visit<'_>) -> Value {
    let profile = visit.app.profile();
    let next = visit.query.get("next").filter(|next| !next.is_empty());
    let next = next.filter(|_| profile.cancelling_leads_on());
    let cancel = next.map_or_else(String::new, |next| {
        format!("?{}", urlencode([("next", next)]))
    });
    let title = match &visit.plan {
        Some(plan) => plan.title(visit.app, &visit.flow),
        None => visit.flow.title.clone(),
    };
    let background = match visit.flow.background.as_str() {
        "" => "/static/dist/assets/images/flow_background.jpg",
        background => background,
    };
    let layout: Layout = visit.flow.layout;
    let mut info = Map::new();
    let mut add = |name: &str, value: Value| info.insert(name.to_owned(), value);
    add("title", json!(title));
    add("background", json!(background));
    if profile.backgrounds_have_themes() {
        add("background_themed_urls", json!(null));
    }
    add("cancel_url", json!(format!("/flows/-/cancel/{cancel}")));
    add("layout", json!(layout));
    Value::Object(info)
}

/// Name and picture of nobody (recording `04-login-flow-errors`, "authorization flow, anonymous, no
/// plan").
pub(crate) fn nobody() -> (String, String) {
    let avatar = "/static/dist/assets/images/user_default.png";
    (String::new(), avatar.to_owned())
}

/// Name and picture of a user.
pub(crate) fn somebody(user: &User, profile: Profile) -> (String, String) {
    (user.username.clone(), user.avatar(profile))
}

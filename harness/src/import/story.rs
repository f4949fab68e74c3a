//! Which steps the exchanges of a recording amount to.

use std::fmt::Write as _;

use http::header::AUTHORIZATION;
use http::{Method, StatusCode};
use serde_json::Value;
use url::form_urlencoded;

use super::Side;
use crate::har::{Recorded, Recording};
use crate::wire::shape;

/// What the people of a recording are called, whoever they are.
const NAMES: [&str; 6] = ["alice", "bob", "carol", "dave", "erin", "frank"];

/// The grant of RFC 8628.
const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// A scenario of what happens in `recording`, as far as that can be told, with remarks where it cannot.
pub(crate) fn scenario(recording: &Recording) -> String {
    let mut teller = Teller::default();
    for entry in &recording.entries {
        match Side::of(entry) {
            Side::Authentik => teller.authentik(entry),
            Side::Openzro => teller.openzro(entry),
            Side::Other => {}
        }
    }
    teller.end()
}

/// What is known so far.
#[derive(Default)]
struct Teller {
    /// What they typed to say who they are, in the order of [`NAMES`].
    people: Vec<String>,
    /// Who is at the browser.
    person: usize,
    /// Who has logged in, by a step that was told.
    inside: Vec<usize>,
    /// Who is needed, though nothing shows them.
    most: usize,
    /// How a login that has begun stands.
    login: Option<Standing>,
    /// How often a device was told to wait, and whether it asked at all.
    polls: Option<usize>,
    steps: String,
}

/// How a login stands.
#[derive(Clone, Copy)]
enum Standing {
    Begun,
    Stopped,
    Page(StatusCode),
}

impl Teller {
    fn name(&mut self, person: usize) -> &'static str {
        self.most = self.most.max(person);
        NAMES[person % NAMES.len()]
    }

    fn remark(&mut self, words: &str) {
        writeln!(self.steps, "  # {words}").ok();
    }

    fn step(&mut self, name: &str, settings: &str) {
        writeln!(self.steps, "  - {name}: {{ {settings} }}").ok();
    }

    fn authentik(&mut self, entry: &Recorded) {
        let (path, status) = (entry.request.path(), entry.response.status);
        let is = |method: &Method, start: &str| {
            entry.request.method == *method && path.starts_with(start)
        };
        if is(&Method::GET, "/application/o/authorize/") {
            self.login = Some(match status.as_u16() {
                400.. => Standing::Page(status),
                _ => Standing::Begun,
            });
        } else if path.starts_with("/api/v3/flows/executor/") {
            self.stage(entry);
        } else if is(&Method::POST, "/application/o/token/") {
            self.token(entry);
        } else if is(&Method::POST, "/application/o/device/") {
            self.polls = Some(0);
            if status != StatusCode::OK {
                self.device("not_started");
            }
        } else if is(&Method::DELETE, "/api/v3/core/users/") {
            let name = self.name(1);
            self.remark("Whom, the recording does not say by name.");
            self.step("authentik.delete_user", &format!("user: {name}"));
        } else if is(&Method::PATCH, "/api/v3/core/users/")
            && json(&entry.request.body)["is_active"] == false
        {
            let name = self.name(1);
            self.remark("Whom, the recording does not say by name.");
            self.step("authentik.deactivate_user", &format!("user: {name}"));
        } else if entry.request.method != Method::GET
            && entry.request.method != Method::OPTIONS
            && entry.request.method != Method::HEAD
        {
            self.unknown(entry);
        }
    }

    /// A stage of a flow, which says who logs in, or that they may not.
    fn stage(&mut self, entry: &Recorded) {
        if let Some(uid) = json(&entry.request.body)["uid_field"].as_str() {
            let known = self.people.iter().position(|known| known == uid);
            self.person = known.unwrap_or_else(|| {
                self.people.push(uid.to_owned());
                self.people.len() - 1
            });
        }
        let challenge = json(&entry.response.body);
        let refused = challenge["response_errors"]
            .as_object()
            .is_some_and(|errors| !errors.is_empty());
        if refused || challenge["component"] == "ak-stage-access-denied" {
            self.login = self.login.map(|_| Standing::Stopped);
        }
    }

    fn token(&mut self, entry: &Recorded) {
        let granted = entry.response.status == StatusCode::OK;
        let form: Vec<(String, String)> = form_urlencoded::parse(&entry.request.body)
            .into_owned()
            .collect();
        let grant = form.iter().find(|(name, _)| name == "grant_type");
        match grant.map(|(_, grant)| grant.as_str()) {
            Some("authorization_code") => {
                self.login = None;
                self.sign_in(if granted { "signed_in" } else { "refused" });
            }
            Some("refresh_token") => {
                self.log_in(self.person);
                let name = self.name(self.person);
                let outcome = if granted { "signed_in" } else { "refused" };
                self.step(
                    "token.refresh",
                    &format!("user: {name}, expect: {{ outcome: {outcome} }}"),
                );
            }
            Some(DEVICE) if granted => self.device("granted"),
            Some(DEVICE) => match json(&entry.response.body)["error"].as_str() {
                Some("authorization_pending" | "slow_down") => {
                    self.polls = Some(self.polls.unwrap_or(0) + 1);
                }
                _ => self.device("refused"),
            },
            Some("client_credentials") => {
                self.remark("openZro gets its service account's token here by itself.");
            }
            _ => self.unknown(entry),
        }
    }

    fn sign_in(&mut self, outcome: &str) {
        let name = self.name(self.person);
        self.inside.push(self.person);
        self.step(
            "sso.login",
            &format!("user: {name}, expect: {{ outcome: {outcome} }}"),
        );
    }

    fn device(&mut self, outcome: &str) {
        let polls = self.polls.take().unwrap_or(0);
        // The browser of a device login goes through the same pages as one at the dashboard.
        self.login = None;
        let name = self.name(self.person);
        self.inside.push(self.person);
        let approve = if outcome == "granted" {
            ""
        } else {
            "approve: false, "
        };
        self.step(
            "device.login",
            &format!("user: {name}, {approve}polls: {polls}, expect: {{ outcome: {outcome} }}"),
        );
    }

    /// Someone who acts in openZro has to log in before, whether the recording shows it or not.
    fn log_in(&mut self, person: usize) {
        if !self.inside.contains(&person) {
            let name = self.name(person);
            self.inside.push(person);
            self.remark("The recording does not show how they logged in.");
            self.step("sso.login", &format!("user: {name}"));
        }
    }

    fn openzro(&mut self, entry: &Recorded) {
        let (path, status) = (entry.request.path(), entry.response.status.as_u16());
        let method = &entry.request.method;
        if *method == Method::OPTIONS {
            return;
        }
        let signed = entry.request.headers.contains_key(AUTHORIZATION);
        if !signed {
            let path = shape(path);
            let wanted = format!("method: {method}, path: {path}, expect: {{ status: {status} }}");
            return self.step("http", &wanted);
        }
        self.log_in(self.person);
        let name = self.name(self.person);
        let seen = format!("as: {name}, expect: {{ status: {status} }}");
        let mut parts = path
            .trim_start_matches("/api/")
            .trim_end_matches('/')
            .split('/');
        let (collection, one) = (parts.next().unwrap_or_default(), parts.next());
        match (method.as_str(), collection, one) {
            ("GET", "users", Some("current")) => self.step("users.current", &seen),
            ("GET", "users" | "accounts" | "peers" | "events", None) => {
                self.step(&format!("{collection}.list"), &seen);
            }
            ("POST", "users", None) => self.step(
                "users.invite",
                &format!("invite: {{ email: carol@example.com, name: Carol }}, {seen}"),
            ),
            ("DELETE", "users", Some(_)) => {
                let whom = usize::from(self.person != 1);
                self.log_in(whom);
                let whom = self.name(whom);
                self.remark("Whom, the recording does not say by name.");
                self.step("users.delete", &format!("user: {whom}, {seen}"));
            }
            ("GET" | "POST" | "PUT" | "PATCH" | "DELETE", ..) => {
                if !entry.request.body.is_empty() {
                    self.remark("Its body has to be added.");
                }
                let path = Value::from(shape(path));
                self.step("http", &format!("method: {method}, path: {path}, {seen}"));
            }
            _ => self.unknown(entry),
        }
    }

    fn unknown(&mut self, entry: &Recorded) {
        let (method, path) = (&entry.request.method, shape(entry.request.path()));
        let status = entry.response.status.as_u16();
        self.remark(&format!(
            "Not recognised: {method} {path}, answered with {status}."
        ));
    }

    fn end(mut self) -> String {
        match self.login {
            Some(Standing::Begun) => self.remark(
                "A login began and the recording ended before its token; perhaps it belongs here as sso.login.",
            ),
            Some(Standing::Stopped) => self.sign_in("stopped"),
            Some(Standing::Page(status)) => {
                self.remark(&format!(
                    "Authentik answered the login with an error page, {}. Change in `given` what brings that about.",
                    status.as_u16()
                ));
                self.sign_in("page");
            }
            None => {}
        }
        if self.polls.is_some() {
            self.device("pending");
        }
        if !self.steps.contains("\n  - ") && !self.steps.starts_with("  - ") {
            self.remark("No step was recognised; this one is a beginning.");
            self.step("sso.login", "user: alice");
        }
        let mut text = String::from(
            "# yaml-language-server: $schema=../schema.json\n\
             # Begun by `openzro-harness import`: steps and outcomes are guesses from the requests of a browser.\n\
             # openZro's own requests to Authentik are not among them.\n\
             summary: Imported from a recording; say here what it shows.\n\
             given:\n  users:\n",
        );
        for name in NAMES.iter().take(self.most + 1) {
            writeln!(text, "    {name}: {{}}").ok();
        }
        text.push_str("steps:\n");
        text.push_str(&self.steps);
        text
    }
}

fn json(body: &[u8]) -> Value {
    serde_json::from_slice(body).unwrap_or_default()
}

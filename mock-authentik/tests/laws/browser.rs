//! A person's browser, as far as the flow executor sees one.

use std::sync::Arc;

use reqwest::Method;
use reqwest::cookie::{CookieStore, Jar};
use serde_json::{Value, json};
use url::Url;

use crate::installation::{Answer, CALLBACK, Client, Installation, http};

pub(crate) struct Browser {
    http: reqwest::Client,
    jar: Arc<Jar>,
    base: String,
}

impl Browser {
    pub(crate) fn new(installation: &Installation) -> Self {
        let jar = Arc::new(Jar::default());
        Self {
            http: http().cookie_provider(Arc::clone(&jar)).build().unwrap(),
            jar,
            base: installation.authentik.url(),
        }
    }

    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if let Some(body) = body {
            request = request.json(&body).header("X-authentik-CSRF", self.csrf());
        }
        Answer::of(request.send().await.unwrap()).await
    }

    /// The headers by which it is known, as they are sent.
    pub(crate) fn headers(&self) -> String {
        let (cookies, csrf) = (self.cookies(), self.csrf());
        format!("Cookie: {cookies}\r\nX-authentik-CSRF: {csrf}\r\n")
    }

    fn cookies(&self) -> String {
        let base: Url = self.base.parse().unwrap();
        let cookies = self.jar.cookies(&base);
        cookies.map_or_else(String::new, |cookies| cookies.to_str().unwrap().to_owned())
    }

    fn csrf(&self) -> String {
        let cookies = self.cookies();
        let mut pairs = cookies.split("; ").filter_map(|pair| pair.split_once('='));
        let csrf = pairs.find(|(name, _)| *name == "authentik_csrf");
        csrf.map_or_else(String::new, |(_, value)| value.to_owned())
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    /// Shows the flow of that slug, past all stages that ask nothing.
    pub(crate) async fn flow(&self, slug: &str) -> Value {
        let path = format!("/api/v3/flows/executor/{slug}/?query=");
        let mut answer = self.get(&path).await;
        while answer.status == 302 {
            answer = self.get(&answer.location).await;
        }
        answer.body
    }

    async fn answer(&self, slug: &str, answer: Value) -> Value {
        let path = format!("/api/v3/flows/executor/{slug}/?query=");
        match self.send(Method::POST, &path, Some(answer)).await {
            Answer { status: 302, .. } => self.flow(slug).await,
            answer => answer.body,
        }
    }

    /// Logs in with the name as the password. `false`: it was refused.
    pub(crate) async fn log_in(&self, username: &str) -> bool {
        const FLOW: &str = "default-authentication-flow";
        // An earlier attempt may have stopped half way.
        self.get("/flows/-/cancel/").await;
        self.flow(FLOW).await;
        self.answer(FLOW, json!({"uid_field": username})).await;
        let end = self.answer(FLOW, json!({"password": username})).await;
        end["component"] == "xak-flow-redirect"
    }

    pub(crate) async fn log_out(&self) {
        self.get("/flows/-/default/invalidation/").await;
        let end = self.flow("default-invalidation-flow").await;
        assert_eq!(end["component"], "xak-flow-redirect", "{end}");
    }

    /// Sends the browser to authorize, with these fields after the usual ones.
    pub(crate) async fn authorize(&self, client: &Client, fields: &[(&str, &str)]) -> Answer {
        let usual = [
            ("client_id", client.id.as_str()),
            ("redirect_uri", CALLBACK),
            ("response_type", "code"),
            ("scope", "openid profile offline_access"),
        ];
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(usual.iter().chain(fields));
        let path = format!("/application/o/authorize/?{}", query.finish());
        self.get(&path).await
    }

    /// Approves a device. `false`: nobody is logged in, or there is no such code.
    pub(crate) async fn approve(&self, user_code: &str) -> bool {
        let answer = self.get(&format!("/device?code={user_code}")).await;
        let page = answer.location.strip_prefix("/if/flow/");
        let Some((slug, _)) = page.and_then(|page| page.split_once('/')) else {
            return false;
        };
        let end = self.flow(slug).await;
        end["component"] == "ak-provider-oauth2-device-code-finish"
    }
}

/// The code with which an authorization request was answered.
pub(crate) fn code(answer: &Answer) -> Option<String> {
    let to: Url = answer.location.parse().ok()?;
    let mut fields = to.query_pairs();
    fields.find_map(|(name, value)| (name == "code").then(|| value.into_owned()))
}

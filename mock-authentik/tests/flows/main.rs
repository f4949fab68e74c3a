//! What people meet in a browser, through the flow executor and the admin API.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails where it stands"
)]

mod deactivated;
mod device_throttle;
mod enrollment;
mod one_page_login;
mod recovery;
mod sessions;
mod user_settings;

use mock_authentik::{Bootstrap, MockAuthentik};
use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

/// akadmin's API token.
const KEY: &str = "akadmin-token";

/// A mock, and akadmin at its API.
struct Site(MockAuthentik);

impl Site {
    async fn start() -> Self {
        let bootstrap = Bootstrap {
            token: Some(KEY.into()),
            ..Bootstrap::default()
        };
        let mock = MockAuthentik::builder().bootstrap(bootstrap);
        Self(mock.start().await.unwrap())
    }

    async fn api(&self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        let url = format!("{}/api/v3{path}", self.0.url());
        let mut request = reqwest::Client::new().request(method, url).bearer_auth(KEY);
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status();
        (status, answer.json().await.unwrap_or_default())
    }

    async fn get(&self, path: &str) -> Value {
        let (status, answer) = self.api(Method::GET, path, Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{path}: {answer}");
        answer
    }

    async fn make(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.api(Method::POST, path, body).await;
        assert_eq!(status, StatusCode::CREATED, "{path}: {answer}");
        answer
    }

    /// Makes a flow of the stages of these names.
    async fn make_flow(&self, flow: Value, stages: &[&str]) {
        let flow = self.make("/flows/instances/", flow).await;
        for (order, name) in stages.iter().enumerate() {
            let found = self.get(&format!("/stages/all/?name={name}")).await;
            let stage = &found["results"][0]["pk"];
            let body = json!({"target": flow["pk"], "stage": stage, "order": order});
            self.make("/flows/bindings/", body).await;
        }
    }

    /// Makes somebody with a password of `NAME-pass` and tells their key.
    async fn add_user(&self, name: &str) -> i64 {
        let body = json!({"username": name, "name": name, "path": "users"});
        let user = self.make("/core/users/", body).await;
        let pk = user["pk"].as_i64().unwrap();
        let password = json!({"password": format!("{name}-pass")});
        let path = format!("/core/users/{pk}/set_password/");
        let (status, answer) = self.api(Method::POST, &path, password).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{answer}");
        pk
    }

    fn browser(&self) -> Browser {
        let client = reqwest::Client::builder().cookie_store(true);
        Browser {
            site: self.0.url(),
            client: client.redirect(Policy::none()).build().unwrap(),
            csrf: String::new(),
        }
    }
}

/// A browser, which keeps its cookies.
struct Browser {
    site: String,
    client: reqwest::Client,
    csrf: String,
}

impl Browser {
    async fn get(&self, path: &str) -> Response {
        let url = format!("{}{path}", self.site);
        self.client.get(url).send().await.unwrap()
    }

    /// Logs in through the default flow.
    async fn log_in(&mut self, name: &str) {
        self.log_in_with(name, &format!("{name}-pass")).await;
    }

    async fn log_in_with(&mut self, name: &str, password: &str) {
        const FLOW: &str = "default-authentication-flow";
        let shown = self.show(FLOW, "").await;
        assert_eq!(shown["component"], "ak-stage-identification", "{shown}");
        self.answer(FLOW, "", json!({"uid_field": name})).await;
        let password = json!({"password": password});
        let done = self.answer(FLOW, "", password).await;
        assert_eq!(done["component"], "xak-flow-redirect", "{done}");
    }

    /// What the flow shows, for a page with that query.
    async fn show(&mut self, flow: &str, query: &str) -> Value {
        self.pass(flow, query, None).await
    }

    /// Answers a challenge and tells the next.
    async fn answer(&mut self, flow: &str, query: &str, answer: Value) -> Value {
        self.pass(flow, query, Some(answer)).await
    }

    async fn pass(&mut self, flow: &str, query: &str, mut answer: Option<Value>) -> Value {
        let page = [("query", query)];
        let url = format!("{}/api/v3/flows/executor/{flow}/", self.site);
        loop {
            let request = match answer.take() {
                Some(answer) => self.client.post(&url).json(&answer),
                None => self.client.get(&url),
            };
            let request = request.header("x-authentik-csrf", &self.csrf);
            let response = request.query(&page).send().await.unwrap();
            self.keep_csrf(response.headers());
            if response.status() != StatusCode::FOUND {
                return response.json().await.unwrap();
            }
        }
    }

    fn keep_csrf(&mut self, headers: &HeaderMap) {
        let cookies = headers.get_all("set-cookie").iter();
        let mut cookies = cookies.filter_map(|cookie| cookie.to_str().ok());
        let found = cookies.find_map(|cookie| cookie.strip_prefix("authentik_csrf="));
        if let Some(value) = found.and_then(|found| found.split(';').next()) {
            value.clone_into(&mut self.csrf);
        }
    }
}

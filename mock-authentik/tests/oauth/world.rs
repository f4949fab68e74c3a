//! An installation with one client and one person, whose consent nobody asks for.

use mock_authentik::{Bootstrap, MockAuthentik, Profile};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};
use url::Url;

const KEY: &str = "akadmin-token";
const PASSWORD: &str = "akadmin-pass";

/// Where the client is told.
pub(crate) const CALLBACK: &str = "https://zro.example.com/auth";
pub(crate) const CLIENT: &str = "openzro";
pub(crate) const SECRET: &str = "s3cret";
/// Everything that can be asked for.
pub(crate) const SCOPES: &str = "openid profile email offline_access";

/// Fields of a form or a query.
pub(crate) type Fields<'a> = &'a [(&'a str, &'a str)];
/// Headers of a request.
pub(crate) type Headers<'a> = &'a [(&'static str, &'a str)];

/// A mock, and akadmin's browser.
pub(crate) struct World {
    pub(crate) mock: MockAuthentik,
    pub(crate) browser: Client,
    profile: Profile,
    provider: i64,
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    async fn of(response: Response) -> Self {
        Self {
            status: response.status(),
            headers: response.headers().clone(),
            text: response.text().await.unwrap(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// A member that is text.
    pub(crate) fn member(&self, name: &str) -> String {
        let json = self.json();
        json[name].as_str().unwrap_or_default().to_owned()
    }

    /// A header; empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// The status and, of an error, its code.
    pub(crate) fn outcome(&self) -> (u16, String) {
        (self.status.as_u16(), self.member("error"))
    }
}

impl World {
    /// Of the newest version.
    pub(crate) async fn new() -> Self {
        Self::of(Profile::default()).await
    }

    pub(crate) async fn of(profile: Profile) -> Self {
        let bootstrap = Bootstrap {
            token: Some(KEY.into()),
            password: Some(PASSWORD.into()),
            ..Bootstrap::default()
        };
        let builder = MockAuthentik::builder().profile(profile);
        let mock = builder.bootstrap(bootstrap).start().await.unwrap();
        let browser = Client::builder().cookie_store(true);
        let browser = browser.redirect(Policy::none()).build().unwrap();
        let mut world = Self {
            mock,
            browser,
            profile,
            provider: 0,
        };
        world.provider = world.provide(CLIENT, SECRET).await;
        let application = json!({"name": "openZro", "slug": "openzro", "provider": world.provider});
        let made = world
            .api(Method::POST, "/core/applications/", application)
            .await;
        assert_eq!(made.status, 201, "{}", made.text);
        world
    }

    /// Asks the admin API as akadmin.
    pub(crate) async fn api(&self, method: Method, path: &str, body: Value) -> Answer {
        let url = format!("{}/api/v3{path}", self.mock.url());
        let request = self.browser.request(method, url).bearer_auth(KEY);
        Answer::of(request.json(&body).send().await.unwrap()).await
    }

    async fn pk(&self, path: &str) -> Value {
        let found = self.api(Method::GET, path, Value::Null).await;
        found.json()["results"][0]["pk"].clone()
    }

    /// Makes a provider for a client, and tells its primary key.
    pub(crate) async fn provide(&self, client_id: &str, client_secret: &str) -> i64 {
        let profile = self.profile;
        let implicit = "default-provider-authorization-implicit-consent";
        let flow = |slug: &str| format!("/flows/instances/?slug={slug}");
        let mappings = if profile < Profile::V2024_12 {
            "/propertymappings/scope/"
        } else {
            "/propertymappings/provider/scope/"
        };
        let mappings = self.api(Method::GET, mappings, Value::Null).await.json();
        let results = mappings["results"].as_array().unwrap().iter();
        let mappings: Vec<&Value> = results.map(|mapping| &mapping["pk"]).collect();
        let redirect_uris = if profile < Profile::V2024_12 {
            json!(CALLBACK)
        } else {
            json!([{"matching_mode": "strict", "url": CALLBACK}])
        };
        let provider = json!({
            "name": client_id,
            "authorization_flow": self.pk(&flow(implicit)).await,
            "invalidation_flow": self.pk(&flow("default-invalidation-flow")).await,
            "client_id": client_id,
            "client_secret": client_secret,
            "client_type": "public",
            "redirect_uris": redirect_uris,
            "property_mappings": mappings,
            "signing_key": self.pk("/crypto/certificatekeypairs/").await,
        });
        let made = self.api(Method::POST, "/providers/oauth2/", provider).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.json()["pk"].as_i64().unwrap()
    }

    /// Changes the provider.
    pub(crate) async fn change(&self, fields: Value) {
        let path = format!("/providers/oauth2/{}/", self.provider);
        let changed = self.api(Method::PATCH, &path, fields).await;
        assert_eq!(changed.status, 200, "{}", changed.text);
    }

    fn at(&self, path: &str) -> String {
        format!("{}/application/o/{path}/", self.mock.url())
    }

    /// Sends a form to an endpoint, with headers.
    pub(crate) async fn send(
        &self,
        (method, path): (Method, &str),
        headers: Headers<'_>,
        form: Fields<'_>,
    ) -> Answer {
        let mut request = Client::new().request(method.clone(), self.at(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if method == Method::POST {
            request = request.form(form);
        }
        Answer::of(request.send().await.unwrap()).await
    }

    /// Posts a form to an endpoint, as the client.
    pub(crate) async fn post(&self, path: &str, form: Fields<'_>) -> Answer {
        let form = [&[("client_id", CLIENT)], form].concat();
        self.send((Method::POST, path), &[], &form).await
    }

    /// Posts to the token endpoint.
    pub(crate) async fn token(&self, form: Fields<'_>) -> Answer {
        self.post("token", form).await
    }

    /// What userinfo says of a token.
    pub(crate) async fn userinfo(&self, token: &str) -> Answer {
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str())];
        self.send((Method::GET, "userinfo"), &headers, &[]).await
    }

    /// Logs akadmin in.
    pub(crate) async fn log_in(&self) {
        let base = self.mock.url();
        let executor = format!("{base}/api/v3/flows/executor/default-authentication-flow/?query=");
        let answers = [
            json!({"uid_field": "akadmin"}),
            json!({"password": PASSWORD}),
        ];
        for answer in answers {
            self.browser.get(&executor).send().await.unwrap();
            let sent = self.browser.post(&executor).json(&answer);
            sent.send().await.unwrap();
        }
        while self.browser.get(&executor).send().await.unwrap().status() == 302 {}
    }

    /// Sends the browser to the authorization endpoint, as the client would but for these fields; an
    /// empty one is left out.
    pub(crate) async fn authorize(&self, fields: Fields<'_>) -> Answer {
        let mut all = vec![
            ("client_id", CLIENT),
            ("redirect_uri", CALLBACK),
            ("response_type", "code"),
            ("scope", SCOPES),
            ("state", "st"),
        ];
        all.retain(|(name, _)| !fields.iter().any(|(changed, _)| changed == name));
        all.extend(fields.iter().filter(|(_, value)| !value.is_empty()));
        let url = Url::parse_with_params(&self.at("authorize"), all).unwrap();
        Answer::of(self.browser.get(url).send().await.unwrap()).await
    }

    /// Follows an answer of the authorization endpoint through its flow to where it leads.
    pub(crate) async fn follow(&self, answer: &Answer) -> String {
        let location = answer.header("location").to_owned();
        let Some(page) = location.strip_prefix("/if/flow/") else {
            return location;
        };
        let (slug, query) = page.split_once("/?").unwrap();
        let executor = format!("{}/api/v3/flows/executor/{slug}/", self.mock.url());
        let executor = Url::parse_with_params(&executor, [("query", query)]).unwrap();
        loop {
            let shown = self.browser.get(executor.clone()).send().await.unwrap();
            if shown.status() != 302 {
                let shown = Answer::of(shown).await;
                let to = shown.member("to");
                return if to.is_empty() {
                    shown.member("component")
                } else {
                    to
                };
            }
        }
    }

    /// A code for akadmin, who has logged in.
    pub(crate) async fn code(&self, fields: Fields<'_>) -> String {
        let answer = self.authorize(fields).await;
        let location = Url::parse(&self.follow(&answer).await).unwrap();
        let mut query = location.query_pairs();
        query.find(|(name, _)| name == "code").unwrap().1.into()
    }

    /// Tokens for akadmin, who has logged in.
    pub(crate) async fn tokens(&self, fields: Fields<'_>) -> Answer {
        let code = self.code(fields).await;
        let redeemed = self
            .token(&[
                ("grant_type", "authorization_code"),
                ("code", &code),
                ("redirect_uri", CALLBACK),
            ])
            .await;
        assert_eq!(redeemed.status, 200, "{}", redeemed.text);
        redeemed
    }
}

/// The parameters of a fragment or a query.
pub(crate) fn parameters(location: &str) -> Vec<(String, String)> {
    let (_, text) = location.split_once(['#', '?']).unwrap();
    let pairs = url::form_urlencoded::parse(text.as_bytes());
    pairs.into_owned().collect()
}

/// The claims of a JWT, unverified.
pub(crate) fn claims(token: &str) -> Value {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

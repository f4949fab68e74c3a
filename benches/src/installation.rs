//! A provider, its application and the people who use it, made through the API.

use reqwest::header::LOCATION;
use reqwest::{Client, Method, RequestBuilder, redirect};
use serde_json::{Value, json};
use url::{Url, form_urlencoded};

use crate::Result;

/// akadmin's API token and password, which the mock is bootstrapped with.
pub const TOKEN: &str = "measured";

const REDIRECT_URI: &str = "https://zro.example.com/auth";

/// A mock with one application, `openzro`.
pub struct Installation {
    http: Client,
    url: String,
    client_id: String,
    client_secret: String,
}

impl Installation {
    /// Makes the application and its provider at the mock of that URL.
    ///
    /// # Errors
    /// What the mock refuses, and what it answers that it should not.
    pub async fn set_up(url: &str) -> Result<Self> {
        let http = Client::builder()
            .cookie_store(true)
            .no_proxy()
            .redirect(redirect::Policy::none())
            .tls_certs_only([])
            .build()?;
        let mut made = Self {
            http,
            url: url.to_owned(),
            client_id: String::new(),
            client_secret: String::new(),
        };
        let flow = |slug| format!("flows/instances/?slug={slug}");
        let authorization = flow("default-provider-authorization-implicit-consent");
        let invalidation = flow("default-provider-invalidation-flow");
        let mappings = made.get("propertymappings/provider/scope/").await?;
        let mappings: Vec<&Value> = results(&mappings).map(|mapping| &mapping["pk"]).collect();
        let provider = json!({
            "name": "openZro",
            "authorization_flow": made.only(&authorization).await?,
            "invalidation_flow": made.only(&invalidation).await?,
            "client_type": "confidential",
            "redirect_uris": [{"matching_mode": "strict", "url": REDIRECT_URI}],
            "access_code_validity": "hours=1",
            "access_token_validity": "hours=1",
            "property_mappings": mappings,
            "signing_key": made.only("crypto/certificatekeypairs/").await?,
        });
        let provider = made.post("providers/oauth2/", &provider).await?;
        let text = |name: &str| provider[name].as_str().unwrap_or_default().to_owned();
        (made.client_id, made.client_secret) = (text("client_id"), text("client_secret"));
        let application = json!({"name": "openZro", "slug": "openzro", "provider": provider["pk"]});
        made.post("core/applications/", &application).await?;
        Ok(made)
    }

    /// `POST` to a path of the API, with its JSON.
    ///
    /// # Errors
    /// What the mock refuses.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.send(self.api(Method::POST, path).json(body)).await
    }

    /// Lets an hour and a half pass for the mock: every token expires.
    ///
    /// # Errors
    /// What the mock refuses.
    pub async fn let_tokens_expire(&self) -> Result<()> {
        let url = format!("{}/_mock/clock/advance", self.url);
        let request = self.http.post(url).json(&json!({"by": "1h 30m"}));
        self.send(request).await.map(drop)
    }

    /// A service account, and the request that gets tokens for it by `client_credentials`.
    ///
    /// # Errors
    /// What the mock refuses.
    pub async fn client_credentials(&self) -> Result<Vec<u8>> {
        let name = "machine";
        let body = json!({"name": name, "create_group": false});
        let account = self.post("core/users/service_account/", &body).await?;
        let password = account["token"].as_str().unwrap_or_default();
        Ok(self.token_request(&[
            ("grant_type", "client_credentials"),
            ("client_id", &self.client_id),
            ("username", name),
            ("password", password),
            ("scope", "openid profile email"),
        ]))
    }

    /// Logs akadmin in and gets so many codes, each with the request that redeems it.
    ///
    /// # Errors
    /// What the mock refuses.
    pub async fn code_exchanges(&self, count: usize) -> Result<Vec<Vec<u8>>> {
        let login = format!(
            "{}/api/v3/flows/executor/default-authentication-flow/?query=",
            self.url
        );
        self.http.get(&login).send().await?.error_for_status()?;
        for answer in [json!({"uid_field": "akadmin"}), json!({"password": TOKEN})] {
            let request = self.http.post(&login).json(&answer);
            request.send().await?.error_for_status()?;
        }
        // The last stage, and the way out.
        for _ in 0..2 {
            self.http.get(&login).send().await?.error_for_status()?;
        }
        let mut exchanges = Vec::with_capacity(count);
        for number in 0..count {
            let code = self.code(&number.to_string()).await?;
            exchanges.push(self.token_request(&[
                ("grant_type", "authorization_code"),
                ("client_id", &self.client_id),
                ("client_secret", &self.client_secret),
                ("code", &code),
                ("redirect_uri", REDIRECT_URI),
            ]));
        }
        Ok(exchanges)
    }

    async fn code(&self, nonce: &str) -> Result<String> {
        let query = [
            ("client_id", self.client_id.as_str()),
            ("redirect_uri", REDIRECT_URI),
            ("response_type", "code"),
            ("scope", "openid profile email"),
            ("state", "s"),
            ("nonce", nonce),
        ];
        let authorize = format!("{}/application/o/authorize/", self.url);
        let answer = self.http.get(authorize).query(&query).send().await?;
        let location = answer.headers().get(LOCATION);
        let location = location.ok_or("authorize does not redirect")?.to_str()?;
        let page = Url::parse(&self.url)?.join(location)?;
        // A flow without stages leads to the client at once.
        if let Some(code) = code_in(&page) {
            return Ok(code);
        }
        let slug = page.path().trim_matches('/').rsplit('/').next();
        let executor = format!(
            "{}/api/v3/flows/executor/{}/",
            self.url,
            slug.unwrap_or_default()
        );
        let query = [("query", page.query().unwrap_or_default())];
        let challenge = self.send(self.http.get(executor).query(&query)).await?;
        let to = challenge["to"].as_str().ok_or("the flow leads nowhere")?;
        Ok(code_in(&Url::parse(to)?).ok_or("the flow gives no code")?)
    }

    /// A request to the token endpoint, byte by byte.
    fn token_request(&self, fields: &[(&str, &str)]) -> Vec<u8> {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let head = format!(
            "POST /application/o/token/ HTTP/1.1\r\nHost: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.host(),
            form.len()
        );
        head.into_bytes()
    }

    /// `GET` of a page of the list of users, byte by byte.
    pub fn users_request(&self, page: usize) -> Vec<u8> {
        format!(
            "GET /api/v3/core/users/?page={page} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {TOKEN}\r\n\r\n",
            self.host()
        )
        .into_bytes()
    }

    /// Makes that many users more.
    ///
    /// # Errors
    /// What the mock refuses.
    pub async fn add_users(&self, count: usize) -> Result<()> {
        for number in 0..count {
            let username = format!("user-{number:06}");
            let email = format!("{username}@example.com");
            let user = json!({"username": username, "name": username, "email": email});
            self.post("core/users/", &user).await?;
        }
        Ok(())
    }

    fn host(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    fn api(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}/api/v3/{path}", self.url);
        self.http.request(method, url).bearer_auth(TOKEN)
    }

    async fn get(&self, path: &str) -> Result<Value> {
        self.send(self.api(Method::GET, path)).await
    }

    /// The primary key of the first result.
    async fn only(&self, path: &str) -> Result<Value> {
        let list = self.get(path).await?;
        let first = results(&list).next().ok_or("an empty list")?;
        Ok(first["pk"].clone())
    }

    async fn send(&self, request: RequestBuilder) -> Result<Value> {
        let answer = request.send().await?;
        let (status, url) = (answer.status(), answer.url().clone());
        let text = answer.text().await?;
        if status.is_success() {
            Ok(serde_json::from_str(&text)?)
        } else {
            Err(format!("{url} answers {status}: {text}").into())
        }
    }
}

fn code_in(url: &Url) -> Option<String> {
    let code = url.query_pairs().find(|(name, _)| name == "code")?;
    Some(code.1.into_owned())
}

fn results(list: &Value) -> impl Iterator<Item = &Value> {
    list["results"].as_array().into_iter().flatten()
}

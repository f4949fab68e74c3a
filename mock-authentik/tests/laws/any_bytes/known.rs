//! A mock that has something of everything, so that random requests also reach what lies behind the first
//! checks.

use std::net::SocketAddr;

use reqwest::Method;
use serde_json::{Value, json};

use crate::browser::{Browser, code};
use crate::installation::{CALLBACK, Client, Installation};

/// A form or a query.
pub(super) type Form = Vec<(String, String)>;

/// What exists.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) address: SocketAddr,
    /// The headers of a browser that is logged in.
    pub(super) browser: String,
    pub(super) words: Vec<String>,
    /// Objects by the list that they are in, with the name that their address has.
    objects: Vec<(&'static str, String, Value)>,
    /// Forms that are answered well, until their codes are spent. The first is for authorization.
    pub(super) forms: Vec<Form>,
}

/// The lists, and which field is the name of an object.
const LISTS: &[(&str, &str)] = &[
    ("core/applications/", "slug"),
    ("core/brands/", "brand_uuid"),
    ("core/groups/", "pk"),
    ("core/tokens/", "identifier"),
    ("core/users/", "pk"),
    ("crypto/certificatekeypairs/", "pk"),
    ("events/events/", "pk"),
    ("flows/bindings/", "pk"),
    ("flows/instances/", "slug"),
    ("policies/bindings/", "pk"),
    ("propertymappings/provider/scope/", "pk"),
    ("providers/oauth2/", "pk"),
    ("stages/all/", "pk"),
    ("stages/consent/", "pk"),
    ("stages/invitation/invitations/", "pk"),
];

/// The list whose objects a route is about.
fn list_of(route: &str) -> &str {
    let api = route.strip_prefix("/api/v3/").unwrap_or_default();
    match api.split("{}").next().unwrap_or_default() {
        "flows/executor/" => "flows/instances/",
        "" if route.starts_with("/if/flow/") => "flows/instances/",
        "" => "core/applications/",
        list => list,
    }
}

impl Known {
    /// The `nth` object that a route is about, after its name.
    pub(super) fn object(&self, route: &str, nth: usize) -> Option<(&str, &Value)> {
        let objects = self.objects.iter();
        let of_route: Vec<_> = objects
            .filter(|(list, ..)| *list == list_of(route))
            .collect();
        let (_, name, object) = of_route.get(nth.checked_rem(of_route.len())?)?;
        Some((name, object))
    }

    /// Everything of a new mock, whose browser is a superuser's.
    pub(super) async fn of_new() -> (Installation, Self) {
        let installation = Installation::start().await;
        let client = installation.client("app", json!({})).await;
        fill(&installation).await;
        let browser = Browser::new(&installation);
        assert!(browser.log_in("alice").await);
        let forms = forms(&installation, &client, &browser).await;
        let values = forms.iter().flatten().map(|(_, value)| value.clone());
        let mut known = Self {
            address: installation.authentik.address(),
            browser: browser.headers(),
            words: values.collect(),
            objects: Vec::new(),
            forms,
        };
        for (list, name) in LISTS {
            let answer = installation.api(Method::GET, list, None).await;
            for object in answer.body["results"].as_array().unwrap().iter().take(4) {
                let name = match &object[name] {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                known.words.push(name.clone());
                known.objects.push((list, name, object.clone()));
            }
        }
        (installation, known)
    }
}

/// Makes a superuser, and one of what a fresh installation has none of.
async fn fill(installation: &Installation) {
    let user = installation.user("alice").await;
    let groups = installation
        .api(Method::GET, "core/groups/", None)
        .await
        .body;
    let mut groups = groups["results"].as_array().unwrap().iter();
    let admins = groups.find(|group| group["is_superuser"] == true).unwrap();
    let join = format!("core/groups/{}/add_user/", admins["pk"].as_str().unwrap());
    for (path, body, status) in [
        (join.as_str(), json!({"pk": user}), 204),
        (
            "core/tokens/",
            json!({"identifier": "a-token", "intent": "app_password", "user": user}),
            201,
        ),
        (
            "stages/invitation/invitations/",
            json!({"name": "an-invitation"}),
            201,
        ),
    ] {
        let made = installation.api(Method::POST, path, Some(body)).await;
        assert_eq!(made.status, status, "{path}: {:?}", made.body);
    }
}

async fn forms(installation: &Installation, client: &Client, browser: &Browser) -> Vec<Form> {
    let code = async || code(&browser.authorize(client, &[]).await).unwrap();
    let redeemed = installation.redeem(client, &code().await, None).await.body;
    let path = "/application/o/device/";
    let device = installation
        .post(path, client, &[("scope", "openid")])
        .await
        .body;
    let code = code().await;
    let access = redeemed["access_token"].as_str().unwrap();
    let refresh = redeemed["refresh_token"].as_str().unwrap();
    let device_code = device["device_code"].as_str().unwrap();
    let forms = [
        vec![
            ("redirect_uri", CALLBACK),
            ("response_type", "code"),
            ("scope", "openid"),
        ],
        vec![
            ("grant_type", "authorization_code"),
            ("redirect_uri", CALLBACK),
            ("code", &code),
        ],
        vec![("grant_type", "refresh_token"), ("refresh_token", refresh)],
        vec![("grant_type", "client_credentials"), ("scope", "openid")],
        vec![
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", device_code),
        ],
        vec![("token", access), ("access_token", access)],
    ];
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let of_client = |form: &Vec<(&str, &str)>| {
        let credentials = client.credentials();
        credentials.iter().chain(form).map(owned).collect()
    };
    forms.iter().map(of_client).collect()
}

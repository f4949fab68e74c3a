//! The people of a recording, and logging them in where a recording that is not replayed did.

use std::collections::HashMap;

use http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde_json::{Value, json};

use crate::har::Recorded;
use crate::wire::{Jwt, Request, SendError, Upstream};

/// The flow that every login of the recordings goes through.
const LOGIN: &str = "/api/v3/flows/executor/default-authentication-flow/?query=";

/// The page that a browser opens after the login.
const HOME: &str = "/if/user/";

/// More steps than a login has.
const MOST_STEPS: usize = 12;

/// Who is known to the recordings, by what, and with which password.
#[derive(Debug, Default)]
pub(super) struct People {
    names_by_uid: HashMap<String, String>,
    names_by_key: HashMap<i64, String>,
    passwords: HashMap<String, String>,
}

/// Somebody who can be logged in.
pub(super) struct Person<'a> {
    pub(super) username: &'a str,
    password: &'a str,
}

impl People {
    /// Takes in the users that an answer shows, and the password that a request sets.
    pub(super) fn meet(&mut self, recorded: &Recorded) {
        if let Ok(body) = serde_json::from_slice(&recorded.response.body) {
            self.meet_users(&body);
        }
        let path = recorded.request.path().strip_suffix("/set_password/");
        let key = path.and_then(|path| path.rsplit('/').next()?.parse::<i64>().ok());
        let name = key.and_then(|key| self.names_by_key.get(&key));
        let body = serde_json::from_slice::<Value>(&recorded.request.body).unwrap_or_default();
        if let (Some(name), Some(password)) = (name, body["password"].as_str()) {
            self.passwords.insert(name.clone(), password.to_owned());
        }
    }

    fn meet_users(&mut self, body: &Value) {
        match body {
            Value::Object(members) => {
                if let (Some(name), Some(uid)) = (body["username"].as_str(), body["uid"].as_str()) {
                    self.names_by_uid.insert(uid.to_owned(), name.to_owned());
                    if let Some(key) = body["pk"].as_i64() {
                        self.names_by_key.insert(key, name.to_owned());
                    }
                }
                members.values().for_each(|member| self.meet_users(member));
            }
            Value::Array(items) => items.iter().for_each(|item| self.meet_users(item)),
            _ => {}
        }
    }

    /// Whose session a cookie is, if it is a logged-in one of somebody whose password is known.
    pub(super) fn owner(&self, session: &Jwt) -> Option<Person<'_>> {
        let logged_in = session.claims.get("authenticated")?.as_bool()?;
        let uid = session.claims.get("sub")?.as_str().filter(|_| logged_in)?;
        let username = self.names_by_uid.get(uid)?;
        Some(Person {
            username,
            password: self.passwords.get(username)?,
        })
    }
}

/// The cookies of a request: name and value.
pub(super) fn cookies(headers: &HeaderMap) -> Vec<(String, String)> {
    let lines = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split("; "))
        .filter_map(split_cookie)
        .collect()
}

fn split_cookie(pair: &str) -> Option<(String, String)> {
    pair.split_once('=')
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
}

/// Logs a person in at the target, opens the page that a browser then opens, and answers with the cookies
/// they then have; nothing when the target does not let them in.
pub(super) async fn log_in(
    upstream: &Upstream,
    host: Option<&HeaderValue>,
    person: &Person<'_>,
) -> Result<Option<Vec<(String, String)>>, SendError> {
    let mut jar: Vec<(String, String)> = Vec::new();
    let mut answer = None;
    for _ in 0..MOST_STEPS {
        let response = upstream
            .send(&request(host, &jar, LOGIN, answer.take()))
            .await?;
        keep_cookies(&mut jar, &response.headers);
        if response.status == StatusCode::FOUND && response.headers.contains_key(LOCATION) {
            continue;
        }
        let challenge: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        answer = match challenge["component"].as_str() {
            Some("xak-flow-redirect") => {
                let page = upstream.send(&request(host, &jar, HOME, None)).await?;
                keep_cookies(&mut jar, &page.headers);
                return Ok(Some(jar));
            }
            Some("ak-stage-identification") => Some(json!({ "uid_field": person.username })),
            Some("ak-stage-password") if challenge.get("response_errors").is_none() => {
                Some(json!({ "password": person.password }))
            }
            _ => return Ok(None),
        };
    }
    Ok(None)
}

fn keep_cookies(jar: &mut Vec<(String, String)>, headers: &HeaderMap) {
    for cookie in headers.get_all(SET_COOKIE) {
        let pair = cookie
            .to_str()
            .ok()
            .and_then(|cookie| cookie.split(';').next());
        if let Some((name, value)) = pair.and_then(split_cookie) {
            jar.retain(|(known, _)| *known != name);
            jar.push((name, value));
        }
    }
}

fn request(
    host: Option<&HeaderValue>,
    jar: &[(String, String)],
    target: &str,
    answer: Option<Value>,
) -> Request {
    let mut headers = HeaderMap::new();
    headers.extend(host.map(|host| (HOST, host.clone())));
    let cookies = jar
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>();
    headers.extend(
        HeaderValue::from_str(&cookies.join("; "))
            .ok()
            .map(|line| (COOKIE, line)),
    );
    if answer.is_some() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    Request {
        method: if answer.is_some() {
            Method::POST
        } else {
            Method::GET
        },
        target: target.to_owned(),
        headers,
        body: answer
            .map(|answer| answer.to_string())
            .unwrap_or_default()
            .into(),
    }
}

//! A target that answers exactly as recorded, but for every opaque value, key and time being its own.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};

use ambient::{Entropy, Server};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use harness::har::{Recorded, Recording};
use harness::wire::{Format, Jwt, Piece, pieces};
use http::header::{CONTENT_LENGTH, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use rcgen::{KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use regex::{Captures, Regex};
use serde_json::{Value, json};

/// What a twin adds to each user's key.
const SHIFT: i64 = 100;

/// As long as Authentik's own, and slow to make.
static KEY: LazyLock<KeyPair> =
    LazyLock::new(|| KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_4096).unwrap());

/// A running twin.
pub(crate) struct Twin {
    pub(crate) server: Server,
    state: Arc<Mutex<Answers>>,
}

/// What was sent for an answer: an extension of it.
#[derive(Clone)]
pub(crate) struct Sent(pub(crate) String);

/// Changes an answer before it is sent.
pub(crate) type Change = fn(&mut http::Response<String>);

struct Answers {
    entries: Vec<Recorded>,
    next: usize,
    names: Names,
    /// Opaque values that only the recording has: none of them may be sent to a twin.
    foreign: HashSet<String>,
    leaks: Vec<String>,
    change: Option<(String, Change)>,
}

/// The recordings that the twin can answer: it signs with one RSA key, and keeps every answer.
const RECORDINGS: [&str; 7] = [
    "00-setup",
    "01-discovery-jwks",
    "02-authcode-pkce",
    "10-device",
    "20-service-account",
    "30-admin-users-read",
    "31-admin-users-write",
];

pub(crate) fn recordings() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/recordings/2025.12.4");
    let file = |name| Path::new(folder).join(format!("{name}.har.gz"));
    RECORDINGS.map(file).to_vec()
}

impl Twin {
    /// Answers as `files` do, but for what `change` does to the first entry of its label.
    pub(crate) async fn start(files: &[PathBuf], change: Option<(&str, Change)>) -> Self {
        let recordings = files.iter().map(|file| Recording::read(file).unwrap());
        let answers = Answers {
            entries: recordings.flat_map(|recording| recording.entries).collect(),
            next: 0,
            names: Names::new(),
            foreign: HashSet::new(),
            leaks: Vec::new(),
            change: change.map(|(label, change)| (label.to_owned(), change)),
        };
        let state = Arc::new(Mutex::new(answers));
        let router = Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&state));
        let server = Server::start(([127, 0, 0, 1], 0).into(), router)
            .await
            .unwrap();
        Self { server, state }
    }

    /// Recorded values that were sent in place of this target's own.
    pub(crate) fn leaks(&self) -> Vec<String> {
        self.state.lock().unwrap().leaks.clone()
    }
}

async fn answer(State(state): State<Arc<Mutex<Answers>>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let path = head.uri.path().to_owned();
    let headers = head
        .headers
        .values()
        .map(|value| String::from_utf8_lossy(value.as_bytes()));
    let sent = format!(
        "{}\n{}\n{}",
        head.uri,
        String::from_utf8_lossy(&body),
        headers.collect::<Vec<_>>().join("\n")
    );
    state.lock().unwrap().answer(&path, &sent)
}

impl Answers {
    fn answer(&mut self, path: &str, sent: &str) -> Response {
        let entry = self.entries[self.next].clone();
        if path.contains("/executor/") && !entry.request.path().contains("/executor/") {
            return self.log_in(&entry);
        }
        // The page that a browser opens after a login.
        if path == "/if/user/" && entry.request.path() != path {
            return Response::default();
        }
        self.next += 1;
        self.watch(&entry, sent);
        self.names.keep_sent(&entry);
        let mut live = self.names.answer(&entry);
        live.extensions_mut().insert(Sent(sent.to_owned()));
        if self
            .change
            .as_ref()
            .is_some_and(|(label, _)| *label == entry.label)
            && let Some((_, change)) = self.change.take()
        {
            change(&mut live);
        }
        live.headers_mut().remove(CONTENT_LENGTH);
        live.map(Body::from).into_response()
    }

    /// Opens the session that `entry` uses.
    fn log_in(&mut self, entry: &Recorded) -> Response {
        let cookies = entry.request.headers["cookie"].to_str().unwrap();
        let mut headers = HeaderMap::new();
        for cookie in cookies.split("; ") {
            let (name, value) = cookie.split_once('=').unwrap();
            let live = self.names.text(value);
            headers.append(
                SET_COOKIE,
                format!("{name}={live}; Path=/").parse().unwrap(),
            );
        }
        (
            headers,
            json!({ "component": "xak-flow-redirect", "to": "/" }).to_string(),
        )
            .into_response()
    }

    fn watch(&mut self, entry: &Recorded, sent: &str) {
        for piece in pieces(sent) {
            if self.foreign.contains(piece.text()) {
                self.leaks.push(format!("{entry}: {}", piece.text()));
            }
        }
        let names = &self.names.live;
        let foreign = names.iter().filter(|(recorded, live)| recorded != live);
        self.foreign = foreign.map(|(recorded, _)| recorded.clone()).collect();
    }
}

/// This target's own name for each recorded value.
struct Names {
    entropy: Entropy,
    live: HashMap<String, String>,
    late: SignedDuration,
    rsa: EncodingKey,
    modulus: String,
}

impl Names {
    fn new() -> Self {
        Self {
            entropy: Entropy::seeded(1),
            live: HashMap::new(),
            late: SignedDuration::ZERO,
            rsa: EncodingKey::from_rsa_pem(KEY.serialize_pem().as_bytes()).unwrap(),
            modulus: BASE64_URL_SAFE_NO_PAD.encode(modulus(KEY.public_key_raw())),
        }
    }

    /// What the client makes up comes back as it is.
    fn keep_sent(&mut self, entry: &Recorded) {
        let body = String::from_utf8_lossy(&entry.request.body).into_owned();
        for piece in pieces(&(entry.request.target.clone() + "\n" + &body)) {
            if let Piece::Opaque(_, value) = piece {
                self.live
                    .entry(value.to_owned())
                    .or_insert_with(|| value.to_owned());
            }
        }
    }

    fn answer(&mut self, entry: &Recorded) -> http::Response<String> {
        self.late = ambient::Clock::system().now().duration_since(entry.started);
        let recorded = &entry.response;
        let text = String::from_utf8(recorded.body.to_vec()).unwrap();
        let body = match serde_json::from_str::<Value>(&text) {
            Ok(json) => relaid(&text, &self.json("", &json)),
            Err(_) => self.text(&text),
        };
        let mut live = http::Response::new(body);
        *live.status_mut() = recorded.status;
        for (name, value) in &recorded.headers {
            let value = self.text(value.to_str().unwrap());
            live.headers_mut()
                .append(name, HeaderValue::from_str(&value).unwrap());
        }
        live
    }

    fn json(&mut self, name: &str, value: &Value) -> Value {
        match (name, value) {
            (_, Value::Object(members)) if members.contains_key("kty") => {
                let mut key = value.clone();
                key["kid"] = self.text(key["kid"].as_str().unwrap()).into();
                key["n"] = self.modulus.clone().into();
                key
            }
            (_, Value::Object(members)) => {
                let user = members.contains_key("username")
                    || members
                        .get("model_name")
                        .is_some_and(|model| model == "user");
                let name = |name: &str| match name {
                    "pk" if user => "user".to_owned(),
                    other => other.to_owned(),
                };
                members
                    .iter()
                    .map(|(key, value)| (key.clone(), self.json(&name(key), value)))
                    .collect()
            }
            (_, Value::Array(items)) => items.iter().map(|item| self.json(name, item)).collect(),
            ("device_code", Value::String(code)) => {
                let alphabet: Vec<u8> = (b'!'..=b'~').collect();
                let fresh = self.entropy.text(&alphabet, code.len());
                self.live
                    .entry(code.clone())
                    .or_insert(fresh)
                    .clone()
                    .into()
            }
            ("sub", Value::String(key)) if key.parse::<i64>().is_ok() => {
                (key.parse::<i64>().unwrap() + SHIFT).to_string().into()
            }
            (_, Value::String(text)) if !text.starts_with("data:") => self.text(text).into(),
            ("user" | "users" | "user_pk", Value::Number(key)) => {
                (key.as_i64().unwrap() + SHIFT).into()
            }
            ("num_pk", Value::Number(key)) => (key.as_i64().unwrap() + 1).into(),
            ("exp" | "iat" | "auth_time", Value::Number(time)) => match time.as_i64() {
                Some(time) => (time + self.late.as_secs()).into(),
                None => (time.as_f64().unwrap() + self.late.as_secs_f64()).into(),
            },
            (_, other) => other.clone(),
        }
    }

    fn text(&mut self, recorded: &str) -> String {
        let recorded = shift_paths(recorded);
        pieces(&recorded)
            .into_iter()
            .map(|piece| self.piece(piece))
            .collect()
    }

    fn piece(&mut self, piece: Piece<'_>) -> String {
        let Piece::Opaque(format, recorded) = piece else {
            return piece.text().to_owned();
        };
        if let Some(live) = self.live.get(recorded) {
            return live.clone();
        }
        let live = match format {
            Format::Timestamp { fraction } => {
                let time = recorded.parse::<Timestamp>().unwrap() + self.late;
                return format!("{time:.fraction$}");
            }
            // The one date that cookies of these recordings carry besides a lifetime.
            Format::HttpDate => return recorded.to_owned(),
            Format::Jwt => self.token(recorded),
            Format::Jwe => recorded.to_owned(),
            Format::Uuid => self.uuid(recorded),
            Format::Fingerprint(bytes) => (0..bytes)
                .map(|_| self.entropy.hex(2))
                .collect::<Vec<_>>()
                .join(":"),
            Format::Hex(digits) => self.entropy.hex(digits),
            Format::Alphanumeric(length) => self.entropy.alphanumeric(length),
            Format::Digits(digits) => self.entropy.digits(digits),
        };
        self.live.insert(recorded.to_owned(), live.clone());
        live
    }

    fn uuid(&mut self, recorded: &str) -> String {
        let live = self.entropy.uuid().to_string();
        self.live
            .insert(recorded.replace('-', ""), live.replace('-', ""));
        live
    }

    fn token(&mut self, recorded: &str) -> String {
        let Some(jwt) = Jwt::parse(recorded) else {
            return recorded.to_owned();
        };
        let claims = self.json("", &jwt.claims.clone().into());
        let mut header = Header::new(jwt.header("alg").unwrap().parse().unwrap());
        header.kid = jwt.header("kid").map(|kid| self.text(kid));
        let secret = EncodingKey::from_secret(b"a session secret");
        let key = if header.alg == Algorithm::RS256 {
            &self.rsa
        } else {
            &secret
        };
        let signed = jsonwebtoken::encode(&header, &claims, key).unwrap();
        // The library has an order of its own for the header's members.
        let mut members = jwt.header.clone();
        if let Some(kid) = header.kid {
            members.insert("kid".to_owned(), kid.into());
        }
        let payload = signed.split('.').nth(1).unwrap();
        let signed = format!(
            "{}.{payload}",
            BASE64_URL_SAFE_NO_PAD.encode(json!(members).to_string())
        );
        let signature = jsonwebtoken::crypto::sign(signed.as_bytes(), key, header.alg).unwrap();
        format!("{signed}.{signature}")
    }
}

/// `json` laid out as `recorded` is: indented, with a space after each separator, or compact.
fn relaid(recorded: &str, json: &Value) -> String {
    if recorded.contains("\n  ") {
        return serde_json::to_string_pretty(json).unwrap();
    }
    let compact = json.to_string();
    if !recorded.contains("\": ") || recorded.starts_with("{\"pagination\":{") {
        return compact;
    }
    let (mut quoted, mut escaped) = (false, false);
    let spaced = compact.chars().flat_map(|letter| {
        quoted ^= letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        let space = (!quoted && matches!(letter, ',' | ':')).then_some(' ');
        [Some(letter), space].into_iter().flatten()
    });
    spaced.collect()
}

fn shift_paths(text: &str) -> String {
    static USER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"/users/(\d+)/").unwrap());
    let shifted =
        |found: &Captures<'_>| format!("/users/{}/", found[1].parse::<i64>().unwrap() + SHIFT);
    USER.replace_all(text, shifted).into_owned()
}

/// The modulus in a DER-encoded RSA public key (RFC 8017 §A.1.1): the first integer in a sequence.
fn modulus(der: &[u8]) -> &[u8] {
    // Both lengths take two bytes, and a zero keeps the number positive.
    let integer = &der[4..];
    let length = usize::from(integer[2]) << 8 | usize::from(integer[3]);
    &integer[4..][1..length]
}

//! `/admin/system/`: what the server sees of the request and of itself.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use serde_json::{Map, Value, json};

use crate::api::{drop_members, moment};
use crate::app::App;
use crate::http::{BaseUrl, RequestInfo, api_json};

pub(super) async fn system(State(app): State<App>, parts: Parts) -> Response {
    let base = BaseUrl::of(&parts);
    let host = base.to_string();
    let host = host.split_once("://").map_or("", |(_, host)| host);
    let (name, _, model) = app.profile().default_brand();
    let mut answer = json!({
        "http_headers": environment(&parts, host),
        "http_host": host,
        "http_is_secure": base.is_secure(),
        "runtime": {
            "architecture": std::env::consts::ARCH,
            "authentik_version": app.profile().version(),
            "environment": "custom",
            "openssl_fips_enabled": null,
            "openssl_version": "",
            "platform": std::env::consts::OS,
            "python_version": "",
            "uname": "",
        },
        model: name,
        "server_time": moment(app.now()),
        "embedded_outpost_disabled": false,
        "embedded_outpost_host": "",
    });
    if app.profile().brands_are_tenants() {
        drop_members(&mut answer, &["embedded_outpost_disabled"]);
    }
    api_json(StatusCode::OK, &answer)
}

/// The request as the variables that a Python server hands on: its headers among them.
fn environment(parts: &Parts, host: &str) -> Map<String, Value> {
    let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
    let request = RequestInfo::of(parts);
    let mut variables = Map::new();
    for (variable, value) in [
        ("REQUEST_METHOD", parts.method.as_str()),
        ("QUERY_STRING", parts.uri.query().unwrap_or_default()),
        ("SCRIPT_NAME", ""),
        ("PATH_INFO", &request.path),
        ("REMOTE_ADDR", &request.client_ip),
        ("REMOTE_HOST", &request.client_ip),
        ("SERVER_NAME", name),
        ("SERVER_PORT", port),
    ] {
        variables.insert(variable.into(), json!(value));
    }
    for (header, value) in &parts.headers {
        let variable = header.as_str().to_ascii_uppercase().replace('-', "_");
        let value = String::from_utf8_lossy(value.as_bytes());
        variables.insert(format!("HTTP_{variable}"), json!(value));
    }
    variables
}

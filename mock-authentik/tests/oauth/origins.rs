//! Which origins may read which answers.

use reqwest::Method;
use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn a_redirect_uri_that_python_cannot_read_breaks_the_answer() {
    let world = World::new().await;
    let discovery = "openzro/.well-known/openid-configuration";
    let table: [(&str, &str, &str, u16, bool); 6] = [
        (
            "observed, section 10",
            "https://zro.example.com/.*",
            "https://zro.example.com",
            200,
            true,
        ),
        (
            "observed, section 10",
            r"https://zro\.example\.com/.*",
            "https://zro.example.com",
            200,
            false,
        ),
        (
            "src/utils.py",
            r"http://localhost:\d+/.*",
            "http://localhost:53000",
            500,
            false,
        ),
        (
            "src/utils.py",
            r"http://localhost:\d+/.*",
            "https://zro.example.com",
            200,
            false,
        ),
        (
            "src/utils.py",
            "https://[a-z]+.example.com/.*",
            "https://zro.example.com",
            500,
            false,
        ),
        ("40-cors", "https://zro.example.com/.*", "null", 200, false),
    ];
    for (evidence, url, origin, status, allowed) in table {
        let uris = json!([{"matching_mode": "regex", "url": url}]);
        world.change(json!({"redirect_uris": uris})).await;
        let headers = [("origin", origin)];
        let form = [("client_id", "openzro"), ("grant_type", "refresh_token")];
        let told = world.send((Method::POST, "token"), &headers, &form).await;
        let status_of_token = if status == 200 { 400 } else { status };
        assert_eq!(told.status, status_of_token, "{evidence}: {url} {origin}");
        let url_of_discovery = format!("{}/application/o/{discovery}", world.mock.url());
        let read = world.browser.get(url_of_discovery).header("origin", origin);
        let read = read.send().await.unwrap();
        assert_eq!(read.status(), status, "{evidence}: {url} {origin}");
        for headers in [&told.headers, read.headers()] {
            let shown = headers.get("access-control-allow-origin");
            assert_eq!(shown.is_some(), allowed, "{evidence}: {url} {origin}");
        }
    }
}

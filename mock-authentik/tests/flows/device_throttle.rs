//! Device requests are counted by address, but for those who are logged in.

use reqwest::StatusCode;

use crate::{Browser, Site};

async fn ask(browser: &Browser) -> StatusCode {
    let url = format!("{}/application/o/device/", browser.site);
    let request = browser.client.post(url).form(&[("client_id", "nobody")]);
    request.send().await.unwrap().status()
}

#[tokio::test]
async fn who_is_logged_in_may_always_ask() {
    let site = Site::start().await;
    site.add_user("alice").await;
    let mut alice = site.browser();
    alice.log_in("alice").await;
    // What the login has counted is forgotten within the hour.
    site.0.clock().advance(jiff::SignedDuration::from_hours(1));
    let stranger = site.browser();
    for _ in 0..20 {
        assert_eq!(ask(&stranger).await, StatusCode::BAD_REQUEST);
    }
    assert_eq!(ask(&stranger).await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(ask(&alice).await, StatusCode::BAD_REQUEST);

    // By mistake, any call of the API makes room again.
    site.0.clock().advance(jiff::SignedDuration::from_secs(2));
    stranger.get("/api/v3/root/config/").await;
    assert_eq!(ask(&stranger).await, StatusCode::BAD_REQUEST);
}

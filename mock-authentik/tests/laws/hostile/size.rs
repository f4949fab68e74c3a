//! Too much, too slow, too many.

use std::time::Duration;

use ambient::Limits;
use reqwest::Method;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::{FORM, JSON, MIB, status_of};
use crate::installation::Installation;
use crate::raw::{hear, request, send, status};

#[tokio::test]
async fn bodies_over_the_limit_are_refused() {
    let mock = Installation::start().await;
    for (path, kind) in [
        ("/application/o/token/", FORM),
        ("/api/v3/core/users/", JSON),
        ("/nowhere", JSON),
    ] {
        let too_large = request("POST", path.as_bytes(), kind, &vec![b'a'; 32 * MIB + 1]);
        assert_eq!(status_of(&mock, &too_large).await, Some(413), "{path}");
    }
    // The same, of a length that is not told.
    let chunk = [format!("{MIB:x}\r\n").as_bytes(), &vec![b'a'; MIB], b"\r\n"].concat();
    let head = b"POST /application/o/token/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    let endless = [&head[..], &chunk.repeat(33), b"0\r\n\r\n"].concat();
    assert_eq!(status_of(&mock, &endless).await, Some(413));
    assert!(mock.is_healthy().await);
}

/// Django's own limits: 2.5 MiB of a form, and 1,000 fields.
#[tokio::test]
async fn forms_and_queries_over_djangos_limits_are_bad_requests() {
    let mock = Installation::start().await;
    let token = |body: &[u8]| request("POST", b"/application/o/token/", FORM, body);
    assert_eq!(
        status_of(&mock, &token(&b"a=1&".repeat(999))).await,
        Some(400)
    );
    // Authentik's page for bad requests can only be read.
    assert_eq!(
        status_of(&mock, &token(&b"a=1&".repeat(1000))).await,
        Some(405)
    );
    assert_eq!(
        status_of(&mock, &token(&vec![b'a'; 3 * MIB])).await,
        Some(405)
    );
    let list = mock
        .api(
            Method::GET,
            &format!("core/users/?{}", "a&".repeat(1000)),
            None,
        )
        .await;
    assert_eq!(list.status, 400);
    let list = mock
        .api(
            Method::GET,
            &format!("core/users/?{}", "a&".repeat(999)),
            None,
        )
        .await;
    assert_eq!(list.status, 200);
}

#[tokio::test]
async fn large_heads_are_read_and_huge_ones_refused() {
    let mock = Installation::start().await;
    let with = |size: usize| format!("X-Large: {}\r\n", "a".repeat(size));
    let health = |headers: &str| request("GET", b"/-/health/live/", headers.as_bytes(), b"");
    assert_eq!(status_of(&mock, &health(&with(64 * 1024))).await, Some(200));
    assert_eq!(status_of(&mock, &health(&with(2 * MIB))).await, Some(431));
    assert_eq!(
        status_of(&mock, &health(&"X-Many: 1\r\n".repeat(2000))).await,
        Some(431)
    );
    let cookies = format!("Cookie: {}\r\n", "authentik_session=a.b.c; ".repeat(2500));
    assert_eq!(status_of(&mock, &health(&cookies)).await, Some(200));
    let query = |size: usize| format!("/application/o/authorize/?client_id={}", "a".repeat(size));
    let authorize = |size: usize| request("GET", query(size).as_bytes(), b"", b"");
    assert_eq!(status_of(&mock, &authorize(60_000)).await, Some(400));
    assert_eq!(status_of(&mock, &authorize(100_000)).await, Some(414));
    assert_eq!(status_of(&mock, &authorize(MIB)).await, Some(431));
    assert!(mock.is_healthy().await);
}

#[tokio::test]
async fn slow_clients_are_not_waited_for() {
    let patience = Duration::from_millis(100);
    let mock = Installation::start_with(|mock| {
        let limits = Limits {
            head: patience,
            ..Limits::default()
        };
        mock.limits(limits).body_patience(patience)
    })
    .await;
    let address = mock.authentik.address();
    let head = "POST /application/o/token/ HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n";
    for begun in ["", "grant_"] {
        let answer = send(address, format!("{head}{begun}").as_bytes()).await;
        assert_eq!(status(&answer), Some(408));
    }
    // Half a head, or none, is closed without a word, or with one.
    for half in ["", "GET", "GET / HTTP/1.1\r\nHost: a\r\nX-Slow:"] {
        let answer = send(address, half.as_bytes()).await;
        assert!(
            status(&answer).is_none_or(|status| status == 408),
            "{half:?}"
        );
    }
    // A body that its sender gives up is nobody's request.
    let answer = hear(address, head.as_bytes()).await;
    assert!(status(&answer).is_none_or(|status| status == 400));
    assert!(mock.is_healthy().await);
}

#[tokio::test]
async fn a_thousand_idle_connections_are_in_nobodys_way() {
    let mock = Installation::start().await;
    let mut idle = Vec::new();
    for number in 0..1000 {
        let mut connection = TcpStream::connect(mock.authentik.address()).await.unwrap();
        if number % 2 == 0 {
            connection
                .write_all(
                    b"POST /application/o/token/ HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n",
                )
                .await
                .unwrap();
        }
        idle.push(connection);
    }
    assert!(mock.is_healthy().await);
    let users = mock.api(Method::GET, "core/users/", None).await;
    assert_eq!(users.status, 200);
    drop(idle);
    assert!(mock.is_healthy().await);
}

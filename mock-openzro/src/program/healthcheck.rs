//! `mock-openzro healthcheck`.

use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(5);

/// Why the management server does not count as healthy.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unhealthy {
    #[error("no answer from {url}: {source}; is it started, and is the URL right?")]
    NoAnswer { url: String, source: reqwest::Error },
    #[error(
        "{url} answered {status} where openZro answers 401; is something else listening there?"
    )]
    NotOpenzro { url: String, status: u16 },
}

/// Asks for something that needs a login, which a running server refuses with 401.
pub(crate) async fn healthcheck(url: &str) -> Result<(), Unhealthy> {
    let url = format!("{}/api/users", url.trim_end_matches('/'));
    let no_answer = |source| Unhealthy::NoAnswer {
        url: url.clone(),
        source,
    };
    // No certificate is asked of a server that is asked nothing but whether it is there: the name in
    // the certificate is rarely the address that the server is asked at.
    let client = reqwest::Client::builder()
        .timeout(PATIENCE)
        .no_proxy()
        .tls_certs_only([])
        .tls_danger_accept_invalid_certs(true);
    let client = client.build().map_err(no_answer)?;
    let status = client.get(&url).send().await.map_err(no_answer)?.status();
    if status == reqwest::StatusCode::UNAUTHORIZED {
        Ok(())
    } else {
        Err(Unhealthy::NotOpenzro {
            url,
            status: status.as_u16(),
        })
    }
}

//! What an Authentik in containers is waited for.

use std::path::Path;
use std::time::Duration;

use ambient::wait_until;
use http::Method;
use url::Url;

use crate::docker::Container;
use crate::lab::host_name;
use crate::provision::AuthentikApi;
use crate::target::{TargetError, process, ready};
use crate::wire::Peer;
use crate::{Secret, Trust};

/// What the default blueprints make, and openZro's guide builds on. They are applied by the worker one
/// after the other, after the server says that it is healthy.
const DEFAULTS: [&str; 8] = [
    "core/users/?username=akadmin",
    "core/brands/?domain=authentik-default",
    "flows/instances/?slug=default-authentication-flow",
    "flows/instances/?slug=default-invalidation-flow",
    "flows/instances/?slug=default-provider-authorization-explicit-consent",
    "flows/instances/?slug=default-provider-invalidation-flow",
    "crypto/certificatekeypairs/?has_key=true",
    "propertymappings/provider/scope/?managed=goauthentik.io%2Fproviders%2Foauth2%2Fscope-authentik_api",
];

/// A port of this machine for a server that starts later.
pub(super) fn free_port(logs: &Path) -> Result<u16, TargetError> {
    process::free_port().map_err(|source| TargetError::File {
        path: logs.to_owned(),
        source,
    })
}

/// Where it will be found, at `port` of this machine.
pub(super) fn url(scheme: &str, port: u16) -> Url {
    #[expect(clippy::expect_used, reason = "a host name and a port make a URL")]
    format!("{scheme}://{}:{port}/", host_name(Peer::Authentik))
        .parse()
        .expect("a URL of a name and a port")
}

/// Waits until its API takes the token and shows everything that a fresh installation has, the first of
/// the containers being the server.
pub(super) async fn wait_until_ready(
    url: &Url,
    token: &Secret,
    trust: &Trust,
    patience: Duration,
    containers: &[Container],
) -> Result<(), TargetError> {
    let ended = || {
        let ended = containers.iter().find_map(Container::ended);
        ended.map(TargetError::Docker)
    };
    let live = ready::at(url, "/-/health/live/");
    let log = containers.first().map_or(Path::new(""), Container::log);
    ready::answers(live, trust, patience, log, ended).await?;
    let api = AuthentikApi::new(url.clone(), token.clone(), trust)?;
    for wanted in DEFAULTS {
        let shown = wait_until(patience, || async {
            if let Some(ended) = ended() {
                return Some(Err(ended));
            }
            let answer = api.request(Method::GET, wanted, None).await.ok()?;
            let found = answer.body["results"].as_array()?.len();
            (answer.status.is_success() && found > 0).then_some(Ok(()))
        });
        shown.await.unwrap_or_else(|_| {
            Err(TargetError::NotReady {
                what: format!("Authentik's default blueprints: /api/v3/{wanted}"),
                patience,
                hint: format!("the logs beside {}", log.display()),
            })
        })?;
    }
    Ok(())
}

//! `mock`: a fresh mock in this process.

use mock_authentik::{Bootstrap, MockAuthentik, Profile};

use super::{Held, Started};
use crate::Secret;
use crate::driver::Outside;
use crate::lab::Lab;
use crate::target::TargetError;
use crate::target::process::loopback;
use crate::wire::Peer;

pub(super) async fn start(
    profile: Option<Profile>,
    lab: &Lab,
    outside: &Outside,
) -> Result<Started, TargetError> {
    let token = outside.entropy.alphanumeric(60);
    let bootstrap = Bootstrap {
        password: None,
        token: Some(token.clone()),
        email: None,
    };
    let mut builder = MockAuthentik::builder()
        .profile(profile.unwrap_or_default())
        .bootstrap(bootstrap)
        .clock(outside.clock.clone())
        .entropy(outside.entropy.clone());
    if let Some(identity) = lab.identity(Peer::Authentik) {
        builder = builder.tls(identity);
    }
    let mock = builder.start().await?;
    Ok(Started {
        url: loopback(lab.scheme(), mock.address().port()),
        token: Secret::new(token),
        trust: lab.trust().clone(),
        held: Held::Mock(mock),
    })
}

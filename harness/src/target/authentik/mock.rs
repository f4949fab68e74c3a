//! `mock`: a fresh mock in this process.

use mock_authentik::{Bootstrap, MockAuthentik};
use url::Url;

use crate::Secret;
use crate::driver::Outside;
use crate::target::TargetError;

type Started = (Url, Secret, Option<MockAuthentik>);

pub(super) async fn start(outside: &Outside) -> Result<Started, TargetError> {
    let token = outside.entropy.alphanumeric(60);
    let bootstrap = Bootstrap {
        password: None,
        token: Some(token.clone()),
        email: None,
    };
    let mock = MockAuthentik::builder()
        .bootstrap(bootstrap)
        .clock(outside.clock.clone())
        .entropy(outside.entropy.clone())
        .start()
        .await?;
    Ok((base(&mock), Secret::new(token), Some(mock)))
}

fn base(mock: &MockAuthentik) -> Url {
    super::super::process::loopback(mock.address().port())
}

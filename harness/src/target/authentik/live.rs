//! `url:…`: an Authentik that runs already, which needs a token.

use std::env;

use url::Url;

use crate::Secret;
use crate::target::TargetError;

const VARIABLE: &str = "AUTHENTIK_TOKEN";

pub(super) fn token(url: &Url) -> Result<Secret, TargetError> {
    match env::var(VARIABLE) {
        Ok(token) if !token.is_empty() => Ok(Secret::new(token)),
        _ => Err(TargetError::NoToken {
            url: url.clone(),
            variable: VARIABLE,
        }),
    }
}

//! The client's own look at a token, before it shows it to the management server.

use serde_json::Value;

use super::CliError;
use crate::Secret;
use crate::driver::Tokens;
use crate::driver::openid::is_for;
use crate::wire::Jwt;

/// The token that is shown to the management server: the access token, unless the flow says otherwise.
pub(super) fn token_to_show(use_id_token: bool, tokens: &Tokens) -> Result<&Secret, CliError> {
    let token = if use_id_token {
        tokens.id_token.as_ref()
    } else {
        Some(&tokens.access_token)
    };
    token
        .filter(|token| !token.is_empty())
        .ok_or_else(|| CliError::Token("token received is empty".to_owned()))
}

/// Looks, as the client does, at nothing but whom the token is for; the management server verifies it.
pub(super) fn check_audience(token: &Secret, audience: &str) -> Result<(), CliError> {
    let refused = |why: &str| Err(CliError::Token(why.to_owned()));
    let Some(Jwt { claims, .. }) = Jwt::parse(token.reveal()) else {
        return refused("it is no JWT, at which the real client panics or stops");
    };
    match claims.get("aud") {
        None | Some(Value::Null) => refused("required token field audience is absent"),
        Some(_) if is_for(&claims, audience) => Ok(()),
        Some(_) => refused("invalid JWT token audience field"),
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;
    use serde_json::json;

    use super::*;

    fn checked(claims: &Value) -> Result<(), String> {
        let [header, claims] =
            [&json!({}), claims].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part.to_string()));
        check_audience(&format!("{header}.{claims}.").into(), "CID")
            .map_err(|error| error.to_string())
    }

    #[test]
    fn an_audience_is_a_text_or_a_list() {
        assert_eq!(checked(&json!({"aud": "CID"})), Ok(()));
        assert_eq!(checked(&json!({"aud": ["other", "CID"]})), Ok(()));
        for (claims, why) in [
            (json!({}), "audience is absent"),
            (json!({"aud": "other"}), "invalid JWT token audience"),
            (json!({"aud": []}), "invalid JWT token audience"),
        ] {
            let error = checked(&claims).unwrap_err();
            assert!(error.contains(why), "{claims}: {error}");
        }
        let opaque = check_audience(&"opaque".into(), "CID").unwrap_err();
        assert!(opaque.to_string().contains("no JWT"), "{opaque}");
    }

    #[test]
    fn the_flow_says_which_token_is_shown() {
        let tokens = Tokens {
            access_token: "access".into(),
            token_type: "Bearer".to_owned(),
            expires_in: None,
            scope: None,
            id_token: None,
            refresh_token: None,
        };
        assert_eq!(token_to_show(false, &tokens).unwrap(), &tokens.access_token);
        let error = token_to_show(true, &tokens).unwrap_err().to_string();
        assert!(error.contains("empty"), "{error}");
    }
}

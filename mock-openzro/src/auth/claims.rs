//! What a token says of its user.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::JwtError;
use crate::model::ZERO_TIME;

/// Who asks, as far as a token tells.
#[derive(Clone, Debug)]
pub(crate) struct UserAuth {
    pub(crate) user_id: String,
    /// Empty until the account is known.
    pub(crate) account_id: String,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) domain: String,
    pub(crate) domain_category: String,
    pub(crate) invited: bool,
    pub(crate) last_login: Timestamp,
    /// From the groups claim, when the account's settings ask for it.
    pub(crate) groups: Vec<String>,
}

impl UserAuth {
    /// Reads the claims of a valid token. `audience` is the first one of the configuration: claims of
    /// openZro's own are named `AUDIENCE/NAME`.
    pub(super) fn read(
        claims: &Map<String, Value>,
        audience: &str,
        user_id_claim: &str,
    ) -> Result<Self, JwtError> {
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        let own = |name: &str| format!("{}/{name}", audience.trim_end_matches('/'));
        let own_text = |name: &str| text(&own(name)).unwrap_or_default().to_owned();
        let user_id_claim = if user_id_claim.is_empty() {
            "sub"
        } else {
            user_id_claim
        };
        let user_id = text(user_id_claim).ok_or(JwtError::NoUserId)?;
        let name = text("name").or_else(|| text("preferred_username"));
        Ok(Self {
            user_id: user_id.to_owned(),
            account_id: own_text("wt_account_id"),
            email: text("email").unwrap_or_default().to_owned(),
            name: name.unwrap_or_default().to_owned(),
            domain: own_text("wt_account_domain"),
            domain_category: own_text("wt_account_domain_category"),
            invited: claims
                .get(&own("nb_invited"))
                .and_then(Value::as_bool)
                .unwrap_or(false),
            last_login: own_text("nb_last_login").parse().unwrap_or(ZERO_TIME),
            groups: Vec::new(),
        })
    }
}

/// A claim that is a list of strings; what is none of these is skipped (reference, section 3).
pub(crate) fn string_list(claims: &Map<String, Value>, name: &str) -> Vec<String> {
    let list = claims.get(name).and_then(Value::as_array);
    let texts = list.into_iter().flatten().filter_map(Value::as_str);
    texts.map(ToOwned::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(claims: &Value) -> Result<UserAuth, JwtError> {
        UserAuth::read(claims.as_object().unwrap(), "CID", "")
    }

    #[test]
    fn the_name_falls_back_to_the_user_name() {
        let user = read(&json!({"sub": "7", "preferred_username": "alice"})).unwrap();
        assert_eq!((user.user_id.as_str(), user.name.as_str()), ("7", "alice"));
        assert_eq!(user.last_login, ZERO_TIME);
    }

    #[test]
    fn a_subject_that_is_no_string_is_none() {
        assert!(matches!(read(&json!({"sub": 7})), Err(JwtError::NoUserId)));
    }
}

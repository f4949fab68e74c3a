//! Tokens, taken apart: whether the signature holds, and what they say.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::json::{print, stable};
use super::placeholders::Placeholders;
use crate::wire::{Jwt, Keys, Verdict};

/// How far a token's time may lie from the request for it and still be "now", in seconds.
const NOW: i64 = 5;

/// The token in lines, its times in relation to `seen`, when the answer that carries it was given.
pub(super) fn describe(
    shown: &mut Placeholders,
    keys: &Keys,
    (placeholder, jwt): &(String, Jwt),
    seen: Timestamp,
) -> String {
    let algorithm = jwt.header("alg").unwrap_or("no algorithm");
    let verdict = match keys.verify(jwt) {
        Verdict::Verified => "signature verified",
        Verdict::Forged => "WRONG SIGNATURE",
        Verdict::UnknownKey => "signature not verified: unknown key",
    };
    let mut header = jwt.header.clone();
    header.shift_remove("alg");
    let header = stable(shown, "header", &Value::Object(header));
    let claims = stable(shown, "claims", &Value::Object(dated(&jwt.claims, seen)));
    format!(
        "    {placeholder} is a JWT, {algorithm}, {verdict}\n{}\n{}\n",
        print(&header, 6),
        print(&claims, 6)
    )
}

/// The claims with their times in words: when they were issued in relation to `seen`, the others in
/// relation to that.
fn dated(claims: &Map<String, Value>, seen: Timestamp) -> Map<String, Value> {
    let issued = claims.get("iat").and_then(Value::as_i64);
    let claim = |(name, value): (&String, &Value)| {
        let words = match (name.as_str(), value.as_i64(), issued) {
            ("exp" | "nbf", Some(at), Some(issued)) if at == issued => Some("[iat]".to_owned()),
            ("exp" | "nbf", Some(at), Some(issued)) => Some(format!("[iat {:+} s]", at - issued)),
            ("iat" | "auth_time" | "exp" | "nbf", Some(at), _) => {
                Some(since_now(at - seen.as_second()))
            }
            _ => None,
        };
        (
            name.clone(),
            words.map_or_else(|| value.clone(), Value::from),
        )
    };
    claims.iter().map(claim).collect()
}

/// Seconds from now, in tens, as some pass while a scenario runs.
fn since_now(seconds: i64) -> String {
    let tens = (seconds.abs() + NOW / 2) / 10 * 10;
    let sign = if seconds < 0 { '-' } else { '+' };
    if seconds.abs() <= NOW || tens == 0 {
        "[now]".to_owned()
    } else {
        format!("[now {sign}{tens} s]")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn times_are_told_in_relation_to_one_another() {
        let seen = Timestamp::from_second(1_000_000).unwrap();
        let claims = json!({"iat": 999_999, "exp": 1_000_299, "auth_time": 999_398, "n": 7});
        let dated = dated(claims.as_object().unwrap(), seen);
        assert_eq!(
            Value::Object(dated),
            json!({"iat": "[now]", "exp": "[iat +300 s]", "auth_time": "[now -600 s]", "n": 7})
        );
    }

    #[test]
    fn what_nobody_signed_is_said_to_be_so() {
        let text = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.";
        let token = ("[id-token-1]".to_owned(), Jwt::parse(text).unwrap());
        let mut shown = Placeholders::new(super::super::Names::default());
        let lines = describe(&mut shown, &Keys::default(), &token, Timestamp::UNIX_EPOCH);
        assert_eq!(
            lines,
            "    [id-token-1] is a JWT, none, WRONG SIGNATURE\n      {}\n      { \"sub\": \"alice\" }\n"
        );
    }
}

//! The Python of a scope mapping, as far as the mock runs it: `return` and a dictionary of plain values.
//!
//! That is what the default mappings are made of, and what people change in them. Anything else gives no
//! claims, which `docs/fidelity.md` says.

use serde_json::{Map, Value, json};

use crate::model::User;

/// Evaluates `expression` for `user`, who is in the groups of these names.
pub(super) fn evaluate(expression: &str, user: &User, groups: &[String]) -> Map<String, Value> {
    parsed(expression, user, groups).unwrap_or_default()
}

fn parsed(expression: &str, user: &User, groups: &[String]) -> Option<Map<String, Value>> {
    let code: Vec<&str> = expression
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with('#'))
        .collect();
    let code = code.join(" ");
    let body = code.trim().strip_prefix("return")?.trim();
    let body = body.strip_prefix('{')?.strip_suffix('}')?;
    split_at_commas(body)
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(|item| {
            let (key, of) = quoted(item)?;
            let value = value(of.trim().strip_prefix(':')?.trim(), user, groups)?;
            Some((key.to_owned(), value))
        })
        .collect()
}

/// A Python expression that reads the user, or a constant.
fn value(text: &str, user: &User, groups: &[String]) -> Option<Value> {
    Some(match text {
        "request.user.email" => json!(user.email),
        "request.user.name" => json!(user.name),
        "request.user.username" => json!(user.username),
        "request.user.uid" => json!(user.uid),
        "request.user.pk" => json!(user.pk),
        "str(request.user.pk)" => json!(user.pk.to_string()),
        "str(request.user.uuid)" => json!(user.uuid),
        "[group.name for group in request.user.ak_groups.all()]"
        | "[group.name for group in request.user.groups.all()]" => json!(groups),
        "True" => json!(true),
        "False" => json!(false),
        "None" => Value::Null,
        "[]" => json!([]),
        _ => match quoted(text) {
            Some((constant, "")) => json!(constant),
            _ => json!(text.parse::<i64>().ok()?),
        },
    })
}

/// The string that `text` starts with, and what follows it. Strings with escapes are not read.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|first| "\"'".contains(*first))?;
    let (inner, rest) = text[1..].split_once(quote)?;
    (!inner.contains('\\')).then_some((inner, rest))
}

/// Splits at the commas outside of strings and brackets.
fn split_at_commas(text: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut string) = (0_i32, None);
    text.split(move |character| {
        match (string, character) {
            (Some(quote), _) if character == quote => string = None,
            (None, '"' | '\'') => string = Some(character),
            (None, '[' | '(' | '{') => depth += 1,
            (None, ']' | ')' | '}') => depth -= 1,
            (None, ',') => return depth == 0,
            _ => {}
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use indexmap::IndexSet;
    use jiff::Timestamp;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::model::{PasswordHash, UserPk, UserType};

    fn alice() -> User {
        User {
            pk: UserPk(6),
            uuid: Uuid::nil(),
            username: "alice".into(),
            name: "Alice Example".into(),
            email: "alice@example.com".into(),
            is_active: true,
            kind: UserType::Internal,
            path: "users".into(),
            attributes: Map::new(),
            groups: IndexSet::new(),
            roles: IndexSet::new(),
            password: PasswordHash::Unusable,
            last_login: None,
            date_joined: Timestamp::UNIX_EPOCH,
            password_change_date: Timestamp::UNIX_EPOCH,
            last_updated: Timestamp::UNIX_EPOCH,
            uid: "ee".into(),
        }
    }

    fn claims(expression: &str) -> Value {
        Value::Object(evaluate(expression, &alice(), &["admins".to_owned()]))
    }

    #[test]
    fn a_dictionary_of_plain_values_gives_its_claims() {
        let expression = "return {\n    # A note, with a comma.\n    \"name\": request.user.name,\n    \
            'team': 'a, b',\n    \"email_verified\": True,\n    \"level\": 3,\n    \
            \"groups\": [group.name for group in request.user.ak_groups.all()],\n}";
        let expected = json!({"name": "Alice Example", "team": "a, b", "email_verified": true,
            "level": 3, "groups": ["admins"]});
        assert_eq!(claims(expression), expected);
    }

    #[test]
    fn what_is_not_understood_gives_no_claims() {
        for expression in [
            "return {}",
            "",
            "import os",
            "return {'a': os.environ}",
            "return {",
        ] {
            assert_eq!(claims(expression), json!({}), "{expression}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(expression in ".*") {
            claims(&expression);
            claims(&format!("return {{{expression}}}"));
        }
    }
}

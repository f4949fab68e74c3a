//! The Python of a scope mapping, as far as the mock runs it: `return` and a dictionary of plain values.
//!
//! That is what the default mappings are made of, and what people change in them. Anything else gives no
//! claims, which `docs/fidelity.md` says.

use serde_json::{Value, json};

use crate::model::User;

/// What a claim is made of.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ClaimSource {
    Email,
    Name,
    Username,
    Uid,
    Pk,
    PkAsText,
    Uuid,
    /// The names of the groups that the user is in.
    Groups,
    Constant(Value),
}

impl ClaimSource {
    /// The claim for `user`, who is in the groups of these names.
    pub(super) fn value(self, user: &User, groups: &[String]) -> Value {
        match self {
            Self::Email => json!(user.email),
            Self::Name => json!(user.name),
            Self::Username => json!(user.username),
            Self::Uid => json!(user.uid),
            Self::Pk => json!(user.pk),
            Self::PkAsText => json!(user.pk.to_string()),
            Self::Uuid => json!(user.uuid),
            Self::Groups => json!(groups),
            Self::Constant(value) => value,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "request.user.email" => Self::Email,
            "request.user.name" => Self::Name,
            "request.user.username" => Self::Username,
            "request.user.uid" => Self::Uid,
            "request.user.pk" => Self::Pk,
            "str(request.user.pk)" => Self::PkAsText,
            "str(request.user.uuid)" => Self::Uuid,
            "[group.name for group in request.user.ak_groups.all()]"
            | "[group.name for group in request.user.groups.all()]" => Self::Groups,
            "True" => Self::Constant(json!(true)),
            "False" => Self::Constant(json!(false)),
            "None" => Self::Constant(Value::Null),
            "[]" => Self::Constant(json!([])),
            _ => match quoted(text) {
                Some((constant, "")) => Self::Constant(json!(constant)),
                _ => Self::Constant(json!(text.parse::<i64>().ok()?)),
            },
        })
    }
}

/// The claims that an expression gives, in its order.
pub(super) fn claims(expression: &str) -> Vec<(String, ClaimSource)> {
    parsed(expression).unwrap_or_default()
}

fn parsed(expression: &str) -> Option<Vec<(String, ClaimSource)>> {
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
            let (name, rest) = quoted(item)?;
            let source = ClaimSource::parse(rest.trim().strip_prefix(':')?.trim())?;
            Some((name.to_owned(), source))
        })
        .collect()
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
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_dictionary_of_plain_values_gives_its_claims() {
        let expression = "return {\n    # A note, with a comma.\n    \"name\": request.user.name,\n    \
            'team': 'a, b',\n    \"email_verified\": True,\n    \"level\": 3,\n    \
            \"groups\": [group.name for group in request.user.ak_groups.all()],\n}";
        let expected = [
            ("name", ClaimSource::Name),
            ("team", ClaimSource::Constant(json!("a, b"))),
            ("email_verified", ClaimSource::Constant(json!(true))),
            ("level", ClaimSource::Constant(json!(3))),
            ("groups", ClaimSource::Groups),
        ];
        assert_eq!(
            claims(expression),
            expected.map(|(name, source)| (name.to_owned(), source))
        );
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
            assert_eq!(claims(expression), [], "{expression}");
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

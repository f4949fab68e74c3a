//! `{{.VAR}}`: the file is a Go template over the environment.

use std::collections::BTreeMap;

use super::ConfigError;

/// Replaces each `{{.VAR}}` with the variable's value, or with `<no value>` when it is not set.
///
/// Of Go's template language only this is understood, so every other action is refused; the real
/// server would run some of them.
pub(super) fn fill(
    text: &str,
    variables: &BTreeMap<String, String>,
) -> Result<String, ConfigError> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        filled.push_str(&rest[..start]);
        let consumed = text.len() - rest.len() + start;
        let refused = |reason: String| ConfigError::Template {
            line: text[..consumed].matches('\n').count() + 1,
            reason,
        };
        let action = &rest[start + 2..];
        let end = action
            .find("}}")
            .ok_or_else(|| refused("unclosed action".to_owned()))?;
        let name = action[..end].trim();
        let variable = name
            .strip_prefix('.')
            .filter(|name| {
                !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')
            })
            .ok_or_else(|| refused(format!("unexpected {name:?} in command")))?;
        filled.push_str(variables.get(variable).map_or("<no value>", String::as_str));
        rest = &action[end + 2..];
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables() -> BTreeMap<String, String> {
        BTreeMap::from([("SECRET".to_owned(), "s3cret".to_owned())])
    }

    #[test]
    fn fills_in_what_is_set() {
        let filled = fill(r#"{"a": "{{.SECRET}}", "b": "{{ .NOPE }}"}"#, &variables()).unwrap();
        assert_eq!(filled, r#"{"a": "s3cret", "b": "<no value>"}"#);
    }

    #[test]
    fn a_stray_opening_is_named_by_its_line() {
        let error = fill("{\n \"password\": \"x{{y\"}", &variables()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "error parsing template: template: :2: unclosed action"
        );
    }
}

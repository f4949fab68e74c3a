//! Searching and ordering a list.

use std::collections::HashSet;

use super::ApiError;
use crate::http::Form;

/// What a list can be ordered by. Nothing comes last, as in PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SortKey {
    Number(i128),
    Text(String),
    Nothing,
}

impl From<&str> for SortKey {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<bool> for SortKey {
    fn from(flag: bool) -> Self {
        Self::Number(flag.into())
    }
}

impl From<i128> for SortKey {
    fn from(number: i128) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for SortKey {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<jiff::Timestamp> for SortKey {
    fn from(moment: jiff::Timestamp) -> Self {
        Self::Number(moment.as_nanosecond())
    }
}

impl<T: Into<SortKey>> From<Option<T>> for SortKey {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

/// Sorts by the fields of `ordering`, the first first, `-` for descending. Fields that `key` does not
/// know are passed over; when none is left, `default` orders (reference, section 6.2).
pub(crate) fn order<T>(
    items: &mut [T],
    query: &Form,
    default: &str,
    key: impl Fn(&T, &str) -> Option<SortKey>,
) {
    let Some(sample) = items.first() else { return };
    let asked = fields(query.text("ordering"));
    let known = asked.filter(|(field, _)| key(sample, field).is_some());
    let mut known: Vec<_> = known.collect();
    // A field that was asked for already decides nothing more.
    let mut seen = HashSet::new();
    known.retain(|(field, _)| seen.insert(*field));
    if known.is_empty() {
        known = fields(default).collect();
    }
    // A stable sort by the last field first leaves the first field in charge.
    for (field, descending) in known.into_iter().rev() {
        if descending {
            items.sort_by_cached_key(|item| std::cmp::Reverse(key(item, field)));
        } else {
            items.sort_by_cached_key(|item| key(item, field));
        }
    }
}

fn fields(ordering: &str) -> impl Iterator<Item = (&str, bool)> {
    let parts = ordering.split(',').map(str::trim);
    parts.map(|part| match part.strip_prefix('-') {
        Some(field) => (field, true),
        None => (part, false),
    })
}

/// Whether every word of `search` is in one of the texts, whatever its case.
pub(crate) fn matches_search(search: &str, texts: &[&str]) -> bool {
    let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    search.split_whitespace().all(|word| {
        let word = word.to_lowercase();
        texts.iter().any(|text| text.contains(&word))
    })
}

/// The boolean that a filter asks for; `None` when it does not filter.
pub(crate) fn flag(query: &Form, name: &str) -> Option<bool> {
    match query.get(name)? {
        "true" | "True" | "1" => Some(true),
        "false" | "False" | "0" => Some(false),
        _ => None,
    }
}

/// The text that a filter asks for; an empty one does not filter.
pub(crate) fn filter<'a>(query: &'a Form, name: &str) -> Option<&'a str> {
    query.get(name).filter(|text| !text.is_empty())
}

/// The object that a filter asks for, by its key; one that does not exist is refused.
pub(crate) fn chosen<K: std::str::FromStr>(
    query: &Form,
    name: &str,
    exists: impl FnOnce(&K) -> bool,
) -> Result<Option<K>, ApiError> {
    let Some(key) = filter(query, name) else {
        return Ok(None);
    };
    match key.parse().ok().filter(exists) {
        Some(key) => Ok(Some(key)),
        None => Err(ApiError::field(
            name,
            "Select a valid choice. That choice is not one of the available choices.",
        )),
    }
}

/// Whether a filter lets `value` through, to the letter.
pub(crate) fn passes(query: &Form, name: &str, value: &str) -> bool {
    filter(query, name).is_none_or(|asked| asked == value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(ordering: &str) -> Vec<(&'static str, i32)> {
        let mut items = vec![("b", 1), ("a", 2), ("a", 1)];
        let query = Form::from_iter([("ordering".to_owned(), ordering.to_owned())]);
        order(
            &mut items,
            &query,
            "name",
            |(name, size), field| match field {
                "name" => Some((*name).into()),
                "size" => Some((*size).into()),
                _ => None,
            },
        );
        items
    }

    #[test]
    fn the_first_field_leads_and_unknown_ones_do_not_count() {
        assert_eq!(ordered("-size,name"), [("a", 2), ("a", 1), ("b", 1)]);
        assert_eq!(ordered("bogus"), [("a", 2), ("a", 1), ("b", 1)]);
    }

    #[test]
    fn each_word_may_be_in_another_text() {
        assert!(matches_search(
            "BOB example.com",
            &["bob", "bob@example.com"]
        ));
        assert!(!matches_search("bob alice", &["bob"]));
    }
}

//! Slugs.

/// `text` as Django's `slugify` writes it.
pub(crate) fn slugify(text: &str) -> String {
    let kept = |character: &char| {
        character.is_ascii_alphanumeric() || character.is_whitespace() || "-_".contains(*character)
    };
    let lower: String = text.to_lowercase().chars().filter(kept).collect();
    let words = lower.split(|character: char| character == '-' || character.is_whitespace());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-").trim_matches(['-', '_']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_djangos() {
        assert_eq!(
            slugify("service-account-openZro-password"),
            "service-account-openzro-password"
        );
        assert_eq!(slugify(" Joel is a  slug! "), "joel-is-a-slug");
    }
}

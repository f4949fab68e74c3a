//! The avatar: initials on a colour, as a picture inside a URL.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use crate::crypto::md5;

const FONTS: &str = "'RedHatText','Overpass',overpass,helvetica,arial,sans-serif; ";

/// The avatar of somebody of that name. Authentik asks Gravatar first; the mock, which has no
/// network, is always in the position of the recordings, whose installation had none either.
pub(crate) fn avatar(name: &str) -> String {
    let name = if name.trim().is_empty() { "a k" } else { name };
    let (background, text) = colours(name);
    let initials = initials(name);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64px\" height=\"64px\" \
         viewBox=\"0 0 64 64\" version=\"1.1\"><rect fill=\"#{background}\" cx=\"32\" cy=\"32\" \
         width=\"64\" height=\"64\" r=\"32\"/><text x=\"50%\" y=\"50%\" style=\"color: #{text}; \
         line-height: 1; font-family: {FONTS}\" fill=\"#{text}\" alignment-baseline=\"middle\" \
         dominant-baseline=\"middle\" text-anchor=\"middle\" font-size=\"28\" font-weight=\"400\" \
         dy=\".1em\">{initials}</text></svg>"
    );
    format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(svg))
}

/// The first letters of the first and last word, or the first two of the only one.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    let letters: String = match words.next_back() {
        Some(last) => first.chars().take(1).chain(last.chars().take(1)).collect(),
        None => first.chars().take(2).collect(),
    };
    crate::http::escape(&letters.to_uppercase())
}

/// A background that is neither too dark nor too light, drawn from the name, and what is legible on it.
fn colours(name: &str) -> (String, &'static str) {
    let digest = u128::from_be_bytes(md5(name.to_lowercase().as_bytes())) % 0xff_ffff;
    let [.., red, green, blue] = digest.to_be_bytes().map(|part| part.clamp(55, 200));
    // Thousandths of the usual weights of luminance.
    let luminance = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114;
    let text = if luminance > 186_000 { "000" } else { "fff" };
    (format!("{red:02x}{green:02x}{blue:02x}"), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_initials_are_the_recorded_ones() {
        // Recording `30-admin-users-read`, "/core/users/".
        for (name, background, text, letters) in [
            ("Alice Example", "3fc8b2", "fff", "AE"),
            ("openZro", "c8c2c8", "000", "OP"),
            ("authentik Default Admin", "377b37", "fff", "AA"),
        ] {
            assert_eq!(colours(name), (background.to_owned(), text));
            assert_eq!(initials(name), letters);
        }
    }
}

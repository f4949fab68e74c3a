//! Pictures of users: their initials on a colour. Authentik asks Gravatar first; the mock, which has no
//! network, is always in the position of the recordings, whose installation had none either.

use super::User;
use crate::Profile;
use crate::crypto::{hex, md5};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

impl User {
    /// The picture, as a data URI; older versions hope that Gravatar has one.
    pub(crate) fn avatar(&self, profile: Profile) -> String {
        if profile.avatars_are_gravatars() {
            return gravatar(&self.email);
        }
        match self.name.trim() {
            "" => initials_avatar("a k"),
            _ => initials_avatar(&self.name),
        }
    }
}

/// Where Gravatar would have the picture (recording `2023.10.7/00-setup`, "create user alice").
fn gravatar(email: &str) -> String {
    let digest = hex(&md5(email.to_lowercase().as_bytes()));
    format!("https://secure.gravatar.com/avatar/{digest}?size=158&rating=g&default=404")
}

/// The picture of whoever is called `name` (recording `04-login-flow-errors`, "nosuchuser").
pub(crate) fn initials_avatar(name: &str) -> String {
    let (background, text) = colours(name);
    let initials = initials(name);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64px\" height=\"64px\" \
         viewBox=\"0 0 64 64\" version=\"1.1\"><rect fill=\"#{background}\" cx=\"32\" cy=\"32\" \
         width=\"64\" height=\"64\" r=\"32\"/><text x=\"50%\" y=\"50%\" style=\"color: #{text}; \
         line-height: 1; font-family: 'RedHatText','Overpass',overpass,helvetica,arial,sans-serif; \
         \" fill=\"#{text}\" alignment-baseline=\"middle\" dominant-baseline=\"middle\" \
         text-anchor=\"middle\" font-size=\"28\" font-weight=\"400\" dy=\".1em\">{initials}</text></svg>"
    );
    format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg))
}

/// The first letters of the first and the last word, or the first two letters of the only one.
fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let letters: String = match words.as_slice() {
        [] => String::new(),
        [word] => word.chars().take(2).collect(),
        [first, .., last] => {
            let first = first.chars().take(1);
            first.chain(last.chars().take(1)).collect()
        }
    };
    crate::http::escape(&letters.to_uppercase())
}

/// Background, made of the name, and a text colour that stands out from it.
fn colours(name: &str) -> (String, &'static str) {
    let number = u128::from_be_bytes(md5(name.to_lowercase().as_bytes())) % 0x00ff_ffff;
    let [.., red, green, blue] = number.to_be_bytes().map(|channel| channel.clamp(55, 200));
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
        assert_eq!(colours("Alice Example"), ("3fc8b2".into(), "fff"));
        assert_eq!(colours("nosuchuser"), ("82baa1".into(), "fff"));
        assert_eq!(colours("openZro"), ("c8c2c8".into(), "000"));
        assert_eq!(initials("Alice Example"), "AE");
        assert_eq!(initials("nosuchuser"), "NO");
    }
}

//! A peer's label in the network's DNS, made from its host name.

use std::net::Ipv4Addr;

/// The longest label that is made; longer ones are cut (59, where openZro means 58).
const LONGEST: usize = 59;

/// The first part of a host name, in ASCII, with a hyphen for each run of other characters. `None`
/// when the name is empty, or cannot be put in ASCII.
pub(super) fn label(hostname: &str) -> Option<String> {
    let name = hostname.strip_suffix('.').unwrap_or(hostname);
    if name.is_empty() {
        return None;
    }
    let first = name.split('.').next().unwrap_or(name);
    let ascii = if first.is_ascii() {
        first.to_owned()
    } else {
        format!("xn--{}", idna::punycode::encode_str(first)?)
    };
    let mut label = String::new();
    for character in ascii.chars() {
        if character.is_ascii_alphanumeric() || character == '-' {
            label.push(character.to_ascii_lowercase());
        } else if !label.ends_with(REPLACED) {
            label.push(REPLACED);
        }
    }
    let mut label = label.replace(REPLACED, "-");
    label.truncate(LONGEST);
    Some(label)
}

/// Marks a run of characters that a label cannot have, apart from hyphens that were there.
const REPLACED: char = '\0';

/// The label of a peer whose own label is taken: it ends with the last two numbers of its address.
pub(super) fn label_with_address(label: &str, ip: Ipv4Addr) -> String {
    let [.., third, fourth] = ip.octets();
    format!("{label}-{third}-{fourth}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As the real management server answered.
    #[test]
    fn host_names_become_labels() {
        for (hostname, expected) in [
            ("laptop", "laptop"),
            ("Laptop", "laptop"),
            ("My Laptop.local", "my-laptop"),
            ("büro", "xn--bro-hoa"),
            ("a_b", "a-b"),
            ("a -_b", "a---b"),
            ("host.", "host"),
        ] {
            assert_eq!(label(hostname).as_deref(), Some(expected), "{hostname}");
        }
        assert_eq!(label(&"x".repeat(70)).map(|label| label.len()), Some(59));
        assert_eq!(label(""), None);
        let ip = Ipv4Addr::new(100, 65, 218, 57);
        assert_eq!(label_with_address("laptop", ip), "laptop-218-57");
    }

    proptest! {
        #[test]
        fn a_label_is_ascii_and_short(hostname in ".{0,80}") {
            if let Some(label) = label(&hostname) {
                prop_assert!(label.len() <= LONGEST);
                let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
                prop_assert!(label.bytes().all(allowed), "{}", label);
            }
        }
    }
}

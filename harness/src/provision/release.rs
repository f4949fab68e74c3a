//! What Authentik's versions differ in, as far as the guide's steps meet it: the one place that compares
//! versions.

use std::fmt;

/// The oldest version that the guide's steps can be done in.
pub(super) const OLDEST: Release = Release(2023, 10, 0);

/// A release: year, month, and the number of its patch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Release(u16, u16, u16);

/// What a version of Authentik has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    /// Where brands are, which were called tenants.
    pub(super) brands: &'static str,
    /// The member that is a brand's key.
    pub(super) brand_key: &'static str,
    /// Where the mappings of scopes are.
    pub(super) scope_mappings: &'static str,
    /// Scopes that every provider has, and that there is no mapping for.
    pub(super) unmapped_scopes: &'static [&'static str],
    /// Whether redirect URIs are one text, a line each, and every line is a regular expression too.
    pub(super) redirect_uris_are_lines: bool,
    /// Whether a provider has a flow for logging out.
    pub(super) has_invalidation_flows: bool,
}

impl Release {
    /// Reads what Authentik says of itself: `2025.12.4`, `2026.2.0-rc1`.
    pub(super) fn read(version: &str) -> Option<Self> {
        let mut numbers = version.split('.').map(|part| {
            let end = part.find(|letter: char| !letter.is_ascii_digit());
            part[..end.unwrap_or(part.len())].parse().ok()
        });
        let (year, month) = (numbers.next()??, numbers.next()??);
        Some(Self(year, month, numbers.next().flatten().unwrap_or(0)))
    }

    /// What it has. The reference is Authentik's release notes.
    pub(super) fn facts(self) -> Facts {
        let since = |year, month| self >= Self(year, month, 0);
        let (brands, brand_key) = if since(2024, 2) {
            ("core/brands/", "brand_uuid")
        } else {
            ("core/tenants/", "tenant_uuid")
        };
        let unmapped_scopes: &[&str] = if since(2024, 6) {
            &[]
        } else if since(2024, 2) {
            &["goauthentik.io/api"]
        } else {
            &["offline_access", "goauthentik.io/api"]
        };
        // CVE-2024-52289 was mended in the older line, too.
        let patched = (Self(2024, 8, 5)..Self(2024, 9, 0)).contains(&self);
        Facts {
            brands,
            brand_key,
            scope_mappings: if since(2024, 8) {
                "propertymappings/provider/scope/"
            } else {
                "propertymappings/scope/"
            },
            unmapped_scopes,
            redirect_uris_are_lines: self < Self(2024, 10, 3) && !patched,
            has_invalidation_flows: since(2024, 10),
        }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_authentik_writes_them() {
        let read = Release::read;
        assert_eq!(read("2025.12.4"), Some(Release(2025, 12, 4)));
        assert_eq!(read("2026.2.0-rc1"), Some(Release(2026, 2, 0)));
        assert_eq!(read("2024.12"), Some(Release(2024, 12, 0)));
        assert_eq!(read("9.x"), None);
        assert_eq!(read(""), None);
        assert!(read("2024.2.4") < read("2024.12.5"));
    }

    #[test]
    fn redirect_uris_became_a_list_in_two_lines_of_releases() {
        let lines = |version| {
            Release::read(version)
                .unwrap()
                .facts()
                .redirect_uris_are_lines
        };
        let old = ["2023.10.7", "2024.8.4", "2024.10.2"];
        assert!(old.into_iter().all(lines));
        let new = ["2024.8.5", "2024.10.3", "2024.12.5", "2026.2.2"];
        assert!(!new.into_iter().any(lines));
    }
}

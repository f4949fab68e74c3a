//! Which images container targets are made of.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::ValueEnum;
use serde::Deserialize;

/// The names and tags that the project is pinned to.
const PINNED: &str = include_str!("../../../docker/versions.yaml");

/// What an image is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are those of the programs")]
pub enum Role {
    Authentik,
    Openzro,
    Postgresql,
    Redis,
    MockAuthentik,
    MockOpenzro,
}

/// The images could not be told.
#[derive(Debug, thiserror::Error)]
pub enum ImagesError {
    /// The file of versions cannot be read.
    #[error("cannot read {}: {source}; check the path", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The file of versions says something else.
    #[error(
        "{file} does not say which images there are: {reason}; docker/versions.yaml is an example"
    )]
    Content {
        /// Which.
        file: String,
        /// What is wrong there.
        reason: String,
    },
    /// A flag is not `NAME=REFERENCE`.
    #[error(
        "`{0}` names no image; give NAME=REFERENCE, with a name of authentik, openzro, postgresql, redis, mock-authentik, mock-openzro"
    )]
    Named(String),
}

/// `NAME=REFERENCE`, of the command line or the environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named(Role, String);

impl FromStr for Named {
    type Err = ImagesError;

    fn from_str(text: &str) -> Result<Self, ImagesError> {
        let refused = || ImagesError::Named(text.to_owned());
        let (name, reference) = text.split_once('=').ok_or_else(refused)?;
        let role = Role::from_str(name.trim(), false).map_err(|_| refused())?;
        match reference.trim() {
            "" => Err(refused()),
            reference => Ok(Self(role, reference.to_owned())),
        }
    }
}

/// The image of each role.
#[derive(Clone, Debug)]
pub struct Images(BTreeMap<Role, String>);

#[derive(Deserialize)]
struct Versions {
    #[serde(default)]
    images: BTreeMap<Role, String>,
}

impl Images {
    /// Those that the project is pinned to, or that `file` has in their place, or that are `named`.
    ///
    /// # Errors
    /// [`ImagesError`] when the file cannot be read or has none.
    pub fn read(file: Option<&Path>, named: &[Named]) -> Result<Self, ImagesError> {
        let mut images = parse("docker/versions.yaml", PINNED)?;
        if let Some(path) = file {
            let text = std::fs::read_to_string(path).map_err(|source| ImagesError::File {
                path: path.to_owned(),
                source,
            })?;
            images.extend(parse(&path.display().to_string(), &text)?);
        }
        images.extend(
            named
                .iter()
                .map(|Named(role, image)| (*role, image.clone())),
        );
        Ok(Self(images))
    }

    /// The image of `role`: with `tag` in place of its own if one is given, or `tag` itself where that
    /// names an image with its registry.
    pub fn reference(&self, role: Role, tag: Option<&str>) -> String {
        // Every role is pinned.
        let pinned = self.0.get(&role).map_or("", String::as_str);
        match tag {
            None => pinned.to_owned(),
            Some(tag) if tag.contains('/') => tag.to_owned(),
            Some(tag) => format!("{}:{tag}", name(pinned)),
        }
    }
}

/// A reference without its tag.
fn name(reference: &str) -> &str {
    match reference.rsplit_once(':') {
        // The port of a registry is no tag.
        Some((name, tag)) if !tag.contains('/') => name,
        _ => reference,
    }
}

fn parse(file: &str, text: &str) -> Result<BTreeMap<Role, String>, ImagesError> {
    let versions: Result<Versions, _> = serde_saphyr::from_str(text);
    let versions = versions.map_err(|error| ImagesError::Content {
        file: file.to_owned(),
        reason: error.to_string(),
    })?;
    Ok(versions.images)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_last_counts_and_tags_replace_tags() {
        let named = "mock-authentik=registry:5000/mocks/authentik:1"
            .parse()
            .unwrap();
        let images = Images::read(None, &[named]).unwrap();
        let reference = |role, tag| images.reference(role, tag);
        assert_eq!(
            reference(Role::MockAuthentik, Some("2")),
            "registry:5000/mocks/authentik:2"
        );
        assert_eq!(
            reference(Role::Authentik, Some("2025.12.4")),
            "ghcr.io/goauthentik/server:2025.12.4"
        );
        assert_eq!(reference(Role::Openzro, Some("other/x:1")), "other/x:1");
        let all = Role::value_variants().iter();
        assert!(
            all.into_iter()
                .all(|role| !reference(*role, None).is_empty())
        );
        for text in ["authentik", "authentik=", "keycloak=x"] {
            let error = text.parse::<Named>().unwrap_err().to_string();
            assert!(error.contains(text), "{error}");
        }
    }
}

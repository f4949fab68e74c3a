//! Which targets a run is against, as the command line says it.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use mock_authentik::{Profile, UnknownProfile};
use url::Url;

use crate::scenario::Versions;

/// What a run is against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Authentik's side.
    pub authentik: AuthentikChoice,
    /// openZro's side.
    pub openzro: OpenzroChoice,
}

impl Pair {
    /// Whether a side runs already, and is somebody else's.
    pub fn is_elsewhere(&self) -> bool {
        matches!(self.authentik, AuthentikChoice::Url(_))
            || matches!(self.openzro, OpenzroChoice::Url(_))
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "authentik {}, openzro {}", self.authentik, self.openzro)
    }
}

/// Which Authentik.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthentikChoice {
    /// `mock` or `mock:VERSION`: a fresh one in this process for each scenario, which behaves as that
    /// version; as the newest without one.
    Mock(Option<Profile>),
    /// `mock-image` or `mock-image:TAG`: a fresh one in a container for each scenario.
    MockImage(Option<String>),
    /// `image:TAG`: the real one, in containers of its own for each scenario.
    Image(String),
    /// `url:…`: one that runs already.
    Url(Url),
}

/// Which version a scenario for `versions` is about, and its snapshot is of: the mock's newest, or else the
/// newest that it is for.
pub fn home(versions: &Versions) -> Profile {
    let is_in = |profile: &Profile| {
        let version = profile.version().parse();
        version.is_ok_and(|version| versions.excludes(&version).is_none())
    };
    let newest = Profile::default();
    let older = || Profile::ALL.into_iter().rfind(is_in);
    Some(newest).filter(is_in).or_else(older).unwrap_or(newest)
}

/// Which openZro.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OpenzroChoice {
    /// `mock`: a fresh one in this process for each scenario.
    #[default]
    Mock,
    /// `mock-image` or `mock-image:TAG`: a fresh one in a container for each scenario.
    MockImage(Option<String>),
    /// `image:TAG`: the real one, in a container of its own for each scenario.
    Image(String),
    /// `binary:PATH`: a management server's program, started for each scenario.
    Binary(PathBuf),
    /// `url:…`: one that runs already.
    Url(Url),
}

impl Default for AuthentikChoice {
    fn default() -> Self {
        Self::Mock(None)
    }
}

impl AuthentikChoice {
    /// The same, where a mock of no version becomes one of the version that a scenario for `versions` is
    /// about.
    #[must_use]
    pub fn settled(&self, versions: &Versions) -> Self {
        match self {
            Self::Mock(None) => Self::Mock(Some(home(versions))),
            given => given.clone(),
        }
    }

    /// Whether it is the real thing, as far as one can tell from here.
    pub fn is_real(&self) -> bool {
        matches!(self, Self::Image(_) | Self::Url(_))
    }

    /// Whether it is in containers.
    pub fn is_contained(&self) -> bool {
        matches!(self, Self::MockImage(_) | Self::Image(_))
    }
}

impl OpenzroChoice {
    /// Whether it is the real thing, as far as one can tell from here.
    pub fn is_real(&self) -> bool {
        matches!(self, Self::Image(_) | Self::Binary(_) | Self::Url(_))
    }

    /// Whether it is in a container.
    pub fn is_contained(&self) -> bool {
        matches!(self, Self::MockImage(_) | Self::Image(_))
    }
}

/// The text names no target.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// Not one of the kinds.
    #[error("`{given}` is no target; give {kinds}")]
    Kind {
        /// What was given.
        given: String,
        /// What there is.
        kinds: &'static str,
    },
    /// A kind without its value.
    #[error("`{0}` lacks what comes after the colon")]
    Empty(String),
    /// Not a URL.
    #[error("`{url}` is no URL ({reason}); give one like http://127.0.0.1:9000")]
    Url {
        /// What was given.
        url: String,
        /// Why not.
        reason: url::ParseError,
    },
    /// Not a version that the mock knows.
    #[error(transparent)]
    Profile(#[from] UnknownProfile),
}

fn url(text: &str) -> Result<Url, ChoiceError> {
    text.parse().map_err(|reason| {
        let url = text.to_owned();
        ChoiceError::Url { url, reason }
    })
}

fn given(tag: &str) -> Option<String> {
    (!tag.is_empty()).then(|| tag.to_owned())
}

fn show_mock_image(tag: Option<&String>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match tag {
        None => f.write_str("mock-image"),
        Some(tag) => write!(f, "mock-image:{tag}"),
    }
}

/// The kind and the value of `KIND:VALUE`, which must have both or no colon at all.
fn parts(text: &str) -> Result<(&str, &str), ChoiceError> {
    match text.split_once(':') {
        Some((_, "")) => Err(ChoiceError::Empty(text.to_owned())),
        Some(parts) => Ok(parts),
        None => Ok((text, "")),
    }
}

impl FromStr for AuthentikChoice {
    type Err = ChoiceError;

    fn from_str(text: &str) -> Result<Self, ChoiceError> {
        match parts(text)? {
            ("mock", "") => Ok(Self::Mock(None)),
            ("mock", version) => Ok(Self::Mock(Some(version.parse()?))),
            ("mock-image", tag) => Ok(Self::MockImage(given(tag))),
            ("image", tag) if !tag.is_empty() => Ok(Self::Image(tag.to_owned())),
            ("url", value) if !value.is_empty() => url(value).map(Self::Url),
            _ => Err(ChoiceError::Kind {
                given: text.to_owned(),
                kinds: "`mock`, `mock:VERSION`, `mock-image`, `image:TAG` or `url:URL`",
            }),
        }
    }
}

impl FromStr for OpenzroChoice {
    type Err = ChoiceError;

    fn from_str(text: &str) -> Result<Self, ChoiceError> {
        match parts(text)? {
            ("mock", "") => Ok(Self::Mock),
            ("mock-image", tag) => Ok(Self::MockImage(given(tag))),
            ("image", tag) if !tag.is_empty() => Ok(Self::Image(tag.to_owned())),
            ("binary", path) if !path.is_empty() => Ok(Self::Binary(path.into())),
            ("url", value) if !value.is_empty() => url(value).map(Self::Url),
            _ => Err(ChoiceError::Kind {
                given: text.to_owned(),
                kinds: "`mock`, `mock-image`, `image:TAG`, `binary:PATH` or `url:URL`",
            }),
        }
    }
}

impl fmt::Display for AuthentikChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mock(None) => f.write_str("mock"),
            Self::Mock(Some(profile)) => write!(f, "mock:{profile}"),
            Self::MockImage(tag) => show_mock_image(tag.as_ref(), f),
            Self::Image(tag) => write!(f, "image:{tag}"),
            Self::Url(url) => write!(f, "url:{url}"),
        }
    }
}

impl fmt::Display for OpenzroChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mock => f.write_str("mock"),
            Self::MockImage(tag) => show_mock_image(tag.as_ref(), f),
            Self::Image(tag) => write!(f, "image:{tag}"),
            Self::Binary(path) => write!(f, "binary:{}", path.display()),
            Self::Url(url) => write!(f, "url:{url}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_be_given_again() {
        for text in [
            "mock",
            "binary:/opt/openzro-mgmt",
            "url:http://127.0.0.1:33073/",
            "image:0.53.1",
            "mock-image",
            "mock-image:edge",
        ] {
            assert_eq!(text.parse::<OpenzroChoice>().unwrap().to_string(), text);
        }
        for text in ["mock", "mock:2023.10", "url:https://sso.example.com/"] {
            assert_eq!(text.parse::<AuthentikChoice>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_scenario_is_about_the_newest_version_it_is_for() {
        let about = |range: &str| home(&serde_saphyr::from_str(range).unwrap()).name();
        assert_eq!(about("{}"), Profile::default().name());
        assert_eq!(about("{from: '2024.2'}"), Profile::default().name());
        assert_eq!(about("{before: '2025.8'}"), "2024.12");
        assert_eq!(about("{from: '2024.2', before: '2024.12'}"), "2024.6");
        assert_eq!(about("{from: '2026.2'}"), "2026.2");
        let old = serde_saphyr::from_str("{before: '2024.2'}").unwrap();
        let settled = |text: &str| text.parse::<AuthentikChoice>().unwrap().settled(&old);
        assert_eq!(settled("mock").to_string(), "mock:2023.10");
        assert_eq!(settled("mock:2026.2").to_string(), "mock:2026.2");
    }

    #[test]
    fn what_is_no_target_is_named() {
        for text in [
            "real",
            "binary:",
            "binary",
            "image",
            "mock-image:",
            "url:nowhere",
            "mock:2",
            "",
        ] {
            let error = text.parse::<OpenzroChoice>().unwrap_err().to_string();
            assert!(error.contains(text.trim_start_matches("url:")), "{error}");
        }
        let error = "mock:2019.1".parse::<AuthentikChoice>().unwrap_err();
        assert!(error.to_string().contains("2023.10, 2024.2"), "{error}");
    }
}

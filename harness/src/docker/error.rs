//! What can go wrong with containers, and what to do about it.

use std::io;
use std::path::PathBuf;

use bollard::errors::Error;

use crate::run::TargetFault;

/// Something about containers went wrong.
#[derive(Debug, thiserror::Error)]
pub enum DockerError {
    /// No engine answers.
    #[error(
        "no Docker engine answers at {host} ({reason}); start one (`dockerd`, or Docker Desktop), or give its address in DOCKER_HOST"
    )]
    NoEngine {
        /// Where it was looked for.
        host: String,
        /// What happened.
        reason: String,
    },
    /// The engine's socket is not for this user.
    #[error(
        "no permission on Docker's socket {0}; join the group `docker` (`sudo usermod -aG docker $USER`, then log in again), or run as root"
    )]
    NoPermission(String),
    /// There is no such image.
    #[error(
        "there is no image {image}: {reason}; check its name and tag, or build it: `docker/build` makes the mocks' images"
    )]
    NoImage {
        /// Which.
        image: String,
        /// What the engine said.
        reason: String,
    },
    /// The registry does not give the image.
    #[error(
        "the registry does not give {image}: {reason}; try `docker pull {image}`, after `docker login` if it asks who you are, or name a mirror with --image"
    )]
    Registry {
        /// Which image.
        image: String,
        /// What the engine said.
        reason: String,
    },
    /// A container ended by itself.
    #[error(
        "the container of {role} ({image}) ended by itself, {status}; its last words were: {last_words}; the whole log is {}",
        log.display()
    )]
    Ended {
        /// What it was for.
        role: String,
        /// Its image.
        image: String,
        /// How it ended.
        status: String,
        /// The last lines of its log.
        last_words: String,
        /// Its log.
        log: PathBuf,
    },
    /// A port is taken.
    #[error("Docker cannot open a port for {what}: {reason}; stop what uses it, and run again")]
    PortInUse {
        /// What for.
        what: String,
        /// What the engine said.
        reason: String,
    },
    /// There is no room.
    #[error(
        "Docker has no room on its disk for {what}: {reason}; make some with `docker system prune`"
    )]
    DiskFull {
        /// What for.
        what: String,
        /// What the engine said.
        reason: String,
    },
    /// The engine refused for another reason.
    #[error("Docker cannot {doing}: {reason}; `docker info` shows whether the engine is well")]
    Refused {
        /// What it was asked to do.
        doing: String,
        /// What it said.
        reason: String,
    },
}

impl DockerError {
    /// What kind of failure it is.
    pub fn fault(&self) -> TargetFault {
        match self {
            Self::NoEngine { .. } => TargetFault::NoDocker,
            Self::NoPermission(_) => TargetFault::NoDockerPermission,
            Self::NoImage { .. } => TargetFault::NoImage,
            Self::Registry { .. } => TargetFault::Registry,
            Self::Ended { last_words, .. } if last_words.contains("is incomplete") => {
                TargetFault::BadManagementJson
            }
            Self::Ended { .. } => TargetFault::ContainerEnded,
            Self::PortInUse { .. } => TargetFault::PortInUse,
            Self::DiskFull { .. } => TargetFault::DiskFull,
            Self::Refused { .. } => TargetFault::NotStarted,
        }
    }

    /// Why the engine does not answer.
    pub(super) fn unreachable(host: &str, error: &Error) -> Self {
        if io_kind(error) == Some(io::ErrorKind::PermissionDenied) {
            return Self::NoPermission(host.to_owned());
        }
        Self::NoEngine {
            host: host.to_owned(),
            reason: innermost(error),
        }
    }

    /// Why the engine did not do something, about `what`.
    pub(super) fn refused(doing: &str, what: &str, error: &Error) -> Self {
        let reason = innermost(error);
        let says = |words: &[&str]| words.iter().any(|word| reason.contains(word));
        let what = what.to_owned();
        if says(&["no space left on device", "disk quota exceeded"]) {
            return Self::DiskFull { what, reason };
        }
        if says(&["port is already allocated", "address already in use"]) {
            return Self::PortInUse { what, reason };
        }
        Self::Refused {
            doing: format!("{doing} {what}"),
            reason,
        }
    }

    /// Why an image was not pulled.
    pub(super) fn not_pulled(image: &str, reason: String) -> Self {
        let says = |words: &[&str]| words.iter().any(|word| reason.contains(word));
        let image = image.to_owned();
        if says(&["no space left on device", "disk quota exceeded"]) {
            return Self::DiskFull {
                what: image,
                reason,
            };
        }
        // Docker Hub says `denied` of what is not there as well as of what is private.
        if says(&[
            "manifest unknown",
            "not found",
            "does not exist",
            "invalid reference",
        ]) {
            return Self::NoImage { image, reason };
        }
        Self::Registry { image, reason }
    }
}

/// The kind of the operating system's error at the bottom, if it is one.
fn io_kind(error: &Error) -> Option<io::ErrorKind> {
    let mut next: Option<&dyn std::error::Error> = Some(error);
    // It shows its cause as itself, and not among its sources.
    let mut kind = match error {
        Error::IOError { err } => Some(err.kind()),
        _ => None,
    };
    while let Some(error) = next {
        kind = error.downcast_ref().map(io::Error::kind).or(kind);
        next = error.source();
    }
    kind
}

/// The words of the error at the bottom: the engine's, or the operating system's.
pub(super) fn innermost(error: &Error) -> String {
    if let Error::DockerResponseServerError { message, .. } = error {
        return message.trim().to_owned();
    }
    let mut error: &dyn std::error::Error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(message: &str) -> Error {
        Error::DockerResponseServerError {
            status_code: 500,
            message: message.to_owned(),
        }
    }

    /// The words are those of Docker 20.10 and 28.
    #[test]
    fn what_the_engine_says_is_told_apart() {
        let refused = |words| DockerError::refused("start", "openzro", &said(words));
        assert!(matches!(
            refused("write /var/lib/docker/x: no space left on device"),
            DockerError::DiskFull { .. }
        ));
        assert!(matches!(
            refused(
                "driver failed programming: Bind for 0.0.0.0:80 failed: port is already allocated"
            ),
            DockerError::PortInUse { .. }
        ));
        assert!(matches!(
            refused("failed to create shim: runc"),
            DockerError::Refused { .. }
        ));
        let pulled = |words: &str| DockerError::not_pulled("ghcr.io/x/y:1", words.to_owned());
        assert!(matches!(
            pulled("manifest for ghcr.io/x/y:1 not found: manifest unknown"),
            DockerError::NoImage { .. }
        ));
        for words in [
            "Head \"https://ghcr.io/v2/x/y/manifests/1\": denied: denied",
            "Get \"https://ghcr.io/v2/\": unauthorized: authentication required",
            "Get \"https://ghcr.io/v2/\": dial tcp: lookup ghcr.io: no such host",
            "toomanyrequests: You have reached your pull rate limit",
        ] {
            assert!(
                matches!(pulled(words), DockerError::Registry { .. }),
                "{words}"
            );
        }
    }

    #[test]
    fn a_socket_that_is_not_ours_is_told_from_none() {
        let error = |kind: io::ErrorKind| Error::IOError { err: kind.into() };
        let of = |kind| DockerError::unreachable("unix:///s", &error(kind));
        assert!(matches!(
            of(io::ErrorKind::PermissionDenied),
            DockerError::NoPermission(_)
        ));
        assert!(matches!(
            of(io::ErrorKind::ConnectionRefused),
            DockerError::NoEngine { .. }
        ));
    }
}

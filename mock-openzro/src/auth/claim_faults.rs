//! What is wrong with a token's claims, in the words of openZro's JWT library.

use std::fmt;

/// A claim that does not hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub(crate) enum ClaimFault {
    #[error("invalid type for claim: {0} is invalid")]
    Type(&'static str),
    #[error("token is expired")]
    Expired,
    #[error("token is not valid yet")]
    NotYetValid,
    #[error("token used before issued")]
    UsedBeforeIssued,
    #[error("token is missing required claim: {0} claim is required")]
    Missing(&'static str),
    #[error("token has invalid audience")]
    Audience,
    #[error("token has invalid issuer")]
    Issuer,
}

/// All of a token's, in the order in which they are looked for. A wrong audience decides how they are
/// introduced, or else a wrong issuer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct ClaimFaults(pub(super) Vec<ClaimFault>);

impl std::error::Error for ClaimFaults {}

impl fmt::Display for ClaimFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let introduction = if self.0.contains(&ClaimFault::Audience) {
            "invalid audience"
        } else if self.0.contains(&ClaimFault::Issuer) {
            "invalid issuer"
        } else {
            "token could not be parsed"
        };
        let faults: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        write!(
            f,
            "{introduction}: token has invalid claims: {}",
            faults.join(", ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_joined_and_the_audience_introduces_them() {
        let told = |faults: &[ClaimFault]| ClaimFaults(faults.to_vec()).to_string();
        assert_eq!(
            told(&[ClaimFault::Missing("aud")]),
            "token could not be parsed: token has invalid claims: \
             token is missing required claim: aud claim is required"
        );
        assert_eq!(
            told(&[ClaimFault::Expired, ClaimFault::Audience]),
            "invalid audience: token has invalid claims: token is expired, token has invalid audience"
        );
    }
}

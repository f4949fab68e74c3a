//! Who asks: tokens of people, and personal access tokens.

mod claim_faults;
mod claims;
mod jwks;
mod pat;
mod segments;
mod validator;

pub(crate) use claims::{UserAuth, string_list};
pub(crate) use pat::{PatError, generate, hash_if_well_formed};
pub(crate) use validator::{JwtError, ValidToken, Validator};

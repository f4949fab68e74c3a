//! A mock of the [Authentik](https://goauthentik.io) identity provider that its clients cannot tell
//! from the real one.
//!
//! It boots as a freshly bootstrapped Authentik does, so that whatever provisions the real one
//! provisions it; it speaks OAuth 2.0, OpenID Connect, the device flow, Authentik's flow executor and
//! the admin API; and it keeps Authentik's oddities on purpose. Where it deviates,
//! `docs/fidelity.md` says so.
//!
//! ```
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! use mock_authentik::{Bootstrap, MockAuthentik};
//!
//! let bootstrap = Bootstrap { token: Some("akadmin-token".into()), ..Bootstrap::default() };
//! let authentik = MockAuthentik::builder().bootstrap(bootstrap).start().await?;
//! let users = format!("{}/api/v3/core/users/", authentik.url());
//! let answer = reqwest::Client::new().get(users).bearer_auth("akadmin-token").send().await?;
//! assert_eq!(answer.status(), 200);
//! // Dropping `authentik` stops it.
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! How the code is laid out, one endpoint, grant or stage a file:
//!
//! - [`MockAuthentik`] starts it; `fresh` is what a new installation holds, `seed` what a seed file adds.
//! - `model` has the objects and `store` keeps them; `crypto` has keys and digests.
//! - `http` has what every answer shares; `api` is `/api/v3`, `oauth` is `/application/o`, `flows` is the
//!   flow executor, whose `stages` have the settings that `api` checks; `policy` says who may use an
//!   application, `throttle` who asks too often, and `site` is the rest.
//! - `profile` is the one table of what differs between Authentik's versions.
//! - `control` is `/_mock/` with the inspector, `journal` what it shows of requests, `fault` what goes wrong
//!   on purpose, `strict` where the mock is stricter than Authentik, and `rotation` changes keys.

mod api;
mod app;
mod bootstrap;
mod control;
mod crypto;
mod fault;
mod flows;
mod fresh;
mod front;
mod http;
mod journal;
mod mock;
mod model;
mod oauth;
mod policy;
mod profile;
mod rotation;
mod seed;
mod site;
mod stages;
mod store;
mod strict;
mod throttle;

pub use ::faults;
pub use bootstrap::Bootstrap;
pub use fault::{Fault, Faults};
pub use faults::{Glob, GlobError};
pub use journal::{
    Captured, DecodedToken, Exchange, Headers, Journal, JournalLimits, Matcher, NamedToken,
    StatusPattern, StatusPatternError, Unmet,
};
pub use mock::{Builder, MockAuthentik, StartError};
pub use profile::{Evidence, Known, Profile, Question, UnknownProfile};
pub use rotation::RotationError;
pub use seed::{Seed, SeedError, SeedErrorKind};

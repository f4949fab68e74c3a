//! What goes wrong on purpose: which requests a fault hits, what it does to them, and how often.
//!
//! The harness's wire tap and the mock of Authentik read the same words. A [`WireEffect`] spoils an
//! answer on its way, which either of them can; a [`Defect`] is made where tokens are signed, which only
//! the mock can. [`Effect`] is any of both, and [`Faults`] keeps what is set and counts what it hit.
//!
//! ```
//! use faults::{Effect, Fault, Faults, Route, WireEffect};
//!
//! let fault: Fault<Route, Effect> = serde_saphyr::from_str(
//!     "{name: gone, matches: {path: /application/o/token/}, times: 2, effect: reset}",
//! )?;
//! let faults = Faults::default();
//! faults.set(fault);
//! let post = http::Method::POST;
//! let hit = faults.hit(|fault: &Fault<Route, Effect>| match &fault.effect {
//!     Effect::Wire(effect) if fault.matches.matches(&post, "/application/o/token/") => Some(effect.clone()),
//!     _ => None,
//! });
//! assert_eq!(hit, Some(WireEffect::Reset));
//! assert_eq!(faults.hits("gone"), Some(1));
//! # Ok::<(), serde_saphyr::Error>(())
//! ```

mod answer;
mod defect;
mod effect;
mod fault;
mod glob;
mod list;
mod route;
mod wire_effect;

pub use answer::{CutShort, HalfBody, made_up};
pub use defect::{Defect, JwksDefect, TokenDefect, TokenFault, WhichToken};
pub use effect::Effect;
pub use fault::Fault;
pub use glob::{Glob, GlobError};
pub use list::{Faults, Standing};
pub use route::{Route, fits};
pub use wire_effect::WireEffect;

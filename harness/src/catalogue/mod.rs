//! What scenarios can stand for: the lines of openZro's guide, the known bugs, openZro's calls to
//! Authentik. `openzro-harness list --coverage` holds the scenarios against these.

mod bug;
mod call;
mod coverage;
mod guide;
mod reference;

pub use bug::{BUGS, Bug};
pub use call::{CALLS, Call};
pub use coverage::{Coverage, Row};
pub use guide::{GUIDE, GuideLine};
pub use reference::Reference;

//! Differences of authorize, the flow executor and the device pages.

use super::Profile;

impl Profile {}

//! HTTP Archives, version 1.2: reading recordings of real systems, and writing what was recorded.
//!
//! Both keep requests and answers byte for byte, as far as the format can: a body that is no UTF-8
//! text is kept in base64. A file whose name ends in `.gz` is compressed.

mod model;
mod read;
mod write;

pub use read::{HarError, Recorded, Recording};
pub use write::{Secrets, write};

//! What every step can do and say.

use std::pin::Pin;

use serde_json::Value;

use super::{StepError, World};
use crate::scenario::{Expect, Name};

/// A step under way; it ends with what it saw.
pub type Acting<'a> = Pin<Box<dyn Future<Output = Result<Value, StepError>> + Send + 'a>>;

/// What every step can do and say.
pub trait Act: Sync {
    /// What it does, in words.
    fn title(&self) -> String;

    /// What must hold afterwards.
    fn expect(&self) -> Option<&Expect> {
        None
    }

    /// The people it is about.
    fn people(&self) -> Vec<&Name> {
        self.needs_login()
            .into_iter()
            .chain(self.logs_in())
            .collect()
    }

    /// Who must have logged in before.
    fn needs_login(&self) -> Option<&Name> {
        None
    }

    /// Who is logged in afterwards.
    fn logs_in(&self) -> Option<&Name> {
        None
    }

    /// The names it refers to (`${…}`), besides those of its expectations.
    fn references(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Does it.
    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a>;
}

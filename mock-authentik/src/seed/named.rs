//! Names of what must be there.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde_saphyr::{Location, Spanned};

use super::{SeedError, SeedErrorKind};

/// The name of something that is there already, or that the seed makes.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct Named(Spanned<String>);

impl Named {
    /// A name that is not written in the seed.
    pub(super) fn default(name: &str) -> Self {
        Self(Spanned {
            value: name.to_owned(),
            referenced: Location::UNKNOWN,
            defined: Location::UNKNOWN,
        })
    }

    /// The name.
    pub(super) fn name(&self) -> &str {
        &self.0.value
    }

    /// The one among `all`, with their names, that has this name.
    pub(super) fn find<'a, T>(
        &self,
        what: &'static str,
        all: impl Iterator<Item = (&'a str, T)>,
    ) -> Result<T, SeedError> {
        let mut known = Vec::new();
        for (name, one) in all {
            if name == self.0.value {
                return Ok(one);
            }
            known.push(name.to_owned());
        }
        let found = self.0.value.clone();
        let kind = SeedErrorKind::Unknown { what, found, known };
        Err(SeedError::at(self.0.referenced, kind))
    }
}

impl JsonSchema for Named {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

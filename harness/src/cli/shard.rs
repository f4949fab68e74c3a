//! A part of a run, for CI services that spread it over machines.

use std::fmt;
use std::num::NonZeroUsize;
use std::str::FromStr;

/// One of several parts of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shard {
    /// Which, from 0.
    index: usize,
    of: NonZeroUsize,
}

/// The text names no part.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no shard; write 2/5 for the second of five")]
pub(super) struct NoShard(String);

impl Default for Shard {
    fn default() -> Self {
        let of = NonZeroUsize::MIN;
        Self { index: 0, of }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index + 1, self.of)
    }
}

impl FromStr for Shard {
    type Err = NoShard;

    fn from_str(text: &str) -> Result<Self, NoShard> {
        let wrong = || NoShard(text.to_owned());
        let (number, of) = text.split_once('/').ok_or_else(wrong)?;
        let number: NonZeroUsize = number.parse().map_err(|_| wrong())?;
        let of: NonZeroUsize = of.parse().map_err(|_| wrong())?;
        let index = number.get() - 1;
        if number <= of {
            Ok(Self { index, of })
        } else {
            Err(wrong())
        }
    }
}

impl Shard {
    /// Whether what stands at `position` in the whole run is in this part.
    pub(super) fn has(self, position: usize) -> bool {
        position % self.of == self.index
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Each thing is in one shard alone, and no shard has two more than another.
        #[test]
        fn shards_are_a_partition(of in 1_usize..20, length in 0_usize..200) {
            let shards = (1..=of).map(|number| format!("{number}/{of}").parse::<Shard>().unwrap());
            let shards: Vec<Shard> = shards.collect();
            for position in 0..length {
                let having = shards.iter().filter(|shard| shard.has(position));
                prop_assert_eq!(having.count(), 1);
            }
            let sizes = shards.iter().map(|shard| (0..length).filter(|at| shard.has(*at)).count());
            let sizes: Vec<usize> = sizes.collect();
            prop_assert!(sizes.iter().max().unwrap() - sizes.iter().min().unwrap() <= 1);
        }
    }

    #[test]
    fn what_is_no_shard_is_named() {
        for text in ["", "1", "0/2", "3/2", "1/0", "-1/2", "a/b", "1/2/3"] {
            let error = text.parse::<Shard>().unwrap_err().to_string();
            assert!(error.contains(&format!("`{text}`")), "{error}");
        }
        assert!((0..9).all(|position| Shard::default().has(position)));
    }
}

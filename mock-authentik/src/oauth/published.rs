//! Discovery and key sets, kept as they were written: clients ask for them much more often than anything
//! changes.

use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;

use crate::http::BaseUrl;

/// So many are kept at once: who invents hosts shall not fill the memory.
const KEPT: usize = 32;

/// Which document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Name<'a> {
    /// The metadata of an application's provider, for those who find it there.
    Discovery(&'a str, &'a BaseUrl),
    /// Its keys.
    Keys(&'a str),
}

/// The documents that were written since the store last changed.
#[derive(Debug, Default)]
pub(crate) struct Published(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    generation: u64,
    documents: Vec<(OwnedName, Bytes)>,
}

#[derive(Debug)]
enum OwnedName {
    Discovery(String, BaseUrl),
    Keys(String),
}

impl OwnedName {
    fn is(&self, name: &Name<'_>) -> bool {
        match (self, name) {
            (Self::Discovery(slug, base), Name::Discovery(other, other_base)) => {
                slug == other && base == *other_base
            }
            (Self::Keys(slug), Name::Keys(other)) => slug == other,
            (Self::Discovery(..), Name::Keys(_)) | (Self::Keys(_), Name::Discovery(..)) => false,
        }
    }
}

impl From<Name<'_>> for OwnedName {
    fn from(name: Name<'_>) -> Self {
        match name {
            Name::Discovery(slug, base) => Self::Discovery(slug.to_owned(), base.clone()),
            Name::Keys(slug) => Self::Keys(slug.to_owned()),
        }
    }
}

impl Published {
    /// The document of that name as of that generation of the store; it is written when it is not there.
    pub(super) fn document(
        &self,
        generation: u64,
        name: Name<'_>,
        write: impl FnOnce() -> Vec<u8>,
    ) -> Bytes {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.generation != generation || kept.documents.len() > KEPT {
            kept.documents.clear();
            kept.generation = generation;
        }
        let mut documents = kept.documents.iter();
        if let Some((_, text)) = documents.find(|(other, _)| other.is(&name)) {
            return text.clone();
        }
        let text = Bytes::from(write());
        kept.documents.push((name.into(), text.clone()));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_written_once_for_each_generation() {
        let published = Published::default();
        let read = |generation, slug, text: &str| {
            published.document(generation, Name::Keys(slug), || text.as_bytes().to_vec())
        };
        assert_eq!(read(1, "a", "first"), "first");
        assert_eq!(read(1, "a", "second"), "first");
        assert_eq!(read(1, "b", "other"), "other");
        assert_eq!(read(2, "a", "third"), "third");
    }

    #[test]
    fn few_are_kept() {
        let published = Published::default();
        for slug in 0..1000 {
            published.document(0, Name::Keys(&slug.to_string()), Vec::new);
        }
        let kept = published.0.lock().unwrap();
        assert!(kept.documents.len() <= KEPT + 1);
    }
}

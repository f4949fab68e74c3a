//! The faults that are set.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use schemars::JsonSchema;
use serde::Serialize;

use crate::Fault;

/// The faults of one tap or one mock. Clones share one list.
pub struct Faults<R, E>(Arc<Mutex<Vec<Standing<R, E>>>>);

/// A fault that is set, worn off or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(
    rename = "StandingFault",
    bound = "R: JsonSchema + Default + Serialize, E: JsonSchema"
)]
pub struct Standing<R, E> {
    /// The fault, as it was set.
    #[serde(flatten)]
    pub fault: Fault<R, E>,
    /// How many requests it has hit.
    pub hits: u32,
}

impl<R, E> Standing<R, E> {
    fn has_worn_off(&self) -> bool {
        self.fault.times.is_some_and(|times| self.hits >= times)
    }
}

impl<R, E> Faults<R, E> {
    fn with<T>(&self, change: impl FnOnce(&mut Vec<Standing<R, E>>) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Adds a fault, in the place of one that had its name. It counts anew.
    pub fn set(&self, fault: Fault<R, E>) {
        let new = Standing { fault, hits: 0 };
        self.with(|faults| {
            let mut old = faults.iter_mut();
            match old.find(|old| old.fault.name == new.fault.name) {
                Some(old) => *old = new,
                None => faults.push(new),
            }
        });
    }

    /// Removes the fault of that name; whether there was one.
    pub fn clear(&self, name: &str) -> bool {
        self.with(|faults| {
            let before = faults.len();
            faults.retain(|standing| standing.fault.name != name);
            faults.len() < before
        })
    }

    /// Removes every fault.
    pub fn clear_all(&self) {
        self.with(Vec::clear);
    }

    /// How many requests the fault of that name has hit since it was set; `None` when there is none.
    pub fn hits(&self, name: &str) -> Option<u32> {
        self.with(|faults| {
            let standing = faults.iter().find(|standing| standing.fault.name == name);
            standing.map(|standing| standing.hits)
        })
    }

    /// What the first fault does that `choose` takes and that has not worn off, in the order in which they
    /// were set. It counts as a hit.
    pub fn hit<T>(&self, choose: impl Fn(&Fault<R, E>) -> Option<T>) -> Option<T> {
        self.with(|faults| {
            let mut standing = faults
                .iter_mut()
                .filter(|standing| !standing.has_worn_off());
            let (chosen, hits) = standing
                .find_map(|standing| Some((choose(&standing.fault)?, &mut standing.hits)))?;
            *hits = hits.saturating_add(1);
            Some(chosen)
        })
    }
}

impl<R: Clone, E: Clone> Faults<R, E> {
    /// Every fault that is set, with what it has hit, in the order in which they were set.
    pub fn list(&self) -> Vec<Standing<R, E>> {
        self.with(|faults| faults.clone())
    }

    /// The fault of that name.
    pub fn get(&self, name: &str) -> Option<Standing<R, E>> {
        self.with(|faults| {
            let standing = faults.iter().find(|standing| standing.fault.name == name);
            standing.cloned()
        })
    }
}

impl<R, E> Clone for Faults<R, E> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<R, E> Default for Faults<R, E> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<R: fmt::Debug, E: fmt::Debug> fmt::Debug for Faults<R, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with(|faults| formatter.debug_list().entries(&*faults).finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(name: &str, times: Option<u32>) -> Fault<(), ()> {
        Fault {
            name: name.to_owned(),
            matches: (),
            times,
            effect: (),
        }
    }

    #[test]
    fn a_fault_wears_off_and_makes_way_for_the_next() {
        let faults = Faults::default();
        faults.set(fault("first", Some(1)));
        faults.set(fault("second", None));
        let hit = || faults.hit(|fault| Some(fault.name.clone()));
        assert_eq!(hit().as_deref(), Some("first"));
        assert_eq!(hit().as_deref(), Some("second"));
        assert_eq!(faults.hits("second"), Some(1));
        assert!(faults.clear("second"));
        assert!(!faults.clear("second"));
        assert_eq!(hit(), None);
        assert_eq!(faults.hits("first"), Some(1), "worn off, it is still told");
        faults.set(fault("first", Some(1)));
        assert_eq!(hit().as_deref(), Some("first"), "set again, it counts anew");
    }

    #[test]
    fn what_is_not_chosen_does_not_count() {
        let faults = Faults::default();
        faults.set(fault("first", Some(1)));
        assert_eq!(faults.hit(|_| None::<()>), None);
        assert_eq!(faults.hits("first"), Some(0));
        assert_eq!(faults.hits("other"), None);
    }
}

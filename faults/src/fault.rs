//! A fault as it is written.

use http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Glob, Route};

/// A fault: which requests it hits (`matches`), and what it does to them (`effect`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    rename = "Fault",
    bound = "R: JsonSchema + Default + Serialize, E: JsonSchema"
)]
pub struct Fault<R, E> {
    /// What to call it when it is cleared, and in the transcript.
    pub name: String,
    /// Which requests it hits.
    #[serde(default)]
    pub matches: R,
    /// How many requests it hits before it wears off; always when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// What it does to them.
    pub effect: E,
}

impl<R, E> Fault<R, E> {
    /// The same with another effect.
    pub fn map<F>(self, change: impl FnOnce(E) -> F) -> Fault<R, F> {
        let Self {
            name,
            matches,
            times,
            effect,
        } = self;
        let effect = change(effect);
        Fault {
            name,
            matches,
            times,
            effect,
        }
    }
}

impl<E> Fault<Route, E> {
    /// A fault that hits every request, always. [`Fault::of`], [`Fault::at`] and [`Fault::times`] narrow it.
    ///
    /// ```
    /// use std::time::Duration;
    /// use faults::{Effect, Fault, Route, WireEffect};
    ///
    /// let slow: Fault<Route, Effect> = Fault::new("slow", WireEffect::Latency(Duration::from_secs(11)))
    ///     .of(&http::Method::POST)
    ///     .at("/application/o/token/".parse()?)
    ///     .times(1);
    /// # Ok::<(), faults::GlobError>(())
    /// ```
    pub fn new(name: impl Into<String>, effect: impl Into<E>) -> Self {
        Self {
            name: name.into(),
            matches: Route::default(),
            times: None,
            effect: effect.into(),
        }
    }

    /// It hits requests of this method alone.
    #[must_use]
    pub fn of(mut self, method: &Method) -> Self {
        self.matches.method = Some(method.to_string());
        self
    }

    /// It hits requests of these paths alone.
    #[must_use]
    pub fn at(mut self, path: Glob) -> Self {
        self.matches.path = Some(path);
        self
    }

    /// It hits this many requests and wears off.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self {
            times: Some(times),
            ..self
        }
    }
}

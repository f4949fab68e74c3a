//! Long bodies are shown once.

use std::collections::BTreeMap;

/// From this length on, in lines, a body is shown once.
const LONG_BODY: usize = 10;

/// Where each long body was shown.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    /// The step that is being told, from 1.
    pub(super) step: usize,
    shown: BTreeMap<String, String>,
}

impl Bodies {
    /// The body of the answer to `request`, or where it was shown before.
    pub(super) fn tell(&mut self, request: &str, body: &str) -> String {
        if body.lines().count() < LONG_BODY {
            return body.to_owned();
        }
        if let Some(place) = self.shown.get(body) {
            return format!("    {place}\n");
        }
        let place = format!("(the same as in step {}, {request})", self.step);
        self.shown.insert(body.to_owned(), place);
        body.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_body_is_told_once_and_a_short_one_always() {
        let mut bodies = Bodies::default();
        let long = "    x\n".repeat(LONG_BODY);
        bodies.step = 2;
        assert_eq!(bodies.tell("cli → openZro: GET /a", &long), long);
        bodies.step = 3;
        let again = bodies.tell("cli → openZro: GET /b", &long);
        assert_eq!(
            again,
            "    (the same as in step 2, cli → openZro: GET /a)\n"
        );
        for _ in 0..2 {
            assert_eq!(bodies.tell("cli → openZro: GET /c", "    y\n"), "    y\n");
        }
    }
}

//! Texts with opaque values in them.

use jiff::Timestamp;
use jiff::fmt::rfc2822;

use super::Comparison;
use crate::replay::bindings::Mismatch;
use crate::wire::{Format, Jwt, Piece, Verdict, pieces};

impl Comparison<'_> {
    /// Compares texts piece by piece: words must be equal, opaque values a pair.
    pub(super) fn text(&mut self, recorded: &str, live: &str) {
        let expected = self.bindings.translate_paths(recorded);
        let (then, now) = (pieces(&expected), pieces(live));
        let alike = |(then, now): (&Piece<'_>, &Piece<'_>)| match (then, now) {
            (Piece::Plain(then), Piece::Plain(now)) => then == now,
            (Piece::Opaque(then, _), Piece::Opaque(now, _)) => then == now,
            _ => false,
        };
        if then.len() != now.len() || !then.iter().zip(&now).all(alike) {
            return self.differ(&expected, live);
        }
        for (then, now) in then.iter().zip(&now) {
            if let (Piece::Opaque(format, then), Piece::Opaque(_, now)) = (then, now) {
                self.opaque(*format, then, now);
            }
        }
    }

    fn opaque(&mut self, format: Format, recorded: &str, live: &str) {
        match format {
            Format::Jwt => self.token(recorded, live),
            Format::Jwe => self.bindings.pair_tokens(recorded, live),
            Format::Timestamp { .. } | Format::HttpDate => self.time(recorded, live),
            _ => self.value(&format.to_string(), recorded, live),
        }
    }

    /// Pairs two opaque values of the same looks.
    pub(super) fn value(&mut self, what: &str, recorded: &str, live: &str) {
        match self.bindings.pair(recorded, live) {
            Ok(()) => {}
            Err(Mismatch::Changed) => {
                self.differ(&format!("the same {what} as before"), "another value");
            }
            Err(Mismatch::Shared) => {
                self.differ(
                    &format!("{what} not seen before"),
                    "the value of another one",
                );
            }
            Err(Mismatch::Altered) => {
                self.differ(&format!("the {what} that were sent"), "another value");
            }
        }
    }

    fn time(&mut self, recorded: &str, live: &str) {
        let equal = recorded == live;
        let (then, now) = (moment(recorded), moment(live));
        let agree = then
            .zip(now)
            .is_some_and(|(then, now)| self.moments.agree(then, now));
        if !equal && !agree {
            let from = |time: Option<Timestamp>, exchange: Timestamp| match time {
                Some(time) => format!("{:#} from then", time.duration_since(exchange)),
                None => "no time".to_owned(),
            };
            let moments = self.moments;
            self.differ(&from(then, moments.recorded), &from(now, moments.live));
        }
    }

    fn token(&mut self, recorded: &str, live: &str) {
        if let (Some(then), Some(now)) = (Jwt::parse(recorded), Jwt::parse(live)) {
            self.under(".header", |this| this.object(&then.header, &now.header));
            self.under(".claims", |this| this.object(&then.claims, &now.claims));
            if self.keys.verify(&now) == Verdict::Forged {
                self.under(".signature", |this| {
                    this.differ("made with the published key", "made with another");
                });
            }
        }
        self.bindings.pair_tokens(recorded, live);
    }
}

fn moment(text: &str) -> Option<Timestamp> {
    let date = || rfc2822::parse(text).ok().map(|date| date.timestamp());
    text.parse().ok().or_else(date)
}

//! A sequence diagram: who asked whom what, and what came of it.

use std::fmt::Write as _;

use super::escape;
use crate::wire::{Entry, Exchange, Outcome, redact_target};

/// How many exchanges are drawn at most: the last.
const MOST: usize = 60;
/// How wide a letter is, in tenths.
const LETTER: usize = 67;
const LANE: usize = 380;
const MARGIN: usize = 90;
const HEAD: usize = 46;
const ROW: usize = 40;

/// Who takes part, from the left to the right.
const LANES: [&str; 5] = ["browser", "cli", "admin", "openZro", "Authentik"];

/// An arrow.
struct Arrow {
    from: String,
    to: String,
    label: String,
    answer: String,
    bad: bool,
    /// Whether the failure is about this one.
    telling: bool,
}

/// The diagram of `entries`, in which the exchange that the failure is about stands out; nothing where
/// nothing was seen.
pub(super) fn diagram(entries: &[Entry], telling: Option<&Exchange>) -> String {
    let mut arrows: Vec<Arrow> = entries.iter().map(|entry| arrow(entry, telling)).collect();
    if let (true, Some(exchange)) = (arrows.is_empty(), telling) {
        arrows.push(of_exchange(exchange, telling));
    }
    let hidden = arrows.len().saturating_sub(MOST);
    let arrows = &arrows[hidden..];
    if arrows.is_empty() {
        return String::new();
    }
    let lanes: Vec<&str> = LANES
        .into_iter()
        .filter(|lane| arrows.iter().any(|it| it.from == *lane || it.to == *lane))
        .collect();
    let x = |name: &str| {
        let place = lanes.iter().position(|lane| *lane == name).unwrap_or(0);
        MARGIN + place * LANE
    };
    let width = (2 * MARGIN + lanes.len().saturating_sub(1) * LANE).max(2 * MARGIN + 2 * LANE);
    let height = HEAD + arrows.len() * ROW + 16;
    let mut svg = String::new();
    if hidden > 0 {
        writeln!(
            svg,
            "<p>The last {MOST} exchanges, of {}:</p>",
            hidden + arrows.len()
        )
        .ok();
    }
    writeln!(
        svg,
        "<svg class=\"sequence\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" role=\"img\">"
    )
    .ok();
    for lane in &lanes {
        let x = x(lane);
        writeln!(
            svg,
            "<line class=\"lane\" x1=\"{x}\" y1=\"30\" x2=\"{x}\" y2=\"{height}\"/>\
             <rect class=\"party\" x=\"{}\" y=\"4\" width=\"110\" height=\"26\" rx=\"6\"/>\
             <text class=\"party\" x=\"{x}\" y=\"22\">{}</text>",
            x - 55,
            escape(lane)
        )
        .ok();
    }
    for (row, arrow) in arrows.iter().enumerate() {
        draw(
            &mut svg,
            arrow,
            x(&arrow.from),
            x(&arrow.to),
            HEAD + row * ROW + 24,
        );
    }
    svg + "</svg>\n"
}

/// A line with its head, the request above it, and the status at its end.
fn draw(svg: &mut String, arrow: &Arrow, from: usize, to: usize, y: usize) {
    let class = match (arrow.telling, arrow.bad) {
        (true, _) => "call telling",
        (false, true) => "call bad",
        (false, false) => "call",
    };
    let left = from.min(to);
    let shown = shortened(&arrow.label, from.abs_diff(to));
    // Towards the one who is asked, short of their lane; the head is 8 wide.
    let (end, tail) = if to >= from {
        (to, to.saturating_sub(8))
    } else {
        (to, to + 8)
    };
    let (up, down) = (y - 4, y + 4);
    let badge = if to >= from {
        to + 8
    } else {
        to.saturating_sub(58)
    };
    writeln!(
        svg,
        "<g class=\"{class}\"><title>{}</title><text x=\"{}\" y=\"{}\">{}</text>\
         <line x1=\"{from}\" y1=\"{y}\" x2=\"{end}\" y2=\"{y}\"/>\
         <polygon points=\"{end},{y} {tail},{up} {tail},{down}\"/>\
         <rect x=\"{badge}\" y=\"{}\" width=\"50\" height=\"18\" rx=\"9\"/>\
         <text class=\"status\" x=\"{}\" y=\"{}\">{}</text></g>",
        escape(&arrow.label),
        left + 10,
        y - 7,
        escape(&shown),
        y - 9,
        badge + 25,
        y + 4,
        escape(&arrow.answer),
    )
    .ok();
}

/// A request without its query, as far as there is room; the whole is shown to who points at it.
fn shortened(label: &str, room: usize) -> String {
    let path = label.split_once('?').map_or(label, |(path, _)| path);
    let most = room.saturating_sub(20) * 10 / LETTER;
    let mut shown: String = path.chars().take(most).collect();
    if shown.len() < label.len() {
        shown.push('…');
    }
    shown
}

fn arrow(entry: &Entry, telling: Option<&Exchange>) -> Arrow {
    match entry {
        Entry::Http(exchange) => of_exchange(exchange, telling),
        Entry::Grpc(call) => Arrow {
            from: call.from.to_string(),
            to: call.to.to_string(),
            label: format!("gRPC {}", call.method),
            answer: match &call.outcome {
                Ok(_) => "OK".to_owned(),
                Err(status) => status.code.clone(),
            },
            bad: call.outcome.is_err(),
            telling: false,
        },
    }
}

fn of_exchange(exchange: &Exchange, telling: Option<&Exchange>) -> Arrow {
    let target = redact_target(&exchange.request.target);
    Arrow {
        from: exchange.from.to_string(),
        to: exchange.to.to_string(),
        label: format!("{} {target}", exchange.request.method),
        answer: match &exchange.outcome {
            Outcome::Answered(response) => response.status.as_u16().to_string(),
            Outcome::Broken(_) => "broken".to_owned(),
        },
        bad: exchange
            .status()
            .is_none_or(|status| status.as_u16() >= 400),
        telling: telling.is_some_and(|telling| std::ptr::eq(telling, exchange)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::sample;
    use super::*;

    #[test]
    fn a_diagram_has_those_who_take_part_and_the_last_exchanges() {
        let entries: Vec<Entry> = (0..70).map(|_| sample::exchange().into()).collect();
        let svg = diagram(&entries, None);
        assert_eq!(svg.matches("<g class=\"call bad\">").count(), MOST);
        assert!(svg.contains("The last 60 exchanges, of 70"), "{svg}");
        assert!(
            svg.contains(">admin<") && svg.contains(">openZro<"),
            "{svg}"
        );
        assert!(!svg.contains(">browser<"), "{svg}");
        let Entry::Http(telling) = &entries[69] else {
            unreachable!()
        };
        let svg = diagram(&entries, Some(telling));
        assert_eq!(svg.matches("<g class=\"call telling\">").count(), 1);
        assert_eq!(diagram(&[], None), "");
    }
}

//! A page that needs nothing else: the table, and a sequence diagram of each failure.

mod diagram;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

use super::matrix::{letters, remark, rows};
use super::{ReportError, Results, ScenarioResult, curl};
use crate::run::{Failure, FailureKind, Outcome};

const STYLE: &str = include_str!("page.css");

/// Writes one run or several, a column each, as a self-contained page.
///
/// # Errors
/// [`ReportError`] when the file cannot be written.
pub fn write_html(path: &Path, runs: &[Results]) -> Result<(), ReportError> {
    std::fs::write(path, page(runs)).map_err(|source| ReportError::Write {
        path: path.to_owned(),
        source,
    })
}

fn page(runs: &[Results]) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>openzro-harness</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>openZro with Authentik</h1>\n{}{}{}</body>\n</html>\n",
        pairs(runs),
        table(runs),
        failures(runs)
    )
}

/// The pairs, and what each came to.
fn pairs(runs: &[Results]) -> String {
    let mut text = "<table class=\"pairs\">\n".to_owned();
    for (run, letter) in runs.iter().zip(letters()) {
        let (authentik, openzro) = match &run.pair {
            Some(pair) => (pair.authentik.to_string(), pair.openzro.to_string()),
            None => (String::new(), String::new()),
        };
        let stopped = if run.cancelled {
            ", stopped before the end"
        } else {
            ""
        };
        writeln!(
            text,
            "<tr><th>{letter}</th><td>Authentik <b>{}</b></td><td>openZro <b>{}</b></td>\
             <td>{} in {:.2} s{stopped}</td></tr>",
            escape(&authentik),
            escape(&openzro),
            run.counts(),
            run.took.as_secs_f64()
        )
        .ok();
    }
    text + "</table>\n"
}

fn table(runs: &[Results]) -> String {
    let mut text = "<table class=\"results\">\n<thead><tr><th>scenario</th>".to_owned();
    for (_, letter) in runs.iter().zip(letters()) {
        write!(text, "<th>{letter}</th>").ok();
    }
    text += "</tr></thead>\n<tbody>\n";
    for (name, cells) in rows(runs) {
        write!(text, "<tr><th>{}</th>", escape(name)).ok();
        for (cell, letter) in cells.iter().zip(letters()) {
            text += &match cell {
                Some(result) => cell_of(result, &letter),
                None => "<td class=\"absent\">-</td>".to_owned(),
            };
        }
        text += "</tr>\n";
    }
    text + "</tbody>\n</table>\n"
}

fn cell_of(result: &ScenarioResult, letter: &str) -> String {
    let word = escape(result.outcome.word());
    let class = class(&result.outcome);
    let note = result.outcome.note().map(Cow::into_owned);
    let said = remark(result).or(note).map(|said| escape(&said));
    let said = said.unwrap_or_default();
    let word = if result.outcome.failure().is_some() {
        format!("<a href=\"#{}\">{word}</a>", id(&result.name, letter))
    } else {
        word
    };
    format!("<td class=\"{class}\" title=\"{said}\">{word}</td>")
}

fn class(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Passed { note: None } => "passed",
        Outcome::Passed { note: Some(_) } => "passed partly",
        Outcome::Failed(_) => "failed",
        Outcome::Fixed(_) => "fixed",
        Outcome::NotApplicable { .. } => "not-applicable",
        Outcome::Skipped { .. } => "skipped",
    }
}

/// What a failure's section is called: letters, digits and dashes.
fn id(name: &str, letter: &str) -> String {
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            letter
        } else {
            '-'
        }
    };
    format!("{letter}-{}", name.chars().map(plain).collect::<String>())
}

fn failures(runs: &[Results]) -> String {
    let mut text = String::new();
    for (run, letter) in runs.iter().zip(letters()) {
        for result in &run.scenarios {
            if let Some(failure) = result.outcome.failure() {
                let pair = run
                    .pair
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                let title = format!(
                    "{} <span>{letter}: {}</span>",
                    escape(&result.name),
                    escape(&pair)
                );
                let id = id(&result.name, &letter);
                write!(
                    text,
                    "<section id=\"{id}\">\n<h2>{title}</h2>\n{}</section>\n",
                    told(failure)
                )
                .ok();
            }
        }
    }
    text
}

/// A failure: where, what, the difference, what went over the wire, and how to ask again.
fn told(failure: &Failure) -> String {
    let mut text = String::new();
    if let Some(step) = &failure.step {
        let (number, title, place) = (step.index + 1, escape(&step.title), escape(&step.place));
        writeln!(text, "<p>Step {number}, {title} <code>{place}</code></p>").ok();
    }
    writeln!(text, "<p>{}</p>", escape(&failure.message)).ok();
    if let FailureKind::Snapshot { diff } = &failure.kind {
        text += "<pre class=\"diff\">";
        for line in diff.lines() {
            let class = match line.as_bytes().first() {
                Some(b'-') => "gone",
                Some(b'+') => "new",
                Some(b'@') => "place",
                _ => "same",
            };
            write!(text, "<span class=\"{class}\">{}\n</span>", escape(line)).ok();
        }
        text += "</pre>\n";
    }
    text += &diagram::diagram(&failure.entries, failure.exchange.as_deref());
    if let Some(exchange) = &failure.exchange {
        let command = escape(&curl(exchange, None));
        writeln!(
            text,
            "<details><summary>curl</summary><pre>{command}</pre></details>"
        )
        .ok();
    }
    if let Some(logs) = &failure.logs {
        writeln!(
            text,
            "<p>Logs: <code>{}</code></p>",
            escape(&logs.display().to_string())
        )
        .ok();
    }
    text
}

/// A text as HTML shows it as it is, in elements and in attributes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\'' => escaped += "&#39;",
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_page_tells_the_failure_and_no_secret_and_is_self_contained() {
        let html = page(&[sample::results()]);
        for part in [
            "<td class=\"passed\" title=\"\">passed",
            "<a href=\"#A-users-delete\">failed</a>",
            "<section id=\"A-users-delete\">",
            "<span class=\"gone\">-a\n</span>",
            "POST /api/users?token=%5Bredacted%5D&amp;it%27s=here",
            ">500<",
        ] {
            assert!(html.contains(part), "{part} is not in\n{html}");
        }
        assert!(!html.contains("s3cret"));
        for outside in ["<script", "src=", "<link", "@import", "url("] {
            assert!(!html.contains(outside), "{outside} is in\n{html}");
        }
    }

    #[test]
    fn what_is_told_cannot_be_markup() {
        let mut results = sample::results();
        results.scenarios[2].name = "users/<b onclick='x'>".to_owned();
        let html = page(&[results]);
        assert!(
            html.contains("users/&lt;b onclick=&#39;x&#39;&gt;"),
            "{html}"
        );
        assert!(!html.contains("<b onclick"), "{html}");
    }
}

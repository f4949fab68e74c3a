//! Pages, as a person sees them: title and text. Scripts, styles and markup are not compared.

use std::sync::LazyLock;

use regex::Regex;

use super::Comparison;

/// What a browser does not show: whole elements with their content, and tags.
#[expect(
    clippy::expect_used,
    reason = "the pattern is a constant, and the tests here use it"
)]
static HIDDEN: LazyLock<Regex> = LazyLock::new(|| {
    let hidden = r"(?is)<!--.*?-->|<(?:script|style|title)\b.*?</(?:script|style|title)>|<[^>]*>";
    Regex::new(hidden).expect("a valid pattern")
});

impl Comparison<'_> {
    pub(super) fn html(&mut self, recorded: &str, live: &str) {
        self.under("title", |this| this.text(&title(recorded), &title(live)));
        self.under("page", |this| this.text(&visible(recorded), &visible(live)));
    }
}

fn title(page: &str) -> String {
    let lower = page.to_ascii_lowercase();
    let start = lower.find("<title>").map(|start| start + "<title>".len());
    let end = lower.find("</title>");
    let title = start.zip(end).and_then(|(start, end)| page.get(start..end));
    squeeze(title.unwrap_or_default())
}

fn visible(page: &str) -> String {
    squeeze(&HIDDEN.replace_all(page, " "))
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_seen_is_left() {
        let page = "<!DOCTYPE html><html><head><title>\nauthentik\n</title><style>a{}</style>\
                    <script>let x = '<b>';</script></head><body><!-- hi --><h1>Not\n Found</h1></body>";
        assert_eq!(title(page), "authentik");
        assert_eq!(visible(page), "Not Found");
    }
}

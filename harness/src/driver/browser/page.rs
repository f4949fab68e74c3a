//! What a page says of itself.

/// The heading of a page: the text of its first `<h1>`, or else its `<title>`; empty when it has
/// neither. Authentik's error pages are all titled "authentik" and say what is wrong in the heading.
pub(super) fn heading(html: &str) -> String {
    element(html, "h1")
        .filter(|heading| !heading.is_empty())
        .or_else(|| element(html, "title"))
        .unwrap_or_default()
}

/// The text in the first element called `name`, without tags, white space collapsed.
fn element(html: &str, name: &str) -> Option<String> {
    let open = format!("<{name}");
    let start = html.match_indices(&open).find_map(|(at, _)| {
        let rest = &html[at + open.len()..];
        let ends_name = rest.starts_with(|next: char| next == '>' || next.is_whitespace());
        ends_name.then(|| rest.split_once('>'))?
    });
    let (text, _) = start?.1.split_once(&format!("</{name}>"))?;
    let mut plain = String::new();
    let mut in_tag = false;
    for character in text.chars() {
        match character {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if in_tag => {}
            other => plain.push(other),
        }
    }
    Some(plain.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_wins_over_the_title() {
        let page = "<head><title>\nauthentik\n</title></head>\
            <header>x</header><h1 class=\"pf-c-title\">\n  Redirect URI <b>Error</b>\n</h1>";
        assert_eq!(heading(page), "Redirect URI Error");
        assert_eq!(heading("<title>403 Forbidden</title>"), "403 Forbidden");
        assert_eq!(heading("<h1></h1><title>authentik</title>"), "authentik");
        assert_eq!(heading("Not found <h1"), "");
    }
}

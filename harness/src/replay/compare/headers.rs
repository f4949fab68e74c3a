//! Headers that a client can act on.

use http::HeaderMap;

use super::Comparison;

/// The headers compared. The others are the server's own affair (`date`, `server`) or follow from the
/// body (`content-length`).
const COMPARED: [&str; 19] = [
    "content-type",
    "location",
    "allow",
    "cache-control",
    "pragma",
    "vary",
    "www-authenticate",
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-expose-headers",
    "set-cookie",
    "x-frame-options",
    "referrer-policy",
    "x-content-type-options",
    "content-language",
    "retry-after",
    "x-authentik-id",
];

impl Comparison<'_> {
    pub(super) fn headers(&mut self, recorded: &HeaderMap, live: &HeaderMap) {
        for name in COMPARED {
            let (then, now) = (values(recorded, name), values(live, name));
            self.under(&format!("header.{name}"), |this| match (&*then, &*now) {
                ([], []) => {}
                ([then], [now]) => this.text(then, now),
                (then, now) if then.len() == now.len() => {
                    for (index, (then, now)) in then.iter().zip(now).enumerate() {
                        this.under(&format!("[{index}]"), |this| this.text(then, now));
                    }
                }
                (then, now) => this.differ(&then.join(" | "), &now.join(" | ")),
            });
        }
    }
}

fn values(headers: &HeaderMap, name: &str) -> Vec<String> {
    let values = headers.get_all(name).iter();
    values
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect()
}

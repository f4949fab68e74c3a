//! HTTP Archives, version 1.2: reading recordings of real systems, and writing what was recorded.
//!
//! Both keep requests and answers byte for byte, as far as the format can: a body that is no UTF-8
//! text is kept in base64. A file whose name ends in `.gz` is compressed.

mod growing;
mod model;
mod read;
mod redact;
mod write;

pub use growing::Growing;
pub use read::{HarError, Recorded, Recording};
pub use write::{Secrets, rewrite, write};

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::wire::{Exchange, Outcome, Party, Peer};

    const TOKENS: &str = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/recordings/2025.12.4/02-authcode-pkce.har.gz"
    );

    fn exchanges(recording: &Recording) -> Vec<Exchange> {
        let exchange = |entry: &Recorded| Exchange {
            started: entry.started,
            took: std::time::Duration::from_millis(5),
            from: Party::Browser,
            to: Peer::Authentik,
            request: entry.request.clone(),
            outcome: Outcome::Answered(entry.response.clone()),
        };
        recording.entries.iter().map(exchange).collect()
    }

    #[test]
    fn what_is_written_whole_reads_as_it_was() {
        let recording = Recording::read(Path::new(TOKENS)).unwrap();
        assert_eq!(recording.name, "2025.12.4/02-authcode-pkce");
        let folder = tempfile::tempdir().unwrap();
        for name in ["plain.har", "packed.har.gz"] {
            let path = folder.path().join(name);
            let base = &recording.entries[0].base;
            write(&path, base, &exchanges(&recording), Secrets::Kept).unwrap();
            let again = Recording::read(&path).unwrap();
            assert_eq!(again.entries.len(), recording.entries.len());
            for (one, other) in recording.entries.iter().zip(&again.entries) {
                assert_eq!((&one.base, one.started), (&other.base, other.started));
                assert_eq!(one.request.target, other.request.target);
                assert_eq!(one.request.headers, other.request.headers);
                assert_eq!(one.request.body, other.request.body);
                assert_eq!(one.response.status, other.response.status);
                assert_eq!(one.response.headers, other.response.headers);
                assert_eq!(one.response.body, other.response.body);
            }
        }
    }

    #[test]
    fn what_is_written_for_others_holds_no_secret() {
        let recording = Recording::read(Path::new(TOKENS)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shown.har");
        let base = &recording.entries[0].base;
        write(&path, base, &exchanges(&recording), Secrets::Redacted).unwrap();
        let written = fs::read_to_string(&path).unwrap();
        for secret in [
            "alice-pass",
            "alice@example.com",
            "558e470645b0425a9920710230da9238",
            "Zer4Dxbtv02g",
        ] {
            assert!(!written.contains(secret), "{secret} is written");
        }
        assert!(written.contains("/application/o/token/"));
        Recording::read(&path).unwrap();
    }

    #[test]
    fn errors_name_the_file_and_the_entry() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("broken.har");
        let missing = Recording::read(&path).unwrap_err().to_string();
        assert!(missing.contains("broken.har"), "{missing}");
        fs::write(&path, "{\"log\": {\n}}").unwrap();
        let format = Recording::read(&path).unwrap_err().to_string();
        assert!(
            format.contains("broken.har") && format.contains("line 2"),
            "{format}"
        );
        let entry = r#"{"log": {"version": "1.2", "creator": {"name": "", "version": ""}, "entries": [{
            "startedDateTime": "2026-11-24T00:35:48Z", "comment": "first try",
            "request": {"method": "GET", "url": "/nowhere", "headers": []},
            "response": {"status": 200, "headers": [], "content": {"size": 0}}}]}}"#;
        fs::write(&path, entry).unwrap();
        let entry = Recording::read(&path).unwrap_err().to_string();
        for part in ["broken.har", "entry 0", "first try", "/nowhere", "URL"] {
            assert!(entry.contains(part), "{entry}");
        }
    }
}

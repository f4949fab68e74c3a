//! An exchange as a command that repeats it.

use std::fmt::Write as _;

use http::Method;
use http::header::{ACCEPT_ENCODING, CONTENT_LENGTH, HOST, USER_AGENT};
use url::Url;

use crate::wire::{Exchange, redact_body, redact_headers, redact_target};

/// The request as a curl command for a shell, its secrets blanked. `base` is where the one who was
/// asked can be reached; without it the command has a variable.
pub fn curl(exchange: &Exchange, base: Option<&Url>) -> String {
    let request = &exchange.request;
    let variable = format!("${}", exchange.to.to_string().to_uppercase());
    let base = base.map_or(variable, |base| {
        base.as_str().trim_end_matches('/').to_owned()
    });
    let mut command = "curl --include".to_owned();
    if request.method != Method::GET {
        write!(command, " --request {}", request.method).ok();
    }
    let target = redact_target(&request.target);
    write!(command, " \"{base}\"{}", quote(&target)).ok();
    for (name, value) in &redact_headers(&request.headers) {
        // curl sets these itself.
        if [HOST, USER_AGENT, CONTENT_LENGTH, ACCEPT_ENCODING].contains(name) {
            continue;
        }
        let header = format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()));
        write!(command, " \\\n  --header {}", quote(&header)).ok();
    }
    if !request.body.is_empty() {
        let body = redact_body(&request.headers, &request.body);
        let body = quote(&String::from_utf8_lossy(&body));
        write!(command, " \\\n  --data {body}").ok();
    }
    command
}

/// A word for a POSIX shell.
fn quote(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn the_command_has_everything_but_secrets() {
        let command = curl(&sample::exchange(), None);
        assert_eq!(
            command,
            r#"curl --include --request POST "$OPENZRO"'/api/users?token=%5Bredacted%5D&it%27s=here' \
  --header 'authorization: [redacted]' \
  --header 'content-type: application/json' \
  --data '{"password":"[redacted]","name":"alice'\''s"}'"#
        );
    }
}

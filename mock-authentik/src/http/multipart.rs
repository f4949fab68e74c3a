//! `multipart/form-data` (RFC 7578), which Django takes wherever it takes a form.

/// The text fields of `body`. Files and malformed parts are passed over.
pub(crate) fn fields(content_type: &str, body: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(body);
    match parameter(content_type, "boundary") {
        Some(boundary) if !boundary.is_empty() => {
            let delimiter = format!("--{boundary}");
            text.split(&delimiter).filter_map(field).collect()
        }
        _ => Vec::new(),
    }
}

/// The name and value of one part: headers, an empty line, the value.
fn field(part: &str) -> Option<(String, String)> {
    let (headers, value) = part.strip_prefix("\r\n")?.split_once("\r\n\r\n")?;
    let disposition = headers.lines().find(|line| {
        line.get(..20)
            .is_some_and(|name| name.eq_ignore_ascii_case("content-disposition:"))
    })?;
    match parameter(disposition, "filename") {
        Some(_) => None,
        None => Some((
            parameter(disposition, "name")?,
            value.strip_suffix("\r\n")?.to_owned(),
        )),
    }
}

/// `name=value` or `name="value"` among the parameters of a header.
fn parameter(header: &str, name: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|parameter| {
        let (key, value) = parameter.trim().split_once('=')?;
        (key.eq_ignore_ascii_case(name)).then(|| value.trim_matches('"').to_owned())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=\"b0\"";

    proptest! {
        #[test]
        fn any_bytes_are_read(body: Vec<u8>) {
            fields(TYPE, &body);
        }

        #[test]
        fn values_are_kept(value in "[^-\r]*") {
            let body = format!(
                "--b0\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\n{value}\r\n--b0--\r\n"
            );
            prop_assert_eq!(fields(TYPE, body.as_bytes()), vec![("grant_type".to_owned(), value)]);
        }
    }

    #[test]
    fn files_are_passed_over() {
        let body = b"--b0\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\ny\r\n--b0--";
        assert_eq!(fields(TYPE, body), vec![]);
    }
}

//! Whatever is sent to whichever endpoint, it is answered: no panic (which would close the connection
//! without an answer), and no 500 but those of the real one.

mod asked;
mod control;
mod known;
mod words;

use proptest::prelude::*;

use crate::installation::{Installation, cases, runtime};
use crate::raw;
use asked::asked;
use known::Known;

#[test]
fn whatever_is_asked_is_answered() {
    let runtime = runtime();
    proptest!(cases(24), |(asked in prop::collection::vec(asked(), 40))| {
        runtime.block_on(async {
            let (installation, known) = Known::of_new().await;
            for one in &asked {
                let bytes = one.bytes(&known);
                let answer = raw::send(known.address, &bytes).await;
                let said = || String::from_utf8_lossy(&bytes).into_owned();
                let Some(status) = raw::status(&answer) else {
                    prop_assert!(false, "no answer to {}", said());
                    return Ok(());
                };
                prop_assert!(status < 500 || one.may_break(), "{status} to {}", said());
            }
            prop_assert!(installation.is_healthy().await);
            Ok(())
        })?;
    });
}

#[test]
fn what_is_no_http_is_refused() {
    let runtime = runtime();
    let installation = runtime.block_on(Installation::start());
    let address = installation.authentik.address();
    let line = "(GET|POST|PRI|[A-Z]{0,9})[ ]{0,2}(/|\\*|[a-z:/]{0,20}|/application/o/token/)[ ]{0,2}\
                (HTTP/1.1|HTTP/1.0|HTTP/2.0|.{0,5})";
    let header = "(Host|Content-Length|Transfer-Encoding|[a-zA-Z]{0,5})(:|)[ ]?\
                  (chunked|[0-9]{0,25}|-1|.{0,20})";
    let headers = prop::collection::vec(header, 0..4);
    let bytes = || prop::collection::vec(any::<u8>(), 0..60);
    let framed = (line, headers, bytes()).prop_map(|(line, headers, body)| {
        let head = format!(
            "{line}\r\n{}\r\nConnection: close\r\n\r\n",
            headers.join("\r\n")
        );
        [head.as_bytes(), &body].concat()
    });
    proptest!(cases(96), |(bytes in prop_oneof![3 => framed, 1 => bytes()])| {
        runtime.block_on(async {
            // It may have been half a request, which gets no answer.
            let answer = raw::hear(address, &bytes).await;
            if let Some(status) = raw::status(&answer) {
                prop_assert!(status < 500, "{status} to {}", String::from_utf8_lossy(&bytes));
            }
            prop_assert!(installation.is_healthy().await);
            Ok(())
        })?;
    });
}

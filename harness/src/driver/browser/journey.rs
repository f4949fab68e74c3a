//! One journey through pages and challenges, from the URL a person opens to where it ends.

use std::collections::HashMap;

use http::StatusCode;
use http::header::ACCEPT;
use serde_json::Value;
use url::{Url, form_urlencoded};

use super::executor::{self, Challenge};
use super::page::heading;
use super::{Browser, BrowserError, Credentials};
use crate::driver::Answer;
use crate::driver::http::without_query;

/// More pages and challenges than any flow has; two logins and a consent take about twenty.
const ENOUGH: usize = 50;

/// Where a journey ended.
#[derive(Debug)]
pub(super) enum Arrival {
    /// The browser was sent to the client's redirect URI with these parameters, in its query, its
    /// fragment or the body of a POST.
    AtClient(HashMap<String, String>),
    /// The device was approved.
    DeviceApproved,
    /// A page that leads no further.
    Page { status: StatusCode, title: String },
    /// A stage that this person does not get past.
    Stopped { component: String, message: String },
}

/// What a browser is to do next.
enum Next {
    Open(Url),
    Ask(Url),
    Respond(Url, Value),
    Arrive(Arrival),
}

/// A journey about to begin.
pub(super) struct Journey<'a> {
    pub(super) browser: &'a Browser,
    /// Who logs in; nobody stops at the first login form.
    pub(super) person: Option<&'a Credentials>,
    /// Where the client waits; a journey without a client never returns.
    pub(super) redirect_uri: Option<Url>,
    /// What is typed into the form for device codes.
    pub(super) user_code: Option<&'a str>,
}

impl Journey<'_> {
    /// Opens `start` and goes on until it ends somewhere.
    pub(super) async fn from(&self, start: Url) -> Result<Arrival, BrowserError> {
        let authentik = start.clone();
        let mut at = start.clone();
        let mut next = Next::Open(start);
        for _ in 0..ENOUGH {
            next = match next {
                Next::Open(url) if self.is_client(&url) => {
                    return Ok(Arrival::AtClient(parameters(&url)));
                }
                Next::Open(url) | Next::Ask(url) if url.origin() != authentik.origin() => {
                    return Err(BrowserError::Astray {
                        authentik: authentik.origin().ascii_serialization(),
                        to: without_query(&url),
                    });
                }
                Next::Open(url) => {
                    at.clone_from(&url);
                    self.open(url).await?
                }
                Next::Ask(url) => self.read(&self.browser.challenge(url).await?)?,
                Next::Respond(url, body) => self.read(&self.browser.respond(url, &body).await?)?,
                Next::Arrive(arrival) => return Ok(arrival),
            };
        }
        Err(BrowserError::Endless {
            hops: ENOUGH,
            at: without_query(&at),
        })
    }

    fn is_client(&self, url: &Url) -> bool {
        // Not `Url::origin`: those of custom schemes never equal each other.
        let place = |url: &Url| {
            let authority = url.authority().to_owned();
            (url.scheme().to_owned(), authority, url.path().to_owned())
        };
        self.redirect_uri
            .as_ref()
            .is_some_and(|client| place(client) == place(url))
    }

    async fn open(&self, url: Url) -> Result<Next, BrowserError> {
        let http = &self.browser.http;
        let answer = http.send(http.get(url).header(ACCEPT, "text/html")).await?;
        if let Some(to) = answer.redirect() {
            return Ok(Next::Open(to));
        }
        let flow = executor::behind(answer.url()).filter(|_| answer.status == StatusCode::OK);
        Ok(flow.map_or_else(|| page(&answer), Next::Ask))
    }

    /// Reads what the executor answered.
    fn read(&self, answer: &Answer) -> Result<Next, BrowserError> {
        if let Some(to) = answer.redirect() {
            return Ok(go(to));
        }
        let challenge = executor::read(answer)?;
        Ok(challenge.map_or_else(
            || page(answer),
            |challenge| self.meet(&challenge, answer.url()),
        ))
    }

    /// Decides what this person does about a challenge.
    fn meet(&self, challenge: &Challenge, executor: &Url) -> Next {
        if let Some(message) = challenge.error() {
            return stopped(challenge, message);
        }
        let respond =
            |fields: &[(&str, &str)]| Next::Respond(executor.clone(), challenge.response(fields));
        match (challenge.component.as_str(), self.person, self.user_code) {
            ("ak-stage-identification", Some(person), _) => {
                let mut fields = vec![("uid_field", person.username.as_str())];
                if challenge.flag("password_fields") {
                    fields.push(("password", person.password.reveal()));
                }
                respond(&fields)
            }
            ("ak-stage-password", Some(person), _) => {
                respond(&[("password", person.password.reveal())])
            }
            ("ak-stage-consent", Some(_), _) if self.browser.grants_consent => {
                respond(&[("token", challenge.text("token"))])
            }
            ("ak-provider-oauth2-device-code", _, Some(code)) => respond(&[("code", code)]),
            ("ak-provider-oauth2-device-code-finish", ..) => Next::Arrive(Arrival::DeviceApproved),
            ("ak-stage-autosubmit", ..) => match Url::parse(challenge.text("url")) {
                Ok(client) if self.is_client(&client) => {
                    Next::Arrive(Arrival::AtClient(challenge.texts("attrs")))
                }
                Ok(elsewhere) => Next::Open(elsewhere),
                Err(reason) => stopped(challenge, reason.to_string()),
            },
            ("xak-flow-redirect", ..) => match executor.join(challenge.text("to")) {
                Ok(to) => go(to),
                Err(reason) => stopped(challenge, reason.to_string()),
            },
            ("xak-flow-shell", ..) => Next::Arrive(Arrival::Page {
                status: StatusCode::OK,
                title: heading(challenge.text("body")),
            }),
            _ => stopped(challenge, challenge.text("error_message").to_owned()),
        }
    }
}

/// Goes where a redirect points: some point at the executor, most at a page.
fn go(to: Url) -> Next {
    if executor::is(&to) {
        Next::Ask(to)
    } else {
        Next::Open(to)
    }
}

fn page(answer: &Answer) -> Next {
    Next::Arrive(Arrival::Page {
        status: answer.status,
        title: heading(&answer.text()),
    })
}

fn stopped(challenge: &Challenge, message: String) -> Next {
    Next::Arrive(Arrival::Stopped {
        component: challenge.component.clone(),
        message,
    })
}

/// The parameters in a redirect's query and, for the modes that use it, in its fragment.
fn parameters(url: &Url) -> HashMap<String, String> {
    let fragment = url.fragment().unwrap_or_default().as_bytes();
    form_urlencoded::parse(fragment)
        .chain(url.query_pairs())
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_found_in_query_and_fragment() {
        let found = |url: &str| {
            let mut found: Vec<_> = parameters(&url.parse().unwrap()).into_iter().collect();
            found.sort();
            found
        };
        let both = [("code", "c1"), ("state", "s t")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(found("http://client/?code=c1&state=s+t"), both);
        assert_eq!(found("http://client/#code=c1&state=s%20t"), both);
        let beside_a_fragment = found("http://client/?code=c1&state=s+t#callback");
        assert_eq!(beside_a_fragment[1..], both);
    }
}

//! A client is answered at an address exactly when a reference model lets it be (reference, section 2.2).

use proptest::prelude::*;
use reqwest::Method;
use serde_json::{Value, json};

use crate::installation::{Client, Installation, cases, runtime};

/// A regular expression small enough to be matched by hand.
#[derive(Clone, Debug)]
enum Pattern {
    Letter(char),
    Any,
    OneOf(char, char),
    Optional(Box<Pattern>),
    Many(Box<Pattern>),
    Either(Vec<Pattern>, Vec<Pattern>),
}

impl Pattern {
    fn written(&self) -> String {
        match self {
            Self::Letter(letter) if letter.is_ascii_punctuation() => format!("\\{letter}"),
            Self::Letter(letter) => letter.to_string(),
            Self::Any => ".".into(),
            Self::OneOf(from, to) => format!("[{from}-{to}]"),
            Self::Optional(of) => format!("(?:{})?", of.written()),
            Self::Many(of) => format!("(?:{})*", of.written()),
            Self::Either(left, right) => format!("({}|{})", all_written(left), all_written(right)),
        }
    }

    /// What is left of `text` after each way in which the pattern fits its beginning.
    fn rests<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let first_that = |fits: &dyn Fn(char) -> bool| {
            let mut letters = text.chars();
            let fits = letters.next().is_some_and(fits);
            fits.then_some(letters.as_str()).into_iter().collect()
        };
        match self {
            Self::Letter(letter) => first_that(&|first| first == *letter),
            Self::Any => first_that(&|first| first != '\n'),
            Self::OneOf(from, to) => first_that(&|first| (*from..=*to).contains(&first)),
            Self::Optional(of) => [vec![text], of.rests(text)].concat(),
            Self::Many(of) => {
                let mut rests = vec![text];
                let mut seen = 0;
                while seen < rests.len() {
                    let further = of.rests(rests[seen]);
                    rests.extend(
                        further
                            .into_iter()
                            .filter(|rest| rest.len() < rests[seen].len())
                            .collect::<Vec<_>>(),
                    );
                    rests.sort_unstable_by_key(|rest| std::cmp::Reverse(rest.len()));
                    rests.dedup();
                    seen += 1;
                }
                rests
            }
            Self::Either(left, right) => [all_rests(left, text), all_rests(right, text)].concat(),
        }
    }
}

fn all_written(patterns: &[Pattern]) -> String {
    patterns.iter().map(Pattern::written).collect()
}

fn all_rests<'a>(patterns: &[Pattern], text: &'a str) -> Vec<&'a str> {
    patterns.iter().fold(vec![text], |rests, pattern| {
        rests
            .into_iter()
            .flat_map(|rest| pattern.rests(rest))
            .collect()
    })
}

/// How a redirect URI is allowed.
#[derive(Clone, Debug)]
enum Allowed {
    Strict(String),
    Regex(Vec<Pattern>),
    /// A regular expression that is none.
    Broken(String),
}

impl Allowed {
    fn to_json(&self) -> Value {
        let (mode, url) = match self {
            Self::Strict(url) => ("strict", url.clone()),
            Self::Regex(patterns) => ("regex", format!("https{}", all_written(patterns))),
            Self::Broken(url) => ("regex", url.clone()),
        };
        json!({"matching_mode": mode, "url": url})
    }

    fn allows(&self, uri: &str) -> bool {
        match self {
            Self::Strict(url) => url == uri,
            Self::Regex(patterns) => uri
                .strip_prefix("https")
                .is_some_and(|rest| all_rests(patterns, rest).contains(&"")),
            Self::Broken(_) => false,
        }
    }
}

/// A short alphabet, so that what is asked for often fits what is allowed.
fn letter() -> impl Strategy<Value = char> {
    prop::sample::select(vec!['a', 'b', ':', '/', '.', '?', 'é'])
}

fn patterns() -> impl Strategy<Value = Vec<Pattern>> {
    let leaf = prop_oneof![
        4 => letter().prop_map(Pattern::Letter),
        1 => Just(Pattern::Any),
        1 => Just(Pattern::OneOf('a', 'b')),
    ];
    let pattern = leaf.prop_recursive(3, 12, 3, |inner| {
        let some = || prop::collection::vec(inner.clone(), 0..3);
        prop_oneof![
            inner.clone().prop_map(|of| Pattern::Optional(Box::new(of))),
            inner.clone().prop_map(|of| Pattern::Many(Box::new(of))),
            (some(), some()).prop_map(|(left, right)| Pattern::Either(left, right)),
        ]
    });
    prop::collection::vec(pattern, 0..4)
}

fn uri() -> impl Strategy<Value = String> {
    let tail = || prop::collection::vec(letter(), 0..5).prop_map(String::from_iter);
    prop_oneof![
        6 => tail().prop_map(|tail| format!("https{tail}")),
        1 => tail(),
        1 => prop::sample::select(vec!["javascript:a", "JavaScript:a", "data:a", "vbscript:a", "app.example:/a"])
            .prop_map(str::to_owned),
    ]
}

fn allowed() -> impl Strategy<Value = Allowed> {
    prop_oneof![
        3 => uri().prop_filter("a URI", |uri| !uri.is_empty()).prop_map(Allowed::Strict),
        3 => patterns().prop_map(Allowed::Regex),
        1 => prop::sample::select(vec!["https(", "[", "*", "https\\"]).prop_map(|url| Allowed::Broken(url.into())),
    ]
}

/// The rules: some URI, one of the allowed ones, with no scheme that runs code.
fn model(allowed: &[Allowed], uri: &str) -> bool {
    let scheme = uri.split(':').next().unwrap_or_default().to_lowercase();
    let runs_code = ["javascript", "data", "vbscript"].contains(&scheme.as_str());
    !uri.is_empty() && !runs_code && allowed.iter().any(|one| one.allows(uri))
}

struct Subject {
    installation: Installation,
    client: Client,
}

impl Subject {
    async fn allow(&self, allowed: &[Allowed]) {
        let uris: Vec<Value> = allowed.iter().map(Allowed::to_json).collect();
        let path = format!("providers/oauth2/{}/", self.client.pk);
        let changes = Some(json!({"redirect_uris": uris}));
        let changed = self.installation.api(Method::PATCH, &path, changes).await;
        assert_eq!(changed.status, 200, "{:?}", changed.body);
    }

    /// Whether the browser is sent to log in rather than shown an error.
    async fn allows(&self, uri: &str) -> bool {
        let query = [
            ("client_id", self.client.id.as_str()),
            ("response_type", "code"),
            ("redirect_uri", uri),
        ];
        let request = self
            .installation
            .http
            .get(self.installation.url("/application/o/authorize/"));
        let status = request
            .query(&query)
            .send()
            .await
            .unwrap()
            .status()
            .as_u16();
        assert!([302, 400].contains(&status), "{uri:?} is answered {status}");
        status == 302
    }

    /// Whether the token endpoint takes it: then it is the code that is wrong.
    async fn redeems(&self, uri: &str) -> bool {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", "x"),
            ("redirect_uri", uri),
        ];
        let answer = self.installation.token(&self.client, &form).await;
        match answer.body["error"].as_str() {
            Some("invalid_grant") => true,
            // A scheme that runs code has an error of its own.
            Some("invalid_client" | "invalid_request") => false,
            error => panic!("{uri:?} is answered {error:?}"),
        }
    }
}

#[test]
fn a_redirect_uri_is_allowed_as_the_model_has_it() {
    let runtime = runtime();
    let subject = runtime.block_on(async {
        let installation = Installation::start().await;
        let client = installation.client("app", json!({})).await;
        Subject {
            installation,
            client,
        }
    });
    let lists = prop::collection::vec(allowed(), 1..4);
    proptest!(cases(200), |(list in lists, asked in prop::collection::vec(uri(), 1..6))| {
        // Beside what is drawn, each allowed URI itself and two near it.
        let near: Vec<String> = list.iter().filter_map(|one| match one {
            Allowed::Strict(url) => Some(url),
            _ => None,
        }).flat_map(|url| [url.clone(), format!("{url}/"), url.to_uppercase()]).collect();
        runtime.block_on(async {
            subject.allow(&list).await;
            for uri in asked.iter().chain(&near) {
                let expected = model(&list, uri);
                prop_assert_eq!(subject.allows(uri).await, expected, "{:?} at authorize", uri);
                prop_assert_eq!(subject.redeems(uri).await, expected, "{:?} at token", uri);
            }
            Ok(())
        })?;
    });
}

#[test]
fn a_client_that_allows_none_learns_the_first_that_is_used() {
    let runtime = runtime();
    let subject = runtime.block_on(async {
        let installation = Installation::start().await;
        let client = installation.client("app", json!({})).await;
        Subject {
            installation,
            client,
        }
    });
    let uri = || {
        uri().prop_filter("no script", |uri| {
            model(&[Allowed::Strict(uri.clone())], uri)
        })
    };
    proptest!(cases(32), |(first in uri(), second in uri())| {
        runtime.block_on(async {
            subject.allow(&[]).await;
            prop_assert!(subject.allows(&first).await);
            prop_assert_eq!(subject.allows(&second).await, first == second);
            prop_assert!(subject.allows(&first).await);
            Ok(())
        })?;
    });
}

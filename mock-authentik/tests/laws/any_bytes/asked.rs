//! Random requests.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Number, Value, json};

use super::known::{Form, Known};
use super::words::{ROUTES, field, header, method, nasty};
use crate::installation::ADMIN_TOKEN;
use crate::raw;

/// A value of whatever.
#[derive(Clone, Debug)]
enum Word {
    /// The `nth` thing that exists.
    Known(usize),
    Bytes(Vec<u8>),
}

impl Word {
    fn bytes(&self, known: &Known) -> Vec<u8> {
        match self {
            Self::Known(nth) => known.words[nth % known.words.len()].clone().into_bytes(),
            Self::Bytes(bytes) => bytes.clone(),
        }
    }

    fn percent_encoded(&self, known: &Known) -> String {
        url::form_urlencoded::byte_serialize(&self.bytes(known)).collect()
    }
}

fn word() -> impl Strategy<Value = Word> {
    prop_oneof![
        4 => any::<usize>().prop_map(Word::Known),
        3 => nasty().prop_map(|text| Word::Bytes(text.into())),
        1 => prop::collection::vec(any::<u8>(), 0..40).prop_map(Word::Bytes),
        1 => any::<String>().prop_map(|text| Word::Bytes(text.into_bytes())),
    ]
}

/// A JSON value whose texts are words.
#[derive(Clone, Debug)]
enum Json {
    Word(Word),
    Plain(Value),
    List(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

impl Json {
    fn value(&self, known: &Known) -> Value {
        match self {
            Self::Word(word) => {
                let text = String::from_utf8_lossy(&word.bytes(known)).into_owned();
                // The keys of users and providers are numbers.
                text.parse()
                    .map_or(Value::String(text), |number: i64| json!(number))
            }
            Self::Plain(value) => value.clone(),
            Self::List(items) => items.iter().map(|item| item.value(known)).collect(),
            Self::Object(fields) => {
                let value = |(name, value): &(&str, Self)| ((*name).to_owned(), value.value(known));
                Value::Object(fields.iter().map(value).collect())
            }
        }
    }
}

fn json_value() -> impl Strategy<Value = Json> {
    let number = |number| Number::from_f64(number).map_or(Value::Null, Value::Number);
    let plain = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|number| json!(number)),
        any::<u64>().prop_map(|number| json!(number)),
        any::<f64>().prop_map(number),
    ];
    let leaf = prop_oneof![3 => word().prop_map(Json::Word), 1 => plain.prop_map(Json::Plain)];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::List),
            prop::collection::vec((field(), inner), 0..4).prop_map(Json::Object),
        ]
    })
}

#[derive(Clone, Debug)]
enum Content {
    Nothing,
    /// A good form but for some fields.
    Form(usize, Vec<(&'static str, Word)>),
    /// An object that exists but for some fields.
    Object(usize, Vec<(&'static str, Json)>),
    Json(Json),
    Bytes(&'static str, Vec<u8>),
}

/// What is sent, mostly of the kind that the route reads.
fn content(route: &str) -> impl Strategy<Value = Content> + use<> {
    let types = select(vec![
        "application/json",
        "application/json; charset=utf-16",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
        "multipart/form-data",
        "text/plain",
        ";",
    ]);
    let form = (
        any::<usize>(),
        prop::collection::vec((field(), word()), 0..3),
    );
    let object = (
        any::<usize>(),
        prop::collection::vec((field(), json_value()), 0..4),
    );
    let bytes = (types, prop::collection::vec(any::<u8>(), 0..200));
    let (forms, objects) = if route.starts_with("/api/v3/") {
        (1, 8)
    } else {
        (8, 1)
    };
    prop_oneof![
        1 => Just(Content::Nothing),
        forms => form.prop_map(|(nth, fields)| Content::Form(nth, fields)),
        objects => object.prop_map(|(nth, fields)| Content::Object(nth, fields)),
        1 => json_value().prop_map(Content::Json),
        1 => bytes.prop_map(|(kind, bytes)| Content::Bytes(kind, bytes)),
    ]
}

#[derive(Clone, Debug)]
enum Asker {
    Nobody,
    Administrator,
    Browser,
}

/// A request.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    method: &'static str,
    route: &'static str,
    name: Word,
    query: Vec<(&'static str, Word)>,
    asker: Asker,
    headers: Vec<(&'static str, Word)>,
    content: Content,
}

pub(super) fn asked() -> impl Strategy<Value = Asked> {
    select(ROUTES).prop_flat_map(of_route)
}

fn of_route(route: &'static str) -> impl Strategy<Value = Asked> {
    let asker = prop_oneof![
        1 => Just(Asker::Nobody),
        8 => Just(Asker::Administrator),
        3 => Just(Asker::Browser),
    ];
    let query = prop::collection::vec((field(), word()), 0..3);
    let headers = prop::collection::vec((header(), word()), 1..3);
    let headers = prop_oneof![5 => Just(Vec::new()), 1 => headers];
    let name = prop_oneof![4 => any::<usize>().prop_map(Word::Known), 1 => word()];
    let parts = (method(route), name, query, asker, headers, content(route));
    parts.prop_map(
        move |(method, name, query, asker, headers, content)| Asked {
            method,
            route,
            name,
            query,
            asker,
            headers,
            content,
        },
    )
}

impl Asked {
    pub(super) fn bytes(&self, known: &Known) -> Vec<u8> {
        let name = match &self.name {
            Word::Known(nth) => known
                .object(self.route, *nth)
                .map(|(name, _)| name.to_owned()),
            Word::Bytes(_) => None,
        };
        let name = name.unwrap_or_else(|| self.name.percent_encoded(known));
        let path = self.route.replace("{}", &name);
        let mut query = pairs(known, &self.query);
        if self.route == "/application/o/authorize/" {
            query = format!("{}&{query}", written(&known.forms[0]));
        }
        let asker = match self.asker {
            Asker::Nobody => String::new(),
            Asker::Administrator => format!("Authorization: Bearer {ADMIN_TOKEN}\r\n"),
            Asker::Browser => known.browser.clone(),
        };
        let (kind, body) = self.content(known);
        let mut headers = format!("{asker}Content-Type: {kind}\r\n").into_bytes();
        for (name, word) in &self.headers {
            // What ends a line would end the header; framing has a law of its own.
            let value = word.bytes(known).into_iter();
            let value: Vec<u8> = value.filter(|byte| *byte >= b' ' && *byte != 127).collect();
            headers.extend([name.as_bytes(), b": ", &value, b"\r\n"].concat());
        }
        let target = format!("{path}?{query}");
        raw::request(self.method, target.as_bytes(), &headers, &body)
    }

    fn content(&self, known: &Known) -> (&'static str, Vec<u8>) {
        match &self.content {
            Content::Nothing => ("", Vec::new()),
            Content::Form(nth, fields) => {
                let good = written(&known.forms[nth % known.forms.len()]);
                let form = format!("{good}&{}", pairs(known, fields));
                ("application/x-www-form-urlencoded", form.into_bytes())
            }
            Content::Object(nth, fields) => {
                let object = known.object(self.route, *nth);
                let mut object = object.map_or_else(|| json!({}), |(_, object)| object.clone());
                for (name, value) in fields {
                    object[name] = value.value(known);
                }
                ("application/json", object.to_string().into_bytes())
            }
            Content::Json(value) => {
                let text = value.value(known).to_string();
                ("application/json", text.into_bytes())
            }
            Content::Bytes(kind, bytes) => (*kind, bytes.clone()),
        }
    }

    /// Whether the real one breaks here, too (recordings `05-prompt-variants`, "max_age=abc", and
    /// `34-misc-health-config`, "/-/metrics/ anonymous").
    pub(super) fn may_break(&self) -> bool {
        let has_max_age = self.query.iter().any(|(name, _)| *name == "max_age");
        match self.route {
            "/-/metrics/" => true,
            "/application/o/authorize/" => has_max_age,
            _ => false,
        }
    }
}

fn pairs(known: &Known, fields: &[(&str, Word)]) -> String {
    let pair = |(name, word): &(&str, Word)| format!("{name}={}", word.percent_encoded(known));
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

fn written(form: &Form) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish()
}

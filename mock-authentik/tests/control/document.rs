//! The OpenAPI document.

use std::collections::BTreeSet;

use reqwest::{Client, Method, StatusCode};
use serde_json::Value;

use super::Controlled;

/// Every `$ref` in a document.
fn references(value: &Value) -> Vec<&str> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, member)| match member {
                Value::String(target) if name == "$ref" => vec![target.as_str()],
                member => references(member),
            })
            .collect(),
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn the_document_is_openapi_and_its_references_lead_somewhere() {
    let mock = Controlled::start().await;
    let (_, document) = mock
        .ask(Method::GET, "/_mock/openapi.json", Value::Null)
        .await;
    let parsed = oas3::from_json(document.to_string()).unwrap();
    parsed.validate_version().unwrap();
    let references = references(&document);
    assert!(!references.is_empty());
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

/// `METHOD /path` of everything in the document, and of everything in the documentation's table.
#[tokio::test]
async fn the_documentation_lists_what_the_document_does() {
    let mock = Controlled::start().await;
    let (_, document) = mock
        .ask(Method::GET, "/_mock/openapi.json", Value::Null)
        .await;
    let paths = document["paths"].as_object().unwrap();
    let operations = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().keys();
        methods.map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    let operations: BTreeSet<_> = operations.collect();
    let lines = include_str!("../../../docs/control.md").lines();
    let cells =
        lines.filter_map(|line| Some(line.strip_prefix("| `")?.split_once("` |")?.0.to_owned()));
    assert_eq!(cells.collect::<BTreeSet<_>>(), operations);
}

#[tokio::test]
async fn every_documented_operation_is_there_and_says_what_it_does() {
    let mock = Controlled::start().await;
    let (_, document) = mock
        .ask(Method::GET, "/_mock/openapi.json", Value::Null)
        .await;
    for (path, item) in document["paths"].as_object().unwrap() {
        let concrete = path.replace(['{', '}'], "");
        for (method, operation) in item.as_object().unwrap() {
            assert!(operation["summary"].is_string(), "{method} {path}");
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            // Only the head: a stream's body has no end.
            let answer = Client::new().request(method.clone(), mock.0.url() + &concrete);
            let answer = answer.send().await.unwrap();
            assert_ne!(
                answer.status(),
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}"
            );
            if answer.status() == StatusCode::NOT_FOUND {
                let message = answer.text().await.unwrap();
                assert!(!message.contains("there is no /_mock"), "{message}");
            }
        }
    }
}

//! One step's work: the API in the step's name, so that every error and report says which step.

use http::{Method, StatusCode};
use serde_json::{Map, Value};

use super::release::{Facts, OLDEST};
use super::{AuthentikApi, Change, GuideStep, ProvisionError, StepReport};

/// The largest page that Authentik gives since 2025.12.
const PAGE_SIZE: u32 = 100;

/// A thing that a step wants to exist, and how to find it.
pub(super) struct Thing<'a> {
    /// What reports and errors call it: `provider openZro`.
    pub(super) what: String,
    /// Its collection's path: `providers/oauth2/`.
    pub(super) collection: &'a str,
    /// The field that tells it from others of its kind; also the name of the collection's filter.
    pub(super) key: &'static str,
    /// The field that its own path ends with.
    pub(super) id: &'static str,
    /// Its fields as the guide wants them, the key among them.
    pub(super) fields: Value,
}

/// One step of the guide at work.
pub(super) struct Work<'a> {
    pub(super) api: &'a AuthentikApi,
    /// What its version has; what the oldest has until that is known.
    pub(super) facts: Facts,
    pub(super) step: GuideStep,
    pub(super) reports: Vec<StepReport>,
}

impl<'a> Work<'a> {
    pub(super) fn on(api: &'a AuthentikApi, step: GuideStep) -> Self {
        Self {
            api,
            facts: OLDEST.facts(),
            step,
            reports: Vec::new(),
        }
    }

    /// Sends a request that must succeed, and gives the answer's body.
    pub(super) async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, ProvisionError> {
        let step = self.step;
        let answer = self
            .api
            .request(method.clone(), path, body)
            .await
            .map_err(|source| ProvisionError::Http { step, source })?;
        let path = format!("/api/v3/{path}");
        match answer.status {
            status if status.is_success() => Ok(answer.body),
            StatusCode::FORBIDDEN => Err(ProvisionError::Forbidden {
                step,
                method,
                path,
                detail: text(&answer.body, "detail").unwrap_or_default().to_owned(),
            }),
            status => Err(ProvisionError::Refused {
                step,
                method,
                path,
                status,
                answer: shown(&answer.body),
            }),
        }
    }

    pub(super) async fn get(&self, path: &str) -> Result<Value, ProvisionError> {
        self.call(Method::GET, path, None).await
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> Result<Value, ProvisionError> {
        self.call(Method::POST, path, Some(body)).await
    }

    pub(super) async fn patch(&self, path: &str, body: &Value) -> Result<Value, ProvisionError> {
        self.call(Method::PATCH, path, Some(body)).await
    }

    /// The first object of a collection that is `wanted`, on whichever page. `filter` is a query
    /// that narrows the search where Authentik knows it.
    pub(super) async fn find(
        &self,
        collection: &str,
        filter: &[(&str, &str)],
        wanted: impl Fn(&Value) -> bool,
    ) -> Result<Option<Value>, ProvisionError> {
        let mut page = 1;
        while page != 0 {
            let query = url::form_urlencoded::Serializer::new(String::new())
                .extend_pairs(filter)
                .append_pair("page", &page.to_string())
                .append_pair("page_size", &PAGE_SIZE.to_string())
                .finish();
            let mut list = self.get(&format!("{collection}?{query}")).await?;
            let results = list["results"].as_array_mut().map(std::mem::take);
            if let Some(found) = results.into_iter().flatten().find(&wanted) {
                return Ok(Some(found));
            }
            // Authentik says 0 when there is no next page.
            page = list["pagination"]["next"].as_u64().unwrap_or(0);
        }
        Ok(None)
    }

    /// The object whose `key` is `value`, which the guide takes for granted.
    pub(super) async fn existing(
        &self,
        collection: &str,
        (key, value): (&str, &str),
        remedy: &'static str,
    ) -> Result<Value, ProvisionError> {
        self.find(collection, &[(key, value)], |one| one[key] == value)
            .await?
            .ok_or_else(|| ProvisionError::Missing {
                step: self.step,
                what: format!("{key} `{value}` under /api/v3/{collection}"),
                remedy,
            })
    }

    /// Sees to it that `thing` exists as wanted, reports what that took, and gives the whole object.
    pub(super) async fn ensure(&mut self, thing: Thing<'_>) -> Result<Value, ProvisionError> {
        let key = text(&thing.fields, thing.key).unwrap_or_default();
        let found = self
            .find(thing.collection, &[(thing.key, key)], |one| {
                one[thing.key] == key
            })
            .await?;
        let Some(found) = found else {
            let created = self.post(thing.collection, &thing.fields).await?;
            self.report(thing.what, Change::Created);
            return Ok(created);
        };
        let differing: Map<String, Value> = thing
            .fields
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(name, wanted)| !same(&found[name.as_str()], wanted))
            .map(|(name, wanted)| (name.clone(), wanted.clone()))
            .collect();
        if differing.is_empty() {
            self.report(thing.what, Change::Unchanged);
            return Ok(found);
        }
        let id = self.id_of(&found, thing.id, &thing.what)?;
        let fields = differing.keys().cloned().collect();
        let path = format!("{}{id}/", thing.collection);
        let changed = self.patch(&path, &differing.into()).await?;
        self.report(thing.what, Change::Changed(fields));
        Ok(changed)
    }

    pub(super) fn report(&mut self, item: impl Into<String>, change: Change) {
        self.reports.push(StepReport {
            step: self.step,
            item: item.into(),
            change,
        });
    }

    /// A text in an object that must have it.
    pub(super) fn text_of(
        &self,
        object: &Value,
        field: &'static str,
        what: &str,
    ) -> Result<String, ProvisionError> {
        let found = text(object, field).map(str::to_owned);
        found.ok_or_else(|| self.lacks(field, what))
    }

    /// A number in an object that must have it.
    pub(super) fn number_of(
        &self,
        object: &Value,
        field: &'static str,
        what: &str,
    ) -> Result<i64, ProvisionError> {
        let found = object[field].as_i64();
        found.ok_or_else(|| self.lacks(field, what))
    }

    /// A number or a text that paths end with.
    fn id_of(
        &self,
        object: &Value,
        field: &'static str,
        what: &str,
    ) -> Result<String, ProvisionError> {
        let number = self.number_of(object, field, what);
        number
            .map(|number| number.to_string())
            .or_else(|_| self.text_of(object, field, what))
    }

    fn lacks(&self, field: &'static str, what: &str) -> ProvisionError {
        ProvisionError::Field {
            step: self.step,
            what: what.to_owned(),
            field,
        }
    }
}

fn text<'v>(object: &'v Value, field: &str) -> Option<&'v str> {
    object[field].as_str()
}

/// An answer as an error shows it: JSON in one line, HTML not at all.
fn shown(body: &Value) -> String {
    match body {
        Value::String(_) => "a page that is not JSON".to_owned(),
        Value::Null => "nothing".to_owned(),
        json => json.to_string(),
    }
}

/// Whether a field is as wanted. Authentik gives lists of ids in an order of its own, and objects
/// with fields nobody asked for.
fn same(found: &Value, wanted: &Value) -> bool {
    match (found, wanted) {
        (Value::Array(found), Value::Array(wanted)) => {
            found.len() == wanted.len()
                && wanted
                    .iter()
                    .all(|wanted| found.iter().any(|found| same(found, wanted)))
        }
        (Value::Object(found), Value::Object(wanted)) => wanted
            .iter()
            .all(|(name, wanted)| found.get(name).is_some_and(|found| same(found, wanted))),
        _ => found == wanted,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn order_and_fields_nobody_asked_for_do_not_matter() {
        assert!(same(&json!(["b", "a"]), &json!(["a", "b"])));
        assert!(same(
            &json!([{"url": "u", "more": 1}]),
            &json!([{"url": "u"}])
        ));
        assert!(!same(&json!(["a", "b", "c"]), &json!(["a", "b"])));
        assert!(!same(&json!(["a", "a"]), &json!(["a", "b"])));
        assert!(!same(&json!({"url": "u"}), &json!({"url": "v"})));
        assert!(!same(&Value::Null, &json!("x")));
    }
}

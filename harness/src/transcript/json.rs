//! JSON, for people: short values on one line, long ones on several.

use serde_json::{Map, Value};

use super::placeholders::Placeholders;

/// The longest line.
const WIDTH: usize = 110;

/// `value` with placeholders in place of what differs from run to run.
pub(super) fn stable(shown: &mut Placeholders, field: &str, value: &Value) -> Value {
    match value {
        Value::String(_) if field == "x5c" => "[certificate]".into(),
        Value::String(text) => shown.value(field, text).into(),
        Value::Number(number) => {
            let person = number.as_i64().and_then(|pk| shown.person(field, pk));
            match (person, field) {
                (Some(person), _) => person.into(),
                // A group's number is drawn from its UUID.
                (None, "num_pk") => "[num-pk]".into(),
                (None, _) => value.clone(),
            }
        }
        Value::Array(items) => {
            let stable = items.iter().map(|item| stable(shown, field, item));
            let mut items: Vec<Value> = stable.collect();
            // openZro lists its users in no fixed order.
            if items
                .iter()
                .all(|item| item.get("is_service_user").is_some())
            {
                items.sort_by_cached_key(Value::to_string);
            }
            items.into()
        }
        Value::Object(members) => {
            let person = members.contains_key("username") || members.contains_key("user_uid");
            let member = |(name, member): (&String, &Value)| {
                // `pk` and `id` number other things too.
                let field = match name.as_str() {
                    "pk" if !person && member.is_number() => "number",
                    name => name,
                };
                (name.clone(), stable(shown, field, member))
            };
            Value::Object(members.iter().map(member).collect::<Map<_, _>>())
        }
        Value::Null | Value::Bool(_) => value.clone(),
    }
}

/// `value` in lines that begin with `indent` spaces.
pub(super) fn print(value: &Value, indent: usize) -> String {
    let mut text = " ".repeat(indent);
    write(value, indent, &mut text);
    text
}

fn write(value: &Value, indent: usize, text: &mut String) {
    let line = one_line(value);
    let start = text.len() - text.rfind('\n').map_or(0, |end| end + 1);
    if start + line.chars().count() <= WIDTH || !has_parts(value) {
        text.push_str(&line);
        return;
    }
    let inner = indent + 2;
    let item = |text: &mut String| {
        text.push('\n');
        text.push_str(&" ".repeat(inner));
    };
    match value {
        Value::Array(items) => {
            text.push('[');
            for (at, value) in items.iter().enumerate() {
                item(text);
                write(value, inner, text);
                text.push_str(if at + 1 < items.len() { "," } else { "" });
            }
        }
        Value::Object(members) => {
            text.push('{');
            for (at, (name, value)) in members.iter().enumerate() {
                item(text);
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push_str(": ");
                write(value, inner, text);
                text.push_str(if at + 1 < members.len() { "," } else { "" });
            }
        }
        _ => {}
    }
    text.push('\n');
    text.push_str(&" ".repeat(indent));
    text.push(if value.is_array() { ']' } else { '}' });
}

fn has_parts(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => false,
    }
}

fn one_line(value: &Value) -> String {
    let join = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::Array(items) => format!("[{}]", join(items.iter().map(one_line).collect())),
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let member = |(name, value): (&String, &Value)| {
                format!("{}: {}", Value::from(name.as_str()), one_line(value))
            };
            format!("{{ {} }}", join(members.iter().map(member).collect()))
        }
        scalar => scalar.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn short_objects_take_one_line_and_long_ones_a_line_a_member() {
        assert_eq!(
            print(&json!({"a": 1, "b": [true, null]}), 2),
            "  { \"a\": 1, \"b\": [true, null] }"
        );
        let long = "x".repeat(100);
        let expected = format!("{{\n  \"long\": \"{long}\",\n  \"short\": {{}}\n}}");
        assert_eq!(print(&json!({"long": long, "short": {}}), 0), expected);
    }

    #[test]
    fn printed_json_is_the_same_json() {
        let value = json!({"long": "x".repeat(90), "deep": [{"a": ["y".repeat(120), 1.5]}, []]});
        assert_eq!(
            serde_json::from_str::<Value>(&print(&value, 4)).unwrap(),
            value
        );
    }
}

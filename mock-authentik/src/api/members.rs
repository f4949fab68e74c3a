//! Members of answers that older versions do not have.

use serde_json::Value;

/// Takes members out of an object; the others keep their order.
pub(crate) fn drop_members(object: &mut Value, names: &[&str]) {
    if let Value::Object(members) = object {
        members.retain(|name, _| !names.contains(&name.as_str()));
    }
}

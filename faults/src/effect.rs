//! Any effect: on the wire, or at the issuer.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, EnumAccess, Error, IntoDeserializer, VariantAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, forward_to_deserialize_any};
use serde_json::Value;

use crate::{Defect, WireEffect};

/// What a fault does where tokens are issued: anything that can happen on the wire, and defects of what
/// is issued. Written as whichever it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Effect {
    /// Something happens to the answer on its way.
    Wire(WireEffect),
    /// Something is wrong with what is issued or published.
    Defect(Defect),
}

impl From<WireEffect> for Effect {
    fn from(effect: WireEffect) -> Self {
        Self::Wire(effect)
    }
}

impl From<Defect> for Effect {
    fn from(defect: Defect) -> Self {
        Self::Defect(defect)
    }
}

/// By the variant's name, so that an error stands where the mistake is; serde's `untagged` cannot tell.
impl<'de> Deserialize<'de> for Effect {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_enum("Effect", &[], ByName)
    }
}

struct ByName;

impl<'de> Visitor<'de> for ByName {
    type Value = Effect;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "an effect: status, latency, reset, truncate_body, content_type, token or jwks",
        )
    }

    fn visit_enum<A: EnumAccess<'de>>(self, from: A) -> Result<Effect, A::Error> {
        let (name, content) = from.variant::<String>()?;
        let named = Named {
            name: &name,
            content,
        };
        if Defect::NAMES.contains(&&*name) {
            Defect::deserialize(named).map(Effect::Defect)
        } else if WireEffect::NAMES.contains(&&*name) {
            WireEffect::deserialize(named).map(Effect::Wire)
        } else {
            Err(A::Error::custom(format!(
                "unknown effect `{name}`, expected one of {}",
                [&WireEffect::NAMES[..], &Defect::NAMES[..]]
                    .concat()
                    .join(", ")
            )))
        }
    }
}

/// A variant whose name has been read already.
struct Named<'a, C> {
    name: &'a str,
    content: C,
}

impl<'de, C: VariantAccess<'de>> Deserializer<'de> for Named<'_, C> {
    type Error = C::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, C::Error> {
        visitor.visit_enum(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, C: VariantAccess<'de>> EnumAccess<'de> for Named<'_, C> {
    type Error = C::Error;
    type Variant = C;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, C), C::Error> {
        let name: StrDeserializer<'_, C::Error> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self.content))
    }
}

/// One of the variants of either.
impl JsonSchema for Effect {
    fn schema_name() -> Cow<'static, str> {
        "Effect".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = WireEffect::json_schema(generator);
        let mut defects = Defect::json_schema(generator);
        if let (Some(Value::Array(all)), Some(Value::Array(more))) =
            (schema.get_mut("oneOf"), defects.get_mut("oneOf"))
        {
            all.append(more);
        }
        schema
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{Fault, JwksDefect, Route, TokenDefect, TokenFault, WhichToken};

    fn fault(yaml: &str) -> Result<Fault<Route, Effect>, serde_saphyr::Error> {
        serde_saphyr::from_str(yaml)
    }

    #[test]
    fn faults_are_written_in_plain_words() {
        let effect = |yaml: &str| fault(&format!("name: x\neffect: {yaml}")).unwrap().effect;
        assert_eq!(effect("reset"), WireEffect::Reset.into());
        let slow = WireEffect::Latency(Duration::from_secs(90));
        assert_eq!(effect("{latency: 1m 30s}"), slow.into());
        let token = |defect, of| Effect::from(Defect::Token(TokenFault { defect, of }));
        assert_eq!(
            effect("{token: {defect: expired}}"),
            token(TokenDefect::Expired, WhichToken::Both)
        );
        let missing = TokenDefect::MissingClaims(vec!["sub".to_owned()]);
        assert_eq!(
            effect("{token: {defect: {missing_claims: [sub]}, of: id}}"),
            token(missing, WhichToken::Id)
        );
        assert_eq!(
            effect("{jwks: empty}"),
            Defect::Jwks(JwksDefect::Empty).into()
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        for yaml in [
            "{name: a, matches: {method: GET, path: /a/*}, times: 2, effect: {status: {status: 429, retry_after: 5}}}",
            "{name: b, effect: truncate_body}",
            "{name: c, effect: {content_type: text/html}}",
            "{name: d, effect: {token: {defect: hs256_with_public_key, of: access}}}",
        ] {
            let read = fault(yaml).unwrap();
            let json = serde_json::to_string(&read).unwrap();
            let again: Fault<Route, Effect> = serde_json::from_str(&json).unwrap();
            assert_eq!(again, read, "{json}");
        }
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        for (yaml, place, word) in [
            ("name: x\neffect: reset\nfoo: 1", "line 3", "foo"),
            ("name: x\neffect: explode", "line 2", "explode"),
            ("name: x\neffect:\n  status: {status: 99}", "line 3", "99"),
            (
                "name: x\neffect:\n  status:\n    retry-after: 5",
                "line 4",
                "retry-after",
            ),
            (
                "name: x\neffect: {content_type: \"a\\nb\"}",
                "line 2",
                "header",
            ),
            (
                "name: x\neffect:\n  token:\n    defect: old",
                "line 4",
                "old",
            ),
            (
                "name: x\neffect: reset\nmatches: {form: cli}",
                "line 3",
                "form",
            ),
        ] {
            let error = fault(yaml).unwrap_err().to_string();
            assert!(
                error.contains(place) && error.contains(word),
                "{yaml}: {error}"
            );
        }
    }

    #[test]
    fn the_schema_names_every_variant() {
        let schema = schemars::schema_for!(Effect);
        let text = schema.as_value().to_string();
        for name in WireEffect::NAMES.iter().chain(&Defect::NAMES) {
            assert!(text.contains(&format!("\"{name}\"")), "{name}: {text}");
        }
        assert_eq!(schema.get("oneOf").unwrap().as_array().unwrap().len(), 7);
    }
}

//! Tokens that people can read.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::Exchange;
use crate::http::Form;

/// A JSON Web Token, decoded and not verified, without its signature.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DecodedToken {
    /// Its header.
    pub header: Map<String, Value>,
    /// Its claims.
    pub claims: Map<String, Value>,
}

impl DecodedToken {
    /// Reads a signed token; `None` for any other text.
    pub fn read(text: &str) -> Option<Self> {
        let (header, rest) = text.split_once('.')?;
        let (claims, signature) = rest.split_once('.')?;
        if signature.contains('.') {
            return None;
        }
        let object = |part: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok();
        Some(Self {
            header: object(header)?,
            claims: object(claims)?,
        })
    }
}

/// A token in an exchange, and where it stood.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct NamedToken {
    /// The header, the field or the member that held it, such as `authorization` or `id_token`.
    pub name: String,
    /// The token.
    #[serde(flatten)]
    pub token: DecodedToken,
}

impl Exchange {
    /// The tokens that were sent either way: in `Authorization`, the query, the form, or the members of
    /// the answer.
    pub fn tokens(&self) -> Vec<NamedToken> {
        let authorization = self.request_headers.get("authorization");
        let bearer = authorization.as_deref().unwrap_or_default();
        let bearer = bearer.strip_prefix("Bearer ").unwrap_or_default();
        let query = Form::parse(self.query().unwrap_or_default().as_bytes());
        let form = self.form().unwrap_or_default();
        let answer: Map<String, Value> =
            serde_json::from_slice(self.answer_body.bytes()).unwrap_or_default();
        let members = answer
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
        [("authorization", bearer)]
            .into_iter()
            .chain(query.iter())
            .chain(form.iter())
            .chain(members)
            .filter_map(|(name, value)| {
                Some(NamedToken {
                    name: name.to_owned(),
                    token: DecodedToken::read(value)?,
                })
            })
            .collect()
    }
}

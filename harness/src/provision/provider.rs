//! Step 1: the OAuth2 provider.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::release::Facts;
use super::work::{Thing, Work};
use super::{Change, Guide, ProvisionError};
use crate::Secret;

/// Step 1: "Create OAuth2/OpenID Provider in Authentik".
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProviderGuide {
    /// Name.
    pub name: String,
    /// The slug of the authorization flow.
    pub authorization_flow: String,
    /// The slug of the invalidation flow, which Authentik's form fills in by itself.
    pub invalidation_flow: String,
    /// Client type.
    pub client_type: ClientType,
    /// Redirect URIs; the guide's two, for `domain`, when not given.
    pub redirect_uris: Option<Vec<RedirectUri>>,
    /// Access code validity, as Authentik writes it; also the life of device codes.
    pub access_code_validity: String,
    /// Access token validity.
    pub access_token_validity: String,
    /// Refresh token validity.
    pub refresh_token_validity: String,
    /// Subject mode. openZro needs `user_id`, because it looks users up by number.
    pub sub_mode: SubMode,
    /// What the issuer is.
    pub issuer_mode: IssuerMode,
    /// Whether the claims of the scopes are in the tokens too, not only at the userinfo endpoint.
    pub include_claims_in_id_token: bool,
    /// Signing key.
    pub signing_key: SigningKey,
    /// The scopes whose mappings are assigned. The guide names none, so this is what Authentik's form
    /// selects by itself, and what openZro needs on top.
    pub scopes: Vec<String>,
}

impl Default for ProviderGuide {
    fn default() -> Self {
        Self {
            name: "openZro".to_owned(),
            authorization_flow: "default-provider-authorization-explicit-consent".to_owned(),
            invalidation_flow: "default-provider-invalidation-flow".to_owned(),
            client_type: ClientType::Public,
            redirect_uris: None,
            access_code_validity: "minutes=10".to_owned(),
            access_token_validity: "hours=1".to_owned(),
            refresh_token_validity: "days=30".to_owned(),
            sub_mode: SubMode::UserId,
            issuer_mode: IssuerMode::PerProvider,
            include_claims_in_id_token: true,
            signing_key: SigningKey::SelfSigned,
            scopes: [
                "openid",
                "email",
                "profile",
                "offline_access",
                "goauthentik.io/api",
            ]
            .map(str::to_owned)
            .to_vec(),
        }
    }
}

/// Whether a client has a secret to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClientType {
    /// It has none.
    Public,
    /// It has one.
    Confidential,
}

/// What a token's `sub` is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubMode {
    /// A hash of the user's number; Authentik's default.
    HashedUserId,
    /// The user's number; the guide's choice.
    UserId,
    /// The user's UUID.
    UserUuid,
    /// The e-mail address.
    UserEmail,
    /// The user name.
    UserUsername,
    /// The attribute `upn`.
    UserUpn,
}

/// What a token's `iss` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IssuerMode {
    /// `…/application/o/SLUG/`.
    PerProvider,
    /// Authentik's base URL.
    Global,
}

/// What tokens are signed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SigningKey {
    /// `authentik Self-signed Certificate`, an RSA key.
    SelfSigned,
    /// A P-256 key, made if there is none yet.
    Ec,
    /// None: tokens are signed with the client's secret (HS256).
    None,
}

/// A redirect URI and how it is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RedirectUri {
    /// How.
    pub matching_mode: MatchingMode,
    /// The URI, or the regular expression.
    pub url: String,
}

/// How a redirect URI is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatchingMode {
    /// Character by character.
    Strict,
    /// As a regular expression that matches the whole.
    Regex,
}

/// What openZro needs to know of the provider.
pub(super) struct Provider {
    pub(super) pk: i64,
    pub(super) client_id: String,
    pub(super) client_secret: Secret,
}

impl Guide {
    /// The provider's redirect URIs: those that were given, or the guide's two.
    pub fn redirect_uris(&self) -> Vec<RedirectUri> {
        let guides = || {
            let regex = format!("https://{}/.*", self.domain);
            let strict = "http://localhost:53000".to_owned();
            [(MatchingMode::Regex, regex), (MatchingMode::Strict, strict)]
                .map(|(matching_mode, url)| RedirectUri { matching_mode, url })
                .to_vec()
        };
        self.provider.redirect_uris.clone().unwrap_or_else(guides)
    }
}

const DEFAULTS_REMEDY: &str =
    "a fresh Authentik has it from its blueprints: wait until its worker has applied them";

/// Does the step.
pub(super) async fn ensure(work: &mut Work<'_>, guide: &Guide) -> Result<Provider, ProvisionError> {
    let wanted = &guide.provider;
    let what = format!("provider {}", wanted.name);
    let mut mappings = Vec::new();
    let unmapped = work.facts.unmapped_scopes;
    let mapped = |scope: &&String| !unmapped.contains(&scope.as_str());
    for scope in wanted.scopes.iter().filter(mapped) {
        let key = ("scope_name", scope.as_str());
        let remedy = "name the scope of a mapping under Customization, Property Mappings";
        let mapping = work
            .existing(work.facts.scope_mappings, key, remedy)
            .await?;
        mappings.push(work.text_of(&mapping, "pk", "scope mapping")?);
    }
    let authorization = flow(work, &wanted.authorization_flow).await?;
    let invalidation = if work.facts.has_invalidation_flows {
        Some(flow(work, &wanted.invalidation_flow).await?)
    } else {
        None
    };
    let mut fields = json!({
        "name": wanted.name,
        "authorization_flow": authorization,
        "client_type": wanted.client_type,
        "redirect_uris": redirect_uris(guide, work.facts),
        "access_code_validity": wanted.access_code_validity,
        "access_token_validity": wanted.access_token_validity,
        "refresh_token_validity": wanted.refresh_token_validity,
        "include_claims_in_id_token": wanted.include_claims_in_id_token,
        "signing_key": signing_key(work, wanted.signing_key).await?,
        "sub_mode": wanted.sub_mode,
        "issuer_mode": wanted.issuer_mode,
        "property_mappings": mappings,
    });
    if let Some(invalidation) = invalidation {
        fields["invalidation_flow"] = invalidation.into();
    }
    let thing = Thing {
        what: what.clone(),
        collection: "providers/oauth2/",
        key: "name",
        id: "pk",
        fields,
    };
    let provider = work.ensure(thing).await?;
    Ok(Provider {
        pk: work.number_of(&provider, "pk", &what)?,
        client_id: work.text_of(&provider, "client_id", &what)?,
        client_secret: work.text_of(&provider, "client_secret", &what)?.into(),
    })
}

/// The redirect URIs as the version takes them: where they are lines, a strict one is a regular expression
/// like any other.
fn redirect_uris(guide: &Guide, facts: Facts) -> Value {
    let uris = guide.redirect_uris();
    if !facts.redirect_uris_are_lines {
        return json!(uris);
    }
    let lines: Vec<String> = uris.into_iter().map(|uri| uri.url).collect();
    lines.join("\n").into()
}

async fn flow(work: &Work<'_>, slug: &str) -> Result<String, ProvisionError> {
    let flow = work
        .existing("flows/instances/", ("slug", slug), DEFAULTS_REMEDY)
        .await?;
    work.text_of(&flow, "pk", "flow")
}

async fn signing_key(work: &mut Work<'_>, key: SigningKey) -> Result<Value, ProvisionError> {
    const KEYPAIRS: &str = "crypto/certificatekeypairs/";
    let keypair = match key {
        SigningKey::None => return Ok(Value::Null),
        SigningKey::SelfSigned => {
            let name = ("name", "authentik Self-signed Certificate");
            work.existing(KEYPAIRS, name, DEFAULTS_REMEDY).await?
        }
        SigningKey::Ec => {
            let name = "openZro EC";
            let is_it = |keypair: &Value| keypair["name"] == name;
            let found = work.find(KEYPAIRS, &[("name", name)], is_it).await?;
            let change = found
                .as_ref()
                .map_or(Change::Created, |_| Change::Unchanged);
            work.report(format!("certificate-key pair {name}"), change);
            if let Some(keypair) = found {
                keypair
            } else {
                let body = json!({ "common_name": name, "validity_days": 365, "alg": "ecdsa" });
                work.post(&format!("{KEYPAIRS}generate/"), &body).await?
            }
        }
    };
    work.text_of(&keypair, "pk", "certificate-key pair")
        .map(Value::from)
}

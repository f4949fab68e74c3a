//! OAuth2 providers.

use std::sync::Arc;

use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::Deserialize;
use uuid::Uuid;

use super::named::Named;
use super::{SeedError, SeedErrorKind};
use crate::api::new_provider;
use crate::app::App;
use crate::crypto::{KeyAlgorithm, KeyPair, Names};
use crate::model::{
    CertificateKeyPair, ClientType, IssuerMode, MatchingMode, Provider, RedirectUri, SubMode,
    Validity,
};
use crate::store::Store;

/// Named as the guide's.
const ELLIPTIC: &str = "openZro EC";
const SELF_SIGNED: &str = "authentik Self-signed Certificate";

/// A provider. What is not said is as in openZro's guide.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ProviderSeed {
    /// Its name.
    name: String,
    /// The client id; a random one when absent.
    client_id: Option<String>,
    /// The client secret, which public clients have too; a random one when absent.
    client_secret: Option<String>,
    /// Whether the client can keep it.
    client_type: ClientType,
    /// The redirect URIs; the guide's two, for the application's `domain`, when absent.
    redirect_uris: Option<Vec<RedirectUri>>,
    /// The slug of the authorization flow.
    authorization_flow: Named,
    /// The slug of the invalidation flow.
    invalidation_flow: Named,
    /// How long authorization codes live, and device codes.
    access_code_validity: Validity,
    /// How long access tokens live.
    access_token_validity: Validity,
    /// How long refresh tokens live.
    refresh_token_validity: Validity,
    /// What `sub` is made of.
    sub_mode: SubMode,
    /// What the issuer is.
    issuer_mode: IssuerMode,
    /// Whether the claims of the scopes are in the tokens too, not only at the userinfo endpoint.
    include_claims_in_id_token: bool,
    /// What tokens are signed with.
    signing_key: SigningKey,
    /// The scopes whose mappings are assigned.
    scopes: Vec<Named>,
}

/// What tokens are signed with.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum SigningKey {
    /// `authentik Self-signed Certificate`, an RSA key.
    SelfSigned,
    /// A P-256 key, new at each start.
    Ec,
    /// None: tokens are signed with the client's secret (HS256).
    None,
}

impl Default for ProviderSeed {
    fn default() -> Self {
        let scopes = [
            "openid",
            "email",
            "profile",
            "offline_access",
            "goauthentik.io/api",
        ];
        Self {
            name: "openZro".into(),
            client_id: None,
            client_secret: None,
            client_type: ClientType::Public,
            redirect_uris: None,
            authorization_flow: Named::default("default-provider-authorization-explicit-consent"),
            invalidation_flow: Named::default("default-provider-invalidation-flow"),
            access_code_validity: Validity::of(10, "minutes"),
            access_token_validity: Validity::of(1, "hours"),
            refresh_token_validity: Validity::of(30, "days"),
            sub_mode: SubMode::UserId,
            issuer_mode: IssuerMode::PerProvider,
            include_claims_in_id_token: true,
            signing_key: SigningKey::SelfSigned,
            scopes: scopes.map(Named::default).to_vec(),
        }
    }
}

impl ProviderSeed {
    /// The provider, not yet in the table.
    pub(super) fn provider(
        &self,
        domain: &str,
        app: &App,
        store: &mut Store,
    ) -> Result<Provider, SeedError> {
        let fresh = new_provider(app);
        let chosen = |given: &Option<String>, random: &String| {
            given.clone().unwrap_or_else(|| random.clone())
        };
        let redirect_uris = self.redirect_uris.clone();
        // Older versions have no such flow, and know some scopes without a mapping.
        let invalidation_flow = if app.profile().providers_have_invalidation_flows() {
            flow(&self.invalidation_flow, store)?
        } else {
            fresh.invalidation_flow
        };
        let unmapped = app.profile().scopes_without_a_mapping();
        Ok(Provider {
            pk: store.next_provider_pk(),
            name: self.name.clone(),
            client_id: chosen(&self.client_id, &fresh.client_id),
            client_secret: chosen(&self.client_secret, &fresh.client_secret),
            client_type: self.client_type,
            redirect_uris: redirect_uris.unwrap_or_else(|| of_guide(domain)),
            authorization_flow: flow(&self.authorization_flow, store)?,
            invalidation_flow,
            access_code_validity: self.access_code_validity.clone(),
            access_token_validity: self.access_token_validity.clone(),
            refresh_token_validity: self.refresh_token_validity.clone(),
            sub_mode: self.sub_mode,
            issuer_mode: self.issuer_mode,
            include_claims_in_id_token: self.include_claims_in_id_token,
            property_mappings: self
                .scopes
                .iter()
                .filter(|scope| !unmapped.contains(&scope.name()))
                .map(|scope| mapping(scope, store))
                .collect::<Result<_, _>>()?,
            signing_key: self.signing_key.certificate(app, store)?,
            ..fresh
        })
    }
}

fn flow(slug: &Named, store: &Store) -> Result<Uuid, SeedError> {
    let all = store.flows.values();
    slug.find("flow", all.map(|flow| (flow.slug.as_str(), flow.pk)))
}

fn mapping(scope: &Named, store: &Store) -> Result<Uuid, SeedError> {
    let all = store.scope_mappings.values();
    scope.find(
        "scope",
        all.map(|mapping| (mapping.scope_name.as_str(), mapping.pk)),
    )
}

/// The redirect URIs of the guide's step 1.
fn of_guide(domain: &str) -> Vec<RedirectUri> {
    let dashboard = RedirectUri {
        matching_mode: MatchingMode::Regex,
        url: format!("https://{domain}/.*"),
    };
    let cli = RedirectUri {
        matching_mode: MatchingMode::Strict,
        url: "http://localhost:53000".into(),
    };
    vec![dashboard, cli]
}

impl SigningKey {
    fn certificate(self, app: &App, store: &mut Store) -> Result<Option<Uuid>, SeedErrorKind> {
        let named = |name: &str| {
            let mut all = store.certificates.values();
            all.find(|pair| pair.name == name).map(|pair| pair.pk)
        };
        match self {
            Self::None => Ok(None),
            Self::SelfSigned => Ok(named(SELF_SIGNED)),
            Self::Ec => match named(ELLIPTIC) {
                Some(pk) => Ok(Some(pk)),
                None => elliptic(app, store).map(Some),
            },
        }
    }
}

fn elliptic(app: &App, store: &mut Store) -> Result<Uuid, SeedErrorKind> {
    let a_year = SignedDuration::from_hours(365 * 24);
    let serial = app.entropy().uuid();
    let valid = (app.now(), a_year);
    let names = Names {
        subject: ELLIPTIC,
        version: app.profile().version(),
    };
    let keys = KeyPair::self_signed(names, KeyAlgorithm::Ecdsa, valid, serial.as_bytes())?;
    let pk = app.entropy().uuid();
    let pair = CertificateKeyPair {
        pk,
        name: ELLIPTIC.into(),
        managed: None,
        keys: Arc::new(keys),
    };
    store.certificates.insert(pk, pair);
    Ok(pk)
}

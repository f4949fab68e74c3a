//! The guide's values, each of which a scenario may override.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Secret;

/// openZro's guide "Authentik SSO with openZro Self-Hosted (Advanced)", steps 1 to 6. The default of
/// each value is the guide's.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Guide {
    /// Where openZro is served: the guide's `<domain>`, without a scheme.
    pub domain: String,
    /// Step 1: the provider.
    pub provider: ProviderGuide,
    /// Step 2: the application.
    pub application: ApplicationGuide,
    /// Steps 3 and 4: the service account.
    pub service_account: ServiceAccountGuide,
    /// Step 5: the device code flow.
    pub device_flow: DeviceFlowGuide,
    /// Step 6: openZro's side.
    pub management: ManagementGuide,
    /// The people who log in, by user name. The guide has none.
    pub users: IndexMap<String, Person>,
}

impl Default for Guide {
    fn default() -> Self {
        Self::for_domain("zro.example.com")
    }
}

impl Guide {
    /// The guide for an openZro at `domain`.
    pub fn for_domain(domain: impl Into<String>) -> Self {
        Self {
            domain: domain.into(),
            provider: ProviderGuide::default(),
            application: ApplicationGuide::default(),
            service_account: ServiceAccountGuide::default(),
            device_flow: DeviceFlowGuide::default(),
            management: ManagementGuide::default(),
            users: IndexMap::new(),
        }
    }

    /// The provider's redirect URIs: those that were given, or the guide's two.
    pub fn redirect_uris(&self) -> Vec<RedirectUri> {
        self.provider.redirect_uris.clone().unwrap_or_else(|| {
            vec![
                RedirectUri {
                    matching_mode: MatchingMode::Regex,
                    url: format!("https://{}/.*", self.domain),
                },
                RedirectUri {
                    matching_mode: MatchingMode::Strict,
                    url: "http://localhost:53000".to_owned(),
                },
            ]
        })
    }
}

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

/// Step 2: "Create Application in Authentik".
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ApplicationGuide {
    /// Name.
    pub name: String,
    /// Slug: the part of the issuer that is this application's.
    pub slug: String,
}

impl Default for ApplicationGuide {
    fn default() -> Self {
        Self {
            name: "openZro".to_owned(),
            slug: "openzro".to_owned(),
        }
    }
}

/// Steps 3 and 4: "Create Service Account" and "Add Service Account to Admin Group".
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ServiceAccountGuide {
    /// Username.
    pub username: String,
    /// Which of its passwords openZro is given; the guide insists on the app password.
    pub password: PasswordKind,
    /// Whether it is in the group `authentik Admins`.
    pub in_admin_group: bool,
}

impl Default for ServiceAccountGuide {
    fn default() -> Self {
        Self {
            username: "openZro".to_owned(),
            password: PasswordKind::App,
            in_admin_group: true,
        }
    }
}

/// A service account's two kinds of password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PasswordKind {
    /// One of its tokens, with the intent "app password".
    App,
    /// What it would type into the login form.
    Account,
}

/// Step 5: "Create Device Code Flow".
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeviceFlowGuide {
    /// Whether the step is done: the flow made, and set in the default brand.
    pub enabled: bool,
    /// Name, and slug.
    pub name: String,
    /// Title.
    pub title: String,
}

impl Default for DeviceFlowGuide {
    fn default() -> Self {
        Self {
            enabled: true,
            name: "default-device-code-flow".to_owned(),
            title: "Device Code Flow".to_owned(),
        }
    }
}

/// Step 6: "Configure openZro". The field's documentation gives the variable of `setup.env`.
#[derive(Clone, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ManagementGuide {
    /// `OPENZRO_AUTH_SUPPORTED_SCOPES`.
    pub supported_scopes: String,
    /// Whether `OPENZRO_AUTH_DEVICE_AUTH_CLIENT_ID` is set, which offers login by device code.
    pub device_auth: bool,
    /// `OPENZRO_AUTH_DEVICE_AUTH_SCOPE`.
    pub device_auth_scope: String,
    /// `OPENZRO_AUTH_REDIRECT_URI`.
    pub redirect_uri: String,
    /// `OPENZRO_AUTH_SILENT_REDIRECT_URI`.
    pub silent_redirect_uri: String,
    /// `OPENZRO_AUTH_PKCE_DISABLE_PROMPT_LOGIN`.
    pub disable_prompt_login: bool,
    /// `OPENZRO_AUTH_PKCE_LOGIN_FLAG`: 0 asks for `prompt=login`, 1 for `max_age=0`.
    pub login_flag: u8,
    /// `OPENZRO_AUTH_PKCE_REDIRECT_URL_PORTS`.
    pub redirect_ports: Vec<u16>,
    /// `OPENZRO_MGMT_IDP_SIGNKEY_REFRESH`.
    pub signkey_refresh: bool,
    /// `OPENZRO_AUTH_USER_ID_CLAIM`; empty means `sub`.
    pub user_id_claim: String,
    /// The daemon's flag `--user-delete-from-idp`, which the guide promises and does not set.
    pub user_delete_from_idp: bool,
    /// Laid over `management.json` as a merge patch (RFC 7396): what has no field here, and what is
    /// wrong on purpose.
    pub overlay: Map<String, Value>,
}

impl Default for ManagementGuide {
    fn default() -> Self {
        Self {
            supported_scopes: "openid profile email offline_access api".to_owned(),
            device_auth: true,
            device_auth_scope: "openid".to_owned(),
            redirect_uri: "/auth".to_owned(),
            silent_redirect_uri: "/silent-auth".to_owned(),
            disable_prompt_login: true,
            login_flag: 0,
            redirect_ports: vec![53000],
            signkey_refresh: false,
            user_id_claim: String::new(),
            user_delete_from_idp: false,
            overlay: Map::new(),
        }
    }
}

/// Someone who can log in to Authentik.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Person {
    /// The display name; the user name when not given.
    pub name: Option<String>,
    /// The e-mail address; `USERNAME@example.com` when not given.
    pub email: Option<String>,
    /// The password; `USERNAME-pass` when not given.
    pub password: Option<Secret>,
    /// The groups, by name; made if there are none of that name.
    pub groups: Vec<String>,
    /// Whether they can log in at all.
    pub is_active: bool,
}

impl Default for Person {
    fn default() -> Self {
        Self {
            name: None,
            email: None,
            password: None,
            groups: Vec::new(),
            is_active: true,
        }
    }
}

impl Person {
    /// What this person types into the login form, `username` being their user name.
    pub fn credentials(&self, username: &str) -> crate::driver::Credentials {
        crate::driver::Credentials {
            username: username.to_owned(),
            password: self
                .password
                .clone()
                .unwrap_or_else(|| format!("{username}-pass").into()),
        }
    }
}

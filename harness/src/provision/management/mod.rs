//! Step 6: what openZro's `configure.sh` makes of the guide's values (openZro reference §1.1).

mod management_json;
mod setup_env;

use std::fmt;

use ambient::Entropy;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Guide, Provisioned};
use crate::driver::DashboardSettings;

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
    /// Whether openZro gets its own certificates (`OPENZRO_DISABLE_LETSENCRYPT`, the other way
    /// round). Not by default: nobody certifies the guide's domain to a harness, and the daemon
    /// would not start without the files.
    pub letsencrypt: bool,
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
            letsencrypt: false,
            user_delete_from_idp: false,
            overlay: Map::new(),
        }
    }
}

/// openZro's two configuration files. Both hold the service account's password, so `Debug` shows
/// neither.
#[derive(Clone)]
pub struct ManagementFiles {
    /// `setup.env`, with the guide's variables.
    pub setup_env: String,
    /// `management.json`, as `configure.sh` renders it from `setup.env` and the discovery document.
    pub management_json: Value,
}

impl fmt::Debug for ManagementFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ManagementFiles([secret])")
    }
}

impl ManagementFiles {
    /// Renders both for what was provisioned. `entropy` gives the keys that `configure.sh` and the
    /// daemon make at random.
    pub fn render(guide: &Guide, provisioned: &Provisioned, entropy: &Entropy) -> Self {
        Self {
            setup_env: setup_env::render(guide, provisioned),
            management_json: management_json::render(guide, provisioned, entropy),
        }
    }
}

impl Guide {
    /// The daemon's flags that the guide's values come to, as openZro's `docker-compose.yml` has them.
    pub fn management_flags(&self) -> Vec<String> {
        let mut flags = vec![
            format!("--single-account-mode-domain={}", self.domain),
            "--dns-domain=openzro.selfhosted".to_owned(),
        ];
        if self.management.user_delete_from_idp {
            flags.push("--user-delete-from-idp".to_owned());
        }
        flags
    }

    /// The dashboard's settings.
    pub fn dashboard(&self, provisioned: &Provisioned) -> DashboardSettings {
        DashboardSettings {
            authority: provisioned.discovery.issuer.clone(),
            client_id: provisioned.client_id.clone(),
            audience: Some(provisioned.client_id.clone()),
            scopes: self.management.supported_scopes.clone(),
            origin: format!("https://{}", self.domain),
            redirect_path: self.management.redirect_uri.clone(),
        }
    }
}

//! `management.json`, in the order of openZro's template.

use ambient::Entropy;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use serde_json::{Map, Value, json};

use crate::provision::{Guide, Provisioned};

/// Renders the file, with the guide's overlay on it.
pub(super) fn render(guide: &Guide, provisioned: &Provisioned, entropy: &Entropy) -> Value {
    let ours = &guide.management;
    let domain = &guide.domain;
    let client_id = &provisioned.client_id;
    let discovery = &provisioned.discovery;
    let letsencrypt = |file: &str| {
        let path = format!("/etc/letsencrypt/live/{domain}/{file}");
        if ours.letsencrypt {
            path
        } else {
            String::new()
        }
    };
    let (signal, relay) = if ours.letsencrypt {
        ("http", format!("rel://{domain}:33080"))
    } else {
        ("https", format!("rels://{domain}:33080/relay"))
    };
    let (device_auth, device_auth_id) = if ours.device_auth {
        ("hosted", client_id.as_str())
    } else {
        ("none", "")
    };
    let redirect_url = |port: &u16| format!("http://localhost:{port}");
    let redirect_urls: Vec<String> = ours.redirect_ports.iter().map(redirect_url).collect();
    let mut file = json!({
        "Stuns": [
            { "Proto": "udp", "URI": format!("stun:{domain}:3478"), "Username": "", "Password": null },
        ],
        "TURNConfig": {
            "Turns": [{
                "Proto": "udp",
                "URI": format!("turn:{domain}:3478"),
                "Username": "self",
                "Password": STANDARD_NO_PAD.encode(entropy.bytes::<32>()),
            }],
            "CredentialsTTL": "12h",
            "Secret": "secret",
            "TimeBasedCredentials": false,
        },
        "Relay": {
            "Addresses": [relay],
            "CredentialsTTL": "24h",
            "Secret": STANDARD_NO_PAD.encode(entropy.bytes::<32>()),
        },
        "Signal": {
            "Proto": signal,
            "URI": format!("{domain}:10000"),
            "Username": "",
            "Password": null,
        },
        "ReverseProxy": {
            "TrustedHTTPProxies": [],
            "TrustedHTTPProxiesCount": 0,
            "TrustedPeers": ["0.0.0.0/0"],
        },
        "DisableDefaultPolicy": false,
        "Datadir": "",
        // `configure.sh` leaves it empty, and the daemon would write one back into its file.
        "DataStoreEncryptionKey": STANDARD.encode(entropy.bytes::<32>()),
        "StoreConfig": { "Engine": "sqlite" },
        "HttpConfig": {
            "Address": "0.0.0.0:33073",
            "AuthIssuer": discovery.issuer,
            "AuthAudience": client_id,
            "AuthKeysLocation": discovery.jwks_uri,
            "AuthUserIDClaim": ours.user_id_claim,
            "CertFile": letsencrypt("fullchain.pem"),
            "CertKey": letsencrypt("privkey.pem"),
            "IdpSignKeyRefreshEnabled": ours.signkey_refresh,
            "OIDCConfigEndpoint": provisioned.discovery_url,
        },
        "IdpManagerConfig": {
            "ManagerType": "authentik",
            "ClientConfig": {
                "Issuer": discovery.issuer,
                "TokenEndpoint": discovery.token_endpoint,
                "ClientID": client_id,
                "ClientSecret": "",
                "GrantType": "client_credentials",
            },
            "ExtraConfig": {
                "Password": provisioned.app_password.reveal(),
                "Username": guide.service_account.username,
            },
            "Auth0ClientCredentials": null,
            "AzureClientCredentials": null,
            "KeycloakClientCredentials": null,
            "ZitadelClientCredentials": null,
        },
        "DeviceAuthorizationFlow": {
            "Provider": device_auth,
            "ProviderConfig": {
                "Audience": client_id,
                "AuthorizationEndpoint": "",
                "Domain": "",
                "ClientID": device_auth_id,
                "ClientSecret": "",
                "TokenEndpoint": discovery.token_endpoint,
                "DeviceAuthEndpoint": discovery.device_authorization_endpoint,
                "Scope": ours.device_auth_scope,
                "UseIDToken": false,
                "RedirectURLs": null,
            },
        },
        "PKCEAuthorizationFlow": {
            "ProviderConfig": {
                "Audience": client_id,
                "ClientID": client_id,
                "ClientSecret": "",
                "Domain": "",
                "AuthorizationEndpoint": discovery.authorization_endpoint,
                "TokenEndpoint": discovery.token_endpoint,
                "Scope": ours.supported_scopes,
                "RedirectURLs": redirect_urls,
                "UseIDToken": false,
                "DisablePromptLogin": ours.disable_prompt_login,
                "LoginFlag": ours.login_flag,
            },
        },
    });
    merge(&mut file, &ours.overlay);
    file
}

/// Lays a patch over a document (RFC 7396 §2): `null` takes a member out.
fn merge(document: &mut Value, patch: &Map<String, Value>) {
    if !document.is_object() {
        *document = Value::Object(Map::new());
    }
    let Some(members) = document.as_object_mut() else {
        return;
    };
    for (name, value) in patch {
        match value {
            Value::Null => {
                members.shift_remove(name);
            }
            Value::Object(patch) => merge(members.entry(name).or_insert(Value::Null), patch),
            other => {
                members.insert(name.clone(), other.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 7396 §3.
    #[test]
    fn a_patch_is_laid_over_member_by_member() {
        let mut document = json!({
            "title": "Goodbye!",
            "author": { "givenName": "John", "familyName": "Doe" },
            "tags": ["example", "sample"],
            "content": "This will be unchanged",
        });
        let patch = json!({
            "title": "Hello!",
            "phoneNumber": "+01-123-456-7890",
            "author": { "familyName": null },
            "tags": ["example"],
        });
        merge(&mut document, patch.as_object().unwrap());
        let expected = json!({
            "title": "Hello!",
            "author": { "givenName": "John" },
            "tags": ["example"],
            "content": "This will be unchanged",
            "phoneNumber": "+01-123-456-7890",
        });
        assert_eq!(document, expected);
    }
}

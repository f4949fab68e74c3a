//! `setup.env`: the guide's variables, then those whose values are not the guide's.

use std::fmt::Write as _;

use crate::provision::{Guide, ManagementGuide, Provisioned};

/// Renders the file.
pub(super) fn render(guide: &Guide, provisioned: &Provisioned) -> String {
    let ours = &guide.management;
    let client_id = provisioned.client_id.as_str();
    let device_auth = if ours.device_auth { client_id } else { "" };
    let of_the_guide = [
        ("DOMAIN", guide.domain.as_str()),
        ("DISABLE_LETSENCRYPT", on_off(!ours.letsencrypt)),
        (
            "AUTH_OIDC_CONFIGURATION_ENDPOINT",
            provisioned.discovery_url.as_str(),
        ),
        ("USE_AUTH0", "false"),
        ("AUTH_CLIENT_ID", client_id),
        ("AUTH_SUPPORTED_SCOPES", &ours.supported_scopes),
        ("AUTH_AUDIENCE", client_id),
        ("AUTH_DEVICE_AUTH_CLIENT_ID", device_auth),
        ("AUTH_DEVICE_AUTH_AUDIENCE", client_id),
        ("AUTH_REDIRECT_URI", &ours.redirect_uri),
        ("AUTH_SILENT_REDIRECT_URI", &ours.silent_redirect_uri),
        ("MGMT_IDP", "authentik"),
        ("IDP_MGMT_CLIENT_ID", client_id),
        ("IDP_MGMT_EXTRA_USERNAME", &guide.service_account.username),
        ("IDP_MGMT_EXTRA_PASSWORD", provisioned.app_password.reveal()),
        (
            "AUTH_PKCE_DISABLE_PROMPT_LOGIN",
            on_off(ours.disable_prompt_login),
        ),
    ]
    .map(|(name, value)| (name, value.to_owned()));
    let of_the_guide_s_defaults = others(&ManagementGuide::default());
    let not_of_the_guide = others(ours)
        .into_iter()
        .filter(|other| !of_the_guide_s_defaults.contains(other));
    let mut file = String::new();
    for (name, value) in of_the_guide.into_iter().chain(not_of_the_guide) {
        writeln!(file, "OPENZRO_{name}={}", quoted(&value)).ok();
    }
    file
}

/// The variables that the guide leaves at their defaults.
fn others(values: &ManagementGuide) -> [(&'static str, String); 5] {
    let ports: Vec<String> = values.redirect_ports.iter().map(u16::to_string).collect();
    [
        ("AUTH_DEVICE_AUTH_SCOPE", values.device_auth_scope.clone()),
        ("AUTH_PKCE_LOGIN_FLAG", values.login_flag.to_string()),
        ("AUTH_PKCE_REDIRECT_URL_PORTS", ports.join(",")),
        (
            "MGMT_IDP_SIGNKEY_REFRESH",
            on_off(values.signkey_refresh).to_owned(),
        ),
        ("AUTH_USER_ID_CLAIM", values.user_id_claim.clone()),
    ]
}

fn on_off(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

/// A value between a shell's double quotes.
fn quoted(value: &str) -> String {
    let mut quoted = String::from('"');
    for character in value.chars() {
        if matches!(character, '"' | '\\' | '$' | '`') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_expand_is_quoted() {
        assert_eq!(quoted("openid api"), r#""openid api""#);
        assert_eq!(quoted(r#"a"b$c`d\e"#), r#""a\"b\$c\`d\\e""#);
    }
}

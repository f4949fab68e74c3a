//! Reading `management.json` as the real server does.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Config, ConfigError, discovery, template};
use crate::flags::Flags;

/// Reads the file, with `{{.VAR}}` replaced from `variables`.
pub(crate) fn read(
    path: &Path,
    variables: &BTreeMap<String, String>,
) -> Result<Config, ConfigError> {
    let text = template::fill(&open(path)?, variables)?;
    serde_json::from_str(&text).map_err(|error| {
        ConfigError::Json(if error.is_eof() {
            "unexpected end of JSON input".to_owned()
        } else {
            error.to_string()
        })
    })
}

/// The text of a file that the configuration is, or names.
pub(crate) fn open(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path).map_err(|error| ConfigError::Unreadable {
        path: path.to_owned(),
        reason: match error.kind() {
            std::io::ErrorKind::NotFound => "no such file or directory".to_owned(),
            std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => error.to_string(),
        },
    })
}

/// Does what the real server does with a configuration before it starts: discovery, then flags.
pub(crate) async fn finish(
    mut config: Config,
    flags: &Flags,
    client: &reqwest::Client,
) -> Result<Config, ConfigError> {
    let mut http = config.http_config.take().ok_or(ConfigError::NoHttpConfig)?;
    if !http.oidc_config_endpoint.is_empty() {
        discovery::apply(&mut config, &mut http, client).await?;
    }
    if let Some(refresh) = flags.idp_sign_key_refresh_enabled {
        http.idp_sign_key_refresh_enabled = refresh;
    }
    config.http_config = Some(http);
    Ok(config)
}

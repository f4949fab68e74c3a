//! The files that a management server is started with.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::OpenzroSettings;
use crate::lab::Lab;
use crate::secret::write_private;
use crate::target::TargetError;
use crate::wire::Peer;

/// Where they are, in the settings' folder.
#[derive(Debug)]
pub(super) struct Files {
    /// `management.json`.
    pub(super) config: PathBuf,
    /// The certificates of the authorities that the server is to trust.
    pub(super) authorities: PathBuf,
}

/// Writes them, those with secrets for their owner's eyes alone.
pub(super) fn write(settings: &OpenzroSettings, lab: &Lab) -> Result<Files, TargetError> {
    let folder = &settings.folder;
    let files = Files {
        config: folder.join("management.json"),
        authorities: folder.join("authorities.pem"),
    };
    let refused = |path: &Path| {
        let path = path.to_owned();
        move |source| TargetError::File { path, source }
    };
    let mut config = settings.management_json.clone();
    if let Some(certified) = lab.certified(Peer::Openzro) {
        let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
        fs::write(&certificate, &certified.certificate).map_err(refused(&certificate))?;
        write_private(&key, certified.key.reveal()).map_err(refused(&key))?;
        certify(&mut config, &certificate, &key);
    }
    fs::write(&files.authorities, lab.authority()).map_err(refused(&files.authorities))?;
    write_private(&files.config, &format!("{config:#}\n")).map_err(refused(&files.config))?;
    Ok(files)
}

/// Names the certificate where the guide leaves it open.
pub(super) fn certify(config: &mut Value, certificate: &Path, key: &Path) {
    let http = config.get_mut("HttpConfig").and_then(Value::as_object_mut);
    if let Some(http) = http.filter(|http| http.get("CertFile") == Some(&json!(""))) {
        http.insert("CertFile".to_owned(), json!(certificate));
        http.insert("CertKey".to_owned(), json!(key));
    }
}

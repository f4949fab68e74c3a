//! What the command line decides.

/// The flags of `openzro-mgmt management` that change what this part of it does
/// (reference, section 1.3). The defaults are the real ones.
#[derive(Clone, Debug)]
pub struct Flags {
    /// `--user-delete-from-idp`: deleting a user deletes the Authentik user too.
    pub user_delete_from_idp: bool,
    /// `--single-account-mode-domain`: everybody joins the one account of this domain. Empty: off.
    pub single_account_mode_domain: String,
    /// `--dns-domain`: the domain of peers' names.
    pub dns_domain: String,
    /// `--idp-sign-key-refresh-enabled`: overrides `management.json` when given.
    pub idp_sign_key_refresh_enabled: Option<bool>,
}

impl Default for Flags {
    fn default() -> Self {
        Self {
            user_delete_from_idp: false,
            single_account_mode_domain: "openzro.selfhosted".to_owned(),
            dns_domain: "openzro.selfhosted".to_owned(),
            idp_sign_key_refresh_enabled: None,
        }
    }
}

//! Differences of the objects that administrators see (recordings `00-setup` of each version).

use super::Profile;
use super::question::questions;

questions! {
    OBJECTS;

    /// What providers do not have.
    #[known(Recording("00-setup", "create provider"))]
    fn members_that_providers_lack(self) -> &'static [&'static str] {
        if self >= Self::V2025_8 {
            &["jwks_sources"]
        } else if self >= Self::V2024_12 {
            &[
                "assigned_backchannel_application_slug",
                "assigned_backchannel_application_name",
                "refresh_token_threshold",
                "logout_uri",
                "logout_method",
                "jwks_sources",
            ]
        } else {
            &[
                "invalidation_flow",
                "assigned_backchannel_application_slug",
                "assigned_backchannel_application_name",
                "refresh_token_threshold",
                "encryption_key",
                "logout_uri",
                "logout_method",
                "jwt_federation_sources",
                "jwt_federation_providers",
            ]
        }
    }

    /// Whether a provider's redirect URIs are one text, a regular expression a line.
    #[known(Recording("00-setup", "create provider"))]
    fn redirect_uris_are_lines(self) -> bool {
        self < Self::V2024_12
    }

    /// What applications do not have.
    #[known(Recording("00-setup", "create application"))]
    fn members_that_applications_lack(self) -> &'static [&'static str] {
        if self.applications_show_icon_urls() {
            &["meta_icon_url", "meta_icon_themed_urls"]
        } else {
            &[]
        }
    }

    /// Whether `meta_icon` is where the icon is, rather than what was set.
    #[known(Recording("00-setup", "create application"))]
    fn applications_show_icon_urls(self) -> bool {
        self < Self::V2025_12
    }

    /// What flows do not have.
    #[known(Recording("00-setup", "list flows"))]
    fn members_that_flows_lack(self) -> &'static [&'static str] {
        if self.flows_show_background_urls() {
            &["background_url", "background_themed_urls"]
        } else {
            &[]
        }
    }

    /// Whether `background` is where the picture is, rather than what was set.
    #[known(Recording("00-setup", "list flows"))]
    fn flows_show_background_urls(self) -> bool {
        self < Self::V2025_12
    }

    /// What brands do not have.
    #[known(Recording("00-setup", "list brands"))]
    fn members_that_brands_lack(self) -> &'static [&'static str] {
        if self >= Self::V2025_8 {
            &["event_retention"]
        } else if self.brands_are_tenants() {
            &[
                "branding_custom_css",
                "branding_default_flow_background",
                "default_application",
                "client_certificates",
            ]
        } else {
            &[
                "branding_custom_css",
                "branding_default_flow_background",
                "client_certificates",
                "event_retention",
            ]
        }
    }

    /// Whether brands are called tenants still.
    #[known(Recording("00-setup", "list brands"))]
    fn brands_are_tenants(self) -> bool {
        self < Self::V2024_2
    }

    /// Where brands are.
    #[known(Recording("00-setup", "list brands"))]
    fn brands_path(self) -> &'static str {
        if self.brands_are_tenants() {
            "/core/tenants/"
        } else {
            "/core/brands/"
        }
    }

    /// The member that is a brand's key.
    #[known(Recording("00-setup", "list brands"))]
    fn brand_key(self) -> &'static str {
        if self.brands_are_tenants() {
            "tenant_uuid"
        } else {
            "brand_uuid"
        }
    }

    /// The member that tells the kind of a key.
    #[known(Recording("00-setup", "list keypairs"))]
    fn key_type_member(self) -> &'static str {
        if self >= Self::V2025_12 {
            "key_type"
        } else {
            "private_key_type"
        }
    }

    /// The form of the web interface for scope mappings.
    #[known(Recording("00-setup", "list scope mappings"))]
    fn scope_mapping_component(self) -> &'static str {
        if self >= Self::V2024_12 {
            "ak-property-mapping-provider-scope-form"
        } else {
            "ak-property-mapping-scope-form"
        }
    }

    /// Whether a fresh installation looks for updates before anybody asks.
    #[known(Recording("00-setup", "version"))]
    fn looks_for_updates_at_start(self) -> bool {
        self < Self::V2025_12
    }

    /// What the version does not tell.
    #[known(Recording("00-setup", "version"))]
    fn members_that_versions_lack(self) -> &'static [&'static str] {
        if self >= Self::V2024_12 {
            &[]
        } else {
            &["version_latest_valid", "outpost_outdated"]
        }
    }

    /// Whether a fresh installation has an invalidation flow for providers.
    #[known(Recording("00-setup", "list flows"))]
    fn providers_have_invalidation_flows(self) -> bool {
        self >= Self::V2024_12
    }

    /// How the flow for one-time passwords calls itself.
    #[known(Recording("00-setup", "list flows"))]
    fn totp_flow_title(self) -> &'static str {
        if self >= Self::V2025_12 {
            "Set up Two-Factor authentication"
        } else {
            "Setup Two-Factor authentication"
        }
    }

    /// Whether a fresh installation has the account of an outpost.
    #[known(Recording("00-setup", "create service account"))]
    fn has_an_outpost_account(self) -> bool {
        self >= Self::V2024_12
    }

    /// Which of the scopes of later versions have no mapping.
    #[known(Recording("00-setup", "list scope mappings"), Reference("section 7.1, 2024.2, 2024.6 and 2024.12"))]
    fn scopes_without_a_mapping(self) -> &'static [&'static str] {
        if self >= Self::V2024_12 {
            &[]
        } else if self >= Self::V2024_6 {
            &["entitlements"]
        } else if self >= Self::V2024_2 {
            &["goauthentik.io/api", "entitlements"]
        } else {
            &["offline_access", "goauthentik.io/api", "entitlements"]
        }
    }

    /// Whether the default mappings have their older expressions, one of which asks for the session.
    #[known(Recording("00-setup", "list scope mappings"))]
    fn mappings_know_sessions(self) -> bool {
        self < Self::V2024_12
    }

    /// What the brand in force does not tell.
    #[known(Recording("34-misc-health-config", "/api/v3/core/brands/current/ anonymous"))]
    fn members_that_the_current_brand_lacks(self) -> &'static [&'static str] {
        if self >= Self::V2025_12 {
            &[]
        } else {
            &[
                "branding_logo_themed_urls",
                "branding_favicon_themed_urls",
                "branding_custom_css",
                "flags",
            ]
        }
    }

    /// For how many seconds reputation is cached, where the configuration tells.
    #[known(Recording("34-misc-health-config", "/api/v3/root/config/ anonymous"))]
    fn reputation_is_cached_for(self) -> Option<u32> {
        if self >= Self::V2025_8 {
            None
        } else if self >= Self::V2024_12 {
            Some(0)
        } else {
            Some(300)
        }
    }

    /// Whether a key can be asked to be an elliptic one; it is RSA otherwise.
    #[known(Recording("60-key-rotation", "generate ECDSA keypair"))]
    fn generates_elliptic_keys(self) -> bool {
        self >= Self::V2024_12
    }

    /// Whether the metrics ask for a password.
    #[known(Recording("34-misc-health-config", "/-/metrics/ anonymous"))]
    fn metrics_ask_for_a_password(self) -> bool {
        self < Self::V2024_12
    }

    /// Whether a fresh installation has a group that may read everything.
    #[known(Recording("33-groups-tokens-invitations", "GET /core/groups/"))]
    fn has_a_group_of_readers(self) -> bool {
        self >= Self::V2024_12
    }

    /// What the brand in force is called, its app and its model.
    #[known(Recording("31-admin-users-write", "events"))]
    fn default_brand(self) -> (&'static str, &'static str, &'static str) {
        if self.brands_are_tenants() {
            ("Default tenant", "authentik_tenants", "tenant")
        } else {
            ("Default brand", "authentik_brands", "brand")
        }
    }
}

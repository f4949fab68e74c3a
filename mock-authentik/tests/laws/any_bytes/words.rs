//! The routes, and the words that requests are made of.

use proptest::prelude::*;
use proptest::sample::select;

/// Every route. `{}` is the name of an object.
pub(super) const ROUTES: &[&str] = &[
    "/",
    "/-/health/live/",
    "/-/health/ready/",
    "/-/metrics/",
    "/.well-known/oauth-authorization-server/application/o/{}/",
    "/api/v3/",
    "/api/v3/admin/system/",
    "/api/v3/admin/version/",
    "/api/v3/core/applications/",
    "/api/v3/core/applications/{}/",
    "/api/v3/core/brands/",
    "/api/v3/core/brands/current/",
    "/api/v3/core/brands/{}/",
    "/api/v3/core/groups/",
    "/api/v3/core/groups/{}/",
    "/api/v3/core/groups/{}/add_user/",
    "/api/v3/core/groups/{}/remove_user/",
    "/api/v3/core/tokens/",
    "/api/v3/core/tokens/{}/",
    "/api/v3/core/tokens/{}/set_key/",
    "/api/v3/core/tokens/{}/view_key/",
    "/api/v3/core/users/",
    "/api/v3/core/users/me/",
    "/api/v3/core/users/paths/",
    "/api/v3/core/users/service_account/",
    "/api/v3/core/users/{}/",
    "/api/v3/core/users/{}/recovery/",
    "/api/v3/core/users/{}/set_password/",
    "/api/v3/crypto/certificatekeypairs/",
    "/api/v3/crypto/certificatekeypairs/generate/",
    "/api/v3/crypto/certificatekeypairs/{}/",
    "/api/v3/crypto/certificatekeypairs/{}/view_certificate/",
    "/api/v3/crypto/certificatekeypairs/{}/view_private_key/",
    "/api/v3/events/events/",
    "/api/v3/events/events/actions/",
    "/api/v3/events/events/{}/",
    "/api/v3/flows/bindings/",
    "/api/v3/flows/bindings/{}/",
    "/api/v3/flows/executor/{}/",
    "/api/v3/flows/instances/",
    "/api/v3/flows/instances/{}/",
    "/api/v3/policies/bindings/",
    "/api/v3/policies/bindings/{}/",
    "/api/v3/propertymappings/provider/scope/",
    "/api/v3/propertymappings/provider/scope/{}/",
    "/api/v3/providers/oauth2/",
    "/api/v3/providers/oauth2/{}/",
    "/api/v3/providers/oauth2/{}/preview_user/",
    "/api/v3/providers/oauth2/{}/setup_urls/",
    "/api/v3/root/config/",
    "/api/v3/stages/all/",
    "/api/v3/stages/all/{}/",
    "/api/v3/stages/consent/",
    "/api/v3/stages/consent/{}/",
    "/api/v3/stages/invitation/invitations/",
    "/api/v3/stages/invitation/invitations/{}/",
    "/application/o/authorize/",
    "/application/o/device/",
    "/application/o/introspect/",
    "/application/o/revoke/",
    "/application/o/token/",
    "/application/o/userinfo/",
    "/application/o/{}/",
    "/application/o/{}/.well-known/openid-configuration",
    "/application/o/{}/end-session/",
    "/application/o/{}/jwks/",
    "/device",
    "/flows/-/cancel/",
    "/flows/-/default/{}/",
    "/if/admin/",
    "/if/flow/{}/",
    "/if/session-end/{}/",
    "/if/user/",
    "/nowhere/{}/",
];

/// Names of fields, of queries, forms and bodies alike.
const FIELDS: &str = "access_code_validity access_token access_token_validity action alg attributes \
    authentication authorization_flow branding_title client_assertion client_assertion_type client_id \
    client_secret client_type code code_challenge code_challenge_method code_verifier common_name \
    consent_expire_in create_group default denied_action designation device_code domain email enabled \
    encryption_key expires expiring expression fixed_data flow flow_device_code format grant_type group \
    groups groups_by_name groups_by_pk id_token_hint identifier include_groups intent invalidation_flow \
    is_active is_superuser issuer_mode jwt_federation_providers jwt_federation_sources key \
    last_login__isnull max_age mode name negate next nonce order ordering page page_size parent parents \
    password path path_startswith pk policy_engine_mode post_logout_redirect_uri prompt \
    property_mappings provider query redirect_uri redirect_uris refresh_token refresh_token_threshold \
    refresh_token_validity request response_mode response_type roles scope scope_name search signing_key \
    single_use slug stage state sub_mode subject_alt_name target title token type uid_field ui_locales \
    user username users uuid validity_days";

const HEADERS: &str = "Accept Accept-Language Authorization Content-Type Cookie Expect Origin Referer \
    Transfer-Encoding X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-authentik-CSRF";

/// What something might choke on.
const NASTY: &[&str] = &[
    "",
    " ",
    "\0",
    "0",
    "-1",
    "1e400",
    "2147483648",
    "-9223372036854775808",
    "99999999999999999999",
    "true",
    "null",
    "[]",
    "{\"a\":[{}]}",
    "%00",
    "%ff",
    "../..",
    "//",
    "https://",
    "javascript:a",
    "\u{feff}",
    "é",
    "\u{10ffff}",
    "weeks=9223372036854775807",
    "weeks=15250284452471",
    "hours=-9223372036854775808",
    "days=106751991167301",
    "days=-3652059",
    "9999-12-31T23:59:59Z",
    "-9999-01-01T00:00:00Z",
    "authorization_code",
    "password",
    "urn:ietf:params:oauth:grant-type:device_code",
    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    "id_token token",
    "code id_token token",
    "form_post",
    "S256",
    "login",
    "none consent",
    "openid profile email offline_access goauthentik.io/api",
    "a.b.c",
    "eyJhbGciOiJub25lIn0.e30.",
    "(a+)+$",
    "(?P<n>.*)",
    "last",
    "-pk,name",
    "authentication",
    "invalidation",
    "ecdsa",
    "user_upn",
    "global",
    "permanent",
    "app_password",
];

pub(super) fn field() -> impl Strategy<Value = &'static str> {
    select(FIELDS.split_whitespace().collect::<Vec<_>>())
}

pub(super) fn header() -> impl Strategy<Value = &'static str> {
    select(HEADERS.split_whitespace().collect::<Vec<_>>())
}

pub(super) fn nasty() -> impl Strategy<Value = &'static str> {
    select(NASTY)
}

/// A method, mostly one that the route has.
pub(super) fn method(route: &str) -> impl Strategy<Value = &'static str> + use<> {
    let usual = if route.starts_with("/api/v3/") && route.ends_with("{}/") {
        vec!["GET", "PATCH", "PATCH", "PUT", "DELETE"]
    } else if route.starts_with("/api/v3/") || route.starts_with("/application/o/") {
        vec!["GET", "POST", "POST"]
    } else {
        vec!["GET"]
    };
    let others = vec![
        "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW",
    ];
    prop_oneof![6 => select(usual), 1 => select(others)]
}

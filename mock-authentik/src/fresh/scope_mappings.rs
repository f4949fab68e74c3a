//! The scope mappings of a fresh installation (recording `00-setup`, "list scope mappings").
//!
//! The expressions are what the API shows; the mock does not run Python, see `docs/fidelity.md`.

use ambient::Entropy;

use crate::Profile;
use crate::model::ScopeMapping;
use crate::store::Store;

/// A mapping as it comes.
struct Fresh {
    managed: &'static str,
    name: &'static str,
    scope_name: &'static str,
    description: &'static str,
    expression: &'static str,
}

/// In the order in which they were made, which is the order in which a provider shows its own
/// (recording `00-setup`, "create provider").
const MAPPINGS: &[Fresh] = &[
    Fresh {
        managed: "goauthentik.io/providers/oauth2/scope-openid",
        name: "authentik default OAuth Mapping: OpenID 'openid'",
        scope_name: "openid",
        description: "",
        expression: r"# This scope is required by the OpenID-spec, and must as such exist in authentik.
# The scope by itself does not grant any information
return {}",
    },
    Fresh {
        managed: "goauthentik.io/providers/oauth2/scope-email",
        name: "authentik default OAuth Mapping: OpenID 'email'",
        scope_name: "email",
        description: "Email address",
        expression: r#"return {
    "email": request.user.email,
    "email_verified": False
}"#,
    },
    Fresh {
        managed: "goauthentik.io/providers/oauth2/scope-profile",
        name: "authentik default OAuth Mapping: OpenID 'profile'",
        scope_name: "profile",
        description: "General Profile Information",
        expression: r#"return {
    # Because authentik only saves the user's full name, and has no concept of first and last names,
    # the full name is used as given name.
    # You can override this behaviour in custom mappings, i.e. `request.user.name.split(" ")`
    "name": request.user.name,
    "given_name": request.user.name,
    "preferred_username": request.user.username,
    "nickname": request.user.username,
    "groups": [group.name for group in request.user.ak_groups.all()],
}"#,
    },
    Fresh {
        managed: "goauthentik.io/providers/oauth2/scope-offline_access",
        name: "authentik default OAuth Mapping: OpenID 'offline_access'",
        scope_name: "offline_access",
        description: "Access to request new tokens without interaction",
        expression: r"# This scope grants the application a refresh token that can be used to refresh user data
# and let the application access authentik without the users interaction
return {}",
    },
    Fresh {
        managed: "goauthentik.io/providers/oauth2/scope-authentik_api",
        name: "authentik default OAuth Mapping: authentik API access",
        scope_name: "goauthentik.io/api",
        description: "authentik API Access on behalf of your user",
        expression: r"# This scope grants the application the ability to access the authentik API
# on behalf of the authorizing user
return {}",
    },
    Fresh {
        managed: "goauthentik.io/providers/oauth2/scope-entitlements",
        name: "authentik default OAuth Mapping: Application Entitlements",
        scope_name: "entitlements",
        description: "Application entitlements",
        expression: r#"entitlements = [entitlement.name for entitlement in request.user.app_entitlements(provider.application)]
return {
    "entitlements": entitlements,
    "roles": entitlements,
}"#,
    },
    Fresh {
        managed: "goauthentik.io/providers/proxy/scope-proxy",
        name: "authentik default OAuth Mapping: Proxy outpost",
        scope_name: "ak_proxy",
        description: "authentik Proxy - User information",
        expression: r#"# This mapping is used by the authentik proxy. It passes extra user attributes,
# which are used for example for the HTTP-Basic Authentication mapping.
return {
    "ak_proxy": {
        "user_attributes": request.user.group_attributes(request),
        "is_superuser": request.user.is_superuser,
    }
}"#,
    },
];

/// Adds those that the version has.
pub(super) fn add_to(store: &mut Store, profile: Profile, entropy: &Entropy) {
    for fresh in MAPPINGS {
        if profile
            .scopes_without_a_mapping()
            .contains(&fresh.scope_name)
        {
            continue;
        }
        let pk = entropy.uuid();
        let mapping = ScopeMapping {
            pk,
            managed: Some(fresh.managed.into()),
            name: fresh.name.into(),
            expression: expression(fresh, profile),
            scope_name: fresh.scope_name.into(),
            description: fresh.description.into(),
        };
        store.scope_mappings.insert(pk, mapping);
    }
}

/// The expression as the version has it.
fn expression(fresh: &Fresh, profile: Profile) -> String {
    let (new, old) = match fresh.scope_name {
        "email" if profile.mail_addresses_are_verified() => {
            ("\"email_verified\": False", "\"email_verified\": True")
        }
        "profile" if profile.mappings_know_sessions() => (
            "    \"groups\"",
            "    # groups is not part of the official userinfo schema, but is a quasi-standard\n    \"groups\"",
        ),
        "ak_proxy" if profile.mappings_know_sessions() => (
            "return {\n",
            "session_id = None\nif \"token\" in request.context:\n    \
             session_id = request.context.get(\"token\").session_id\nreturn {\n    \
             \"sid\": session_id,\n",
        ),
        _ => return fresh.expression.to_owned(),
    };
    fresh.expression.replace(new, old)
}

//! The fields of a provider that a body can set.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::Profile;
use crate::api::{Input, Text, set};
use crate::model::{
    ClientType, IssuerMode, LogoutMethod, MatchingMode, Provider, RedirectUri, SubMode, Validity,
};
use crate::store::Store;

/// Sets what `input` holds, and keeps in `input` what is wrong.
pub(super) fn apply(
    input: &mut Input,
    provider: &mut Provider,
    (store, profile): (&Store, Profile),
) {
    for name in ["name", "authorization_flow", "invalidation_flow"] {
        if !profile.members_that_providers_lack().contains(&name) {
            input.require(name);
        }
    }
    set(&mut provider.name, input.text("name", Text::default()));
    let is_taken = |other: &Provider| other.pk != provider.pk && other.name == provider.name;
    if store.providers.values().any(is_taken) {
        input.refuse("name", "provider with this name already exists.");
    }
    apply_references(input, provider, store);
    apply_client(input, provider, store);
    apply_lifetimes(input, provider);
    let uris = if profile.redirect_uris_are_lines() {
        redirect_uri_lines(input)
    } else {
        input.require("redirect_uris");
        redirect_uris(input)
    };
    set(&mut provider.redirect_uris, uris);
    apply_modes(input, provider);
}

fn apply_references(input: &mut Input, provider: &mut Provider, store: &Store) {
    let flow = |pk: Uuid| store.flows.contains_key(&pk);
    let certificate = |pk: Uuid| store.certificates.contains_key(&pk);
    let authentication = input.pk_or_null("authentication_flow", flow);
    set(&mut provider.authentication_flow, authentication);
    let authorization = input.pk("authorization_flow", flow);
    set(&mut provider.authorization_flow, authorization);
    let invalidation = input.pk("invalidation_flow", flow);
    set(&mut provider.invalidation_flow, invalidation);
    let mappings = input.pks("property_mappings", |pk| {
        store.scope_mappings.contains_key(&pk)
    });
    if let Some(mappings) = mappings {
        // They come back as they were made, not as they were sent (recording `00-setup`,
        // "create provider").
        let made = store.scope_mappings.keys().copied();
        provider.property_mappings = made.filter(|pk| mappings.contains(pk)).collect();
    }
    set(
        &mut provider.signing_key,
        input.pk_or_null("signing_key", certificate),
    );
    set(
        &mut provider.encryption_key,
        input.pk_or_null("encryption_key", certificate),
    );
    let federated = input.numbers("jwt_federation_providers", |pk| {
        store.providers.contains_key(&pk)
    });
    if let Some(federated) = federated {
        provider.jwt_federation_providers = federated.into_iter().collect();
    }
}

fn apply_client(input: &mut Input, provider: &mut Provider, store: &Store) {
    set(
        &mut provider.client_type,
        input.choice("client_type", ClientType::from_name),
    );
    let id = Text {
        max_length: Some(255),
        ..Text::default()
    };
    set(&mut provider.client_id, input.text("client_id", id));
    let is_taken =
        |other: &Provider| other.pk != provider.pk && other.client_id == provider.client_id;
    if store.providers.values().any(is_taken) {
        let message = "OAuth2/OpenID Provider with this Client ID already exists.";
        input.refuse("client_id", message);
    }
    let secret = Text {
        blank: true,
        max_length: Some(255),
    };
    set(
        &mut provider.client_secret,
        input.text("client_secret", secret),
    );
}

fn apply_lifetimes(input: &mut Input, provider: &mut Provider) {
    let lifetimes = [
        ("access_code_validity", &mut provider.access_code_validity),
        ("access_token_validity", &mut provider.access_token_validity),
        (
            "refresh_token_validity",
            &mut provider.refresh_token_validity,
        ),
        (
            "refresh_token_threshold",
            &mut provider.refresh_token_threshold,
        ),
    ];
    for (name, lifetime) in lifetimes {
        let Some(text) = input.text(name, Text::default()) else {
            continue;
        };
        match Validity::parse(&text) {
            Ok(validity) => *lifetime = validity,
            Err(error) => input.refuse(name, error.to_string()),
        }
    }
}

fn apply_modes(input: &mut Input, provider: &mut Provider) {
    let claims = input.boolean("include_claims_in_id_token");
    set(&mut provider.include_claims_in_id_token, claims);
    let blank = Text {
        blank: true,
        ..Text::default()
    };
    set(&mut provider.logout_uri, input.text("logout_uri", blank));
    set(
        &mut provider.logout_method,
        input.choice("logout_method", LogoutMethod::from_name),
    );
    set(
        &mut provider.sub_mode,
        input.choice("sub_mode", SubMode::from_name),
    );
    set(
        &mut provider.issuer_mode,
        input.choice("issuer_mode", IssuerMode::from_name),
    );
}

/// One a line, each of them a regular expression.
fn redirect_uri_lines(input: &mut Input) -> Option<Vec<RedirectUri>> {
    let blank = Text {
        blank: true,
        ..Text::default()
    };
    let lines = input.text("redirect_uris", blank)?;
    let uri = |url: &str| RedirectUri {
        matching_mode: MatchingMode::Regex,
        url: url.to_owned(),
    };
    Some(lines.lines().map(uri).collect())
}

/// The redirect URIs, unless one of them is wrong.
fn redirect_uris(input: &mut Input) -> Option<Vec<RedirectUri>> {
    let Value::Array(sent) = input.raw("redirect_uris")? else {
        input.refuse("redirect_uris", "Expected a list of items.");
        return None;
    };
    let read: Vec<Result<RedirectUri, Value>> = sent.iter().map(redirect_uri).collect();
    if read.iter().any(Result::is_err) {
        let messages = read.into_iter().map(|uri| uri.err().unwrap_or(json!({})));
        input.refuse_with("redirect_uris", messages.collect());
        return None;
    }
    Some(read.into_iter().flatten().collect())
}

/// One of them, or what is wrong with it, by field.
fn redirect_uri(sent: &Value) -> Result<RedirectUri, Value> {
    let mut errors = Map::new();
    let mut field = |name: &str| match sent.get(name) {
        None => {
            errors.insert(name.into(), json!(["This field is required."]));
            String::new()
        }
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(other) => other.to_string(),
    };
    let (mode, url) = (field("matching_mode"), field("url"));
    let matching_mode = MatchingMode::from_name(&mode);
    if matching_mode.is_none() && !errors.contains_key("matching_mode") {
        let message = format!("\"{mode}\" is not a valid choice.");
        errors.insert("matching_mode".into(), json!([message]));
    }
    if url.is_empty() && !errors.contains_key("url") {
        let message = "This field may not be blank.";
        errors.insert("url".into(), json!([message]));
    }
    match matching_mode {
        Some(matching_mode) if errors.is_empty() => Ok(RedirectUri { matching_mode, url }),
        _ => Err(Value::Object(errors)),
    }
}

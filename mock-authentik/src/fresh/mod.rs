//! What a freshly bootstrapped installation holds (recording `00-setup`).

mod accounts;
mod flows;
mod prompts;
mod scope_mappings;
mod stages;

use std::sync::Arc;

use ambient::Entropy;
use jiff::{SignedDuration, Timestamp};
use serde_json::Map;
use uuid::Uuid;

use crate::crypto::{KeyError, KeyPair, Names};
use crate::model::{Brand, CertificateKeyPair};
use crate::store::Store;
use crate::{Bootstrap, Profile};

const CERTIFICATE: &str = "authentik Self-signed Certificate";

/// Makes a new installation, bootstrapped at `now`.
pub(crate) fn store(
    profile: Profile,
    bootstrap: &Bootstrap,
    now: Timestamp,
    entropy: &Entropy,
) -> Result<Store, KeyError> {
    let mut store = Store::empty(entropy.uuid());
    accounts::add_to(&mut store, (bootstrap, profile), now, entropy);
    flows::add_to(&mut store, profile, entropy);
    scope_mappings::add_to(&mut store, profile, entropy);
    add_certificate(&mut store, (profile, now), entropy)?;
    add_brand(&mut store, entropy.uuid());
    Ok(store)
}

fn add_certificate(
    store: &mut Store,
    (profile, now): (Profile, Timestamp),
    entropy: &Entropy,
) -> Result<(), KeyError> {
    let a_year = SignedDuration::from_hours(365 * 24);
    let serial = entropy.uuid();
    let names = Names {
        subject: CERTIFICATE,
        version: profile.version(),
    };
    let keys = KeyPair::from_pool(0, names, (now, a_year), serial.as_bytes())?;
    let pk = entropy.uuid();
    let certificate = CertificateKeyPair {
        pk,
        name: CERTIFICATE.into(),
        managed: None,
        keys: Arc::new(keys),
    };
    store.certificates.insert(pk, certificate);
    Ok(())
}

/// The brand in force, with the fresh flows and none for device codes.
fn add_brand(store: &mut Store, brand_uuid: Uuid) {
    let flow = |slug| store.flow_by_slug(slug).map(|flow| flow.pk);
    let brand = Brand {
        brand_uuid,
        domain: "authentik-default".into(),
        default: true,
        branding_title: "authentik".into(),
        branding_logo: "/static/dist/assets/icons/icon_left_brand.svg".into(),
        branding_favicon: "/static/dist/assets/icons/icon.png".into(),
        branding_custom_css: String::new(),
        branding_default_flow_background: "/static/dist/assets/images/flow_background.jpg".into(),
        flow_authentication: flow("default-authentication-flow"),
        flow_invalidation: flow("default-invalidation-flow"),
        flow_recovery: None,
        flow_unenrollment: None,
        flow_user_settings: flow("default-user-settings-flow"),
        flow_device_code: None,
        default_application: None,
        web_certificate: None,
        attributes: Map::new(),
    };
    store.brands.insert(brand_uuid, brand);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::UserPk;

    fn fresh() -> Store {
        let bootstrap = Bootstrap {
            password: Some("akadmin-pass".into()),
            token: Some("akadmin-token".into()),
            email: None,
        };
        let now = "2026-11-24T00:34:28Z".parse().unwrap();
        store(Profile::default(), &bootstrap, now, &Entropy::seeded(1)).unwrap()
    }

    #[test]
    fn akadmin_is_a_superuser_with_the_third_key_and_the_next_user_gets_the_fifth() {
        let mut store = fresh();
        let akadmin = store.users.by_username("akadmin").unwrap();
        assert_eq!(akadmin.pk, UserPk(3));
        assert!(akadmin.password.opens_with("akadmin-pass"));
        assert!(store.is_superuser(akadmin));
        assert_eq!(store.users.next_pk(), UserPk(5));
    }

    #[test]
    fn every_binding_joins_a_flow_and_a_stage() {
        let store = fresh();
        assert_eq!(store.flows.len(), 14);
        for binding in store.flow_stage_bindings.values() {
            assert!(store.flows.contains_key(&binding.target));
            assert!(store.stages.contains_key(&binding.stage));
        }
    }
}

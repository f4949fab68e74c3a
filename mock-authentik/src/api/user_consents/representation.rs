//! A consent, as the API shows one (recordings `33-groups-tokens-invitations` of each version, "GET
//! /core/user_consent/?page_size=1").

use serde_json::{Value, json};

use crate::Profile;
use crate::api::users::{Include, user_json};
use crate::api::{applications, drop_members, moment_or_null};
use crate::model::UserConsent;
use crate::store::Store;

pub(super) fn representation(store: &Store, profile: Profile, consent: &UserConsent) -> Value {
    let user = store.users.get(consent.user);
    let application = store.applications.get(&consent.application);
    let permissions: Vec<&str> = consent.permissions.iter().map(String::as_str).collect();
    let mut shown = json!({
        "pk": consent.pk,
        "expires": moment_or_null(consent.expires),
        "expiring": consent.expires.is_some(),
        "user": user.map(|user| user_json(store, profile, user, Include::ALL)),
        "application": application
            .map(|application| applications::representation(application, store, profile)),
        "permissions": permissions.join(" "),
    });
    if !profile.consents_tell_that_they_expire() {
        drop_members(&mut shown, &["expiring"]);
    }
    shown
}

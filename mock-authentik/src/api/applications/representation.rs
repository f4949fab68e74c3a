//! An application as the API shows it.

use serde_json::{Value, json};

use crate::Profile;
use crate::api::{drop_members, providers};
use crate::model::Application;
use crate::store::Store;

pub(crate) fn representation(application: &Application, store: &Store, profile: Profile) -> Value {
    let provider = application.provider.and_then(|pk| store.providers.get(&pk));
    let icon = icon_url(application);
    let mut answer = json!({
        "pk": application.pk,
        "name": application.name,
        "slug": application.slug,
        "provider": application.provider,
        "provider_obj": provider.map(|provider| providers::common(provider, store, profile)),
        "backchannel_providers": [],
        "backchannel_providers_obj": [],
        "launch_url": store.launch_url(application),
        "open_in_new_tab": application.open_in_new_tab,
        "meta_launch_url": application.meta_launch_url,
        "meta_icon": if profile.applications_show_icon_urls() { json!(icon) } else { json!(application.meta_icon) },
        "meta_icon_url": icon,
        "meta_icon_themed_urls": null,
        "meta_description": application.meta_description,
        "meta_publisher": application.meta_publisher,
        "policy_engine_mode": application.policy_engine_mode,
        "group": application.group,
    });
    drop_members(&mut answer, profile.members_that_applications_lack());
    answer
}

fn icon_url(application: &Application) -> Option<&str> {
    Some(application.meta_icon.as_str()).filter(|icon| !icon.is_empty())
}

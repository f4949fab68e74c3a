//! An application as the API shows it.

use serde_json::{Value, json};

use crate::api::providers;
use crate::model::{Application, Provider};
use crate::store::Store;

pub(super) fn representation(application: &Application, store: &Store) -> Value {
    let provider = application.provider.and_then(|pk| store.providers.get(&pk));
    json!({
        "pk": application.pk,
        "name": application.name,
        "slug": application.slug,
        "provider": application.provider,
        "provider_obj": provider.map(|provider| providers::common(provider, store)),
        "backchannel_providers": [],
        "backchannel_providers_obj": [],
        "launch_url": launch_url(application, provider),
        "open_in_new_tab": application.open_in_new_tab,
        "meta_launch_url": application.meta_launch_url,
        "meta_icon": application.meta_icon,
        "meta_icon_url": icon_url(application),
        "meta_icon_themed_urls": null,
        "meta_description": application.meta_description,
        "meta_publisher": application.meta_publisher,
        "policy_engine_mode": application.policy_engine_mode,
        "group": application.group,
    })
}

fn icon_url(application: &Application) -> Option<&str> {
    Some(application.meta_icon.as_str()).filter(|icon| !icon.is_empty())
}

/// Where the application starts: its own URL, else where its provider's first redirect URI leads
/// (recording `00-setup`, "create application": `https://zro.example.com` of a regex).
fn launch_url(application: &Application, provider: Option<&Provider>) -> Option<String> {
    if !application.meta_launch_url.is_empty() {
        return Some(application.meta_launch_url.clone());
    }
    let first = provider?.redirect_uris.first()?;
    without_path(&first.url)
}

/// Scheme and authority of a URL.
fn without_path(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    Some(format!("{scheme}://{authority}"))
}

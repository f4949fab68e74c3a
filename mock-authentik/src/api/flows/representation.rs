//! A flow as the API shows it.

use serde_json::{Value, json};

use crate::Profile;
use crate::api::drop_members;
use crate::model::Flow;
use crate::store::Store;

const BACKGROUND: &str = "/static/dist/assets/images/flow_background.jpg";

pub(crate) fn representation(flow: &Flow, store: &Store, profile: Profile) -> Value {
    let stages: Vec<_> = store
        .bindings_of(flow.pk)
        .into_iter()
        .map(|binding| binding.stage)
        .collect();
    let background = match flow.background.as_str() {
        "" => BACKGROUND,
        own => own,
    };
    let mut answer = json!({
        "pk": flow.pk,
        "policybindingmodel_ptr_id": flow.policybindingmodel_ptr_id,
        "name": flow.name,
        "slug": flow.slug,
        "title": flow.title,
        "designation": flow.designation,
        "background": if profile.flows_show_background_urls() { background } else { &flow.background },
        "background_url": background,
        "background_themed_urls": null,
        "stages": stages,
        "policies": flow.policies,
        "cache_count": 0,
        "policy_engine_mode": flow.policy_engine_mode,
        "compatibility_mode": flow.compatibility_mode,
        "export_url": format!("/api/v3/flows/instances/{}/export/", flow.slug),
        "layout": flow.layout,
        "denied_action": flow.denied_action,
        "authentication": flow.authentication,
    });
    drop_members(&mut answer, profile.members_that_flows_lack());
    answer
}

//! Step 4: the service account in the group of administrators, whose rights openZro's calls need.

use serde_json::{Value, json};

use super::service_account::ServiceAccount;
use super::work::Work;
use super::{Change, Guide, ProvisionError};

const GROUP: &str = "authentik Admins";

/// Does the step, or undoes it.
pub(super) async fn ensure(
    work: &mut Work<'_>,
    guide: &Guide,
    account: &ServiceAccount,
) -> Result<(), ProvisionError> {
    let remedy = "a fresh Authentik has it; make a superuser group of that name";
    let group = work
        .existing("core/groups/", ("name", GROUP), remedy)
        .await?;
    let members = group["users"].as_array().map_or(&[][..], Vec::as_slice);
    let is_in = members.contains(&Value::from(account.pk));
    let action = match (is_in, guide.service_account.in_admin_group) {
        (false, true) => Some("add_user"),
        (true, false) => Some("remove_user"),
        (true, true) | (false, false) => None,
    };
    let change = match action {
        Some(action) => {
            let pk = work.text_of(&group, "pk", GROUP)?;
            let path = format!("core/groups/{pk}/{action}/");
            work.post(&path, &json!({ "pk": account.pk })).await?;
            Change::Changed(vec!["users".to_owned()])
        }
        None => Change::Unchanged,
    };
    work.report(format!("group {GROUP}"), change);
    Ok(())
}

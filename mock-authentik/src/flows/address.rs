//! Addresses of flows' pages.

use crate::app::App;
use crate::http::Form;
use crate::model::User;

/// The page of a flow, with the query that it was reached by.
pub(crate) fn flow_page(slug: &str, query: &Form) -> String {
    match query.urlencode() {
        query if query.is_empty() => format!("/if/flow/{slug}/"),
        query => format!("/if/flow/{slug}/?{query}"),
    }
}

/// The page of a flow that was planned for a visitor. Who may inspect flows is told so (reference,
/// section 2.6).
pub(crate) fn planned_page(app: &App, visitor: Option<&User>, slug: &str, query: &Form) -> String {
    let inspects = app.profile().planned_pages_offer_inspection();
    let superuser = visitor.is_some_and(|user| app.store().is_superuser(user));
    if !(inspects && superuser) {
        return flow_page(slug, query);
    }
    flow_page(slug, &query.clone().with("inspector", "available"))
}

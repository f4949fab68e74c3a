//! The pages for a person with a browser. They are shells, as Authentik's are: a script fetches what
//! to show from the executor.

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::login::to_login;
use super::session::{Visitor, save_plan};
use super::visit::csrf_cookie;
use crate::app::App;
use crate::http::{BaseUrl, CSRF_COOKIE, cookie, escape, html_page, not_found, redirect};

const SCRIPT: &str = include_str!("page.js");
/// A page without scripts can say so without having the words in its text, which Authentik's has not.
const WITHOUT_SCRIPTS: &str = "<noscript><style>main::before { content: \"Please switch on \
                               JavaScript: this page needs it to log you in.\" }</style></noscript>";

/// `GET /if/flow/<slug>/`.
pub(super) async fn flow(
    State(app): State<App>,
    Path(slug): Path<String>,
    base: BaseUrl,
    headers: HeaderMap,
) -> Response {
    if app.store().flow_by_slug(&slug).is_none() {
        return not_found();
    }
    let body = format!(
        "{WITHOUT_SCRIPTS}<h1 id=\"title\" tabindex=\"-1\"></h1>\n\
         <div id=\"alert\" role=\"alert\"></div>\n<div id=\"stage\"></div>\n\
         <script>\n{SCRIPT}</script>"
    );
    let response = page((&app, &base, &headers), "authentik", &body);
    welcome(&app, &base, &headers, response)
}

/// A page of the web interface, with the CSRF cookie where the version sets it there.
pub(crate) fn page(
    (app, base, headers): (&App, &BaseUrl, &HeaderMap),
    title: &str,
    body: &str,
) -> Response {
    let mut response = html_page(StatusCode::OK, title, body);
    if app.profile().pages_set_csrf() {
        let token = cookie(headers, CSRF_COOKIE).map(str::to_owned);
        let token = token.unwrap_or_else(|| app.entropy().alphanumeric(32));
        csrf_cookie(app, base, token).add_to(&mut response);
    }
    response
}

/// `GET /if/admin/`, of which the mock has the shell alone.
pub(super) async fn admin(State(app): State<App>, base: BaseUrl, headers: HeaderMap) -> Response {
    page((&app, &base, &headers), "authentik", "")
}

/// The first page after a login welcomes who has logged in; having done so is kept in the session.
fn welcome(app: &App, base: &BaseUrl, headers: &HeaderMap, response: Response) -> Response {
    let mut visitor = Visitor::of(app, headers);
    if !app.profile().pages_welcome() || !visitor.session.unwelcomed {
        return response;
    }
    visitor.session.unwelcomed = false;
    let plan = visitor.session.plan.take();
    save_plan(app, base, (visitor, plan), response)
}

/// `GET /`: to the user's page, or to log in.
pub(super) async fn root(State(app): State<App>, request: Request) -> Response {
    match Visitor::of(&app, request.headers()).logged_in() {
        Some(_) => redirect("/if/user/"),
        None => to_login(request.uri()),
    }
}

/// `GET /if/user/`: who is logged in, and the way out or in. The words are in attributes, since the text
/// of Authentik's page is empty until its script has run; it is the script that sends away who is not
/// logged in (recording `34-misc-health-config`, "/if/user/ anonymous").
pub(super) async fn user(State(app): State<App>, base: BaseUrl, headers: HeaderMap) -> Response {
    let visitor = Visitor::of(&app, &headers);
    let body = match visitor.logged_in() {
        Some(user) => {
            let name = escape(&user.username);
            format!(
                "<form action=\"/flows/-/default/invalidation/\">\n\
                 <input readonly aria-label=\"Logged in as\" value=\"Logged in as {name}\">\n\
                 <input type=\"submit\" value=\"Log out\">\n</form>"
            )
        }
        None => "<form action=\"/flows/-/default/authentication/\">\n\
                 <input type=\"hidden\" name=\"next\" value=\"/if/user/\">\n\
                 <input type=\"submit\" value=\"Log in\">\n</form>"
            .to_owned(),
    };
    let response = page((&app, &base, &headers), "authentik", &body);
    welcome(&app, &base, &headers, response)
}

//! What every request to Authentik's routes passes on its way in, and every answer on its way out.
//!
//! One handler does all of it: as layers of axum, each would wrap every route of every installation, and copy
//! what it wraps for every request.

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use tower::Service as _;

use crate::app::App;
use crate::http::{Receiver, add_headers, receive, unknown_path};
use crate::{fault, flows, journal};

#[derive(Clone)]
struct Front {
    app: App,
    receiver: Receiver,
    routes: Router,
}

/// The routes behind all of this.
pub(crate) fn in_front_of(routes: Router<App>, app: App, receiver: Receiver) -> Router {
    let front = Front {
        routes: routes.fallback(unknown_path).with_state(app.clone()),
        app,
        receiver,
    };
    Router::new().fallback(pass).with_state(front)
}

/// The outermost comes last.
async fn pass(State(front): State<Front>, request: Request) -> Response {
    let Front {
        app,
        receiver,
        mut routes,
    } = front;
    let route = async |request: Request| {
        let answer = routes.call(request).await;
        answer.unwrap_or_else(|never| match never {})
    };
    let received = async |request| receive(&receiver, request, route).await;
    let common = async |request| add_headers(&app, request, received).await;
    let allowed = async |request| {
        if app.profile().the_inactive_are_turned_out() {
            flows::turn_out(&app, request, common).await
        } else {
            common(request).await
        }
    };
    let faulty = async |request| fault::apply(&app, request, allowed).await;
    if app.journal().limits().exchanges > 0 {
        journal::record(&app, request, faulty).await
    } else {
        faulty(request).await
    }
}

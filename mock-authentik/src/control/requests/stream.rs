//! `GET /_mock/requests/stream`: server-sent events, as the HTML standard has them. Each event is a
//! summary, and its id the request's number, so that a client that reconnects misses nothing that the
//! journal still has.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;

use aide::NoApi;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{Stream, unfold};

use super::Summary;
use crate::app::App;
use crate::control::ControlError;
use crate::{Exchange, Journal, Matcher};

/// The exchanges that fit, those that the journal has and then those to come.
struct Following {
    journal: Journal,
    matcher: Matcher,
    ahead: VecDeque<Arc<Exchange>>,
}

impl Following {
    async fn next(mut self) -> (Arc<Exchange>, Self) {
        loop {
            if let Some(exchange) = self.ahead.pop_front() {
                self.matcher = self.matcher.after(exchange.number());
                return (exchange, self);
            }
            let more = self.journal.more();
            self.ahead = self.journal.find(&self.matcher).into();
            if self.ahead.is_empty() {
                more.await;
            }
        }
    }
}

pub(super) async fn stream(
    State(app): State<App>,
    headers: HeaderMap,
    query: Result<Query<Matcher>, QueryRejection>,
) -> Result<NoApi<Sse<impl Stream<Item = Result<Event, Infallible>>>>, ControlError> {
    let Query(mut matcher) = query?;
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    if let Some(last) = last.and_then(|id| id.parse().ok()) {
        matcher = matcher.after(last);
    }
    let following = Following {
        journal: app.journal().clone(),
        matcher,
        ahead: VecDeque::new(),
    };
    let events = unfold(following, async |following| {
        let (exchange, following) = following.next().await;
        // A summary is texts and numbers; were it not, the event would say so by being empty.
        let text = serde_json::to_string(&Summary::from(&*exchange)).unwrap_or_default();
        let event = Event::default().id(exchange.number().to_string());
        Some((Ok(event.data(text)), following))
    });
    Ok(NoApi(Sse::new(events).keep_alive(KeepAlive::default())))
}

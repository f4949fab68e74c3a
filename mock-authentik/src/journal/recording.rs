//! An exchange that is under way.

use std::sync::{Mutex, MutexGuard, PoisonError};

use ambient::Stopwatch;
use axum::body::Bytes;

use super::{Captured, Exchange};
use crate::app::App;

/// Which body of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Request,
    Answer,
}

/// An exchange that is recorded when its answer has passed.
pub(super) struct Recording {
    app: App,
    since: Stopwatch,
    state: Mutex<State>,
}

struct State {
    request_body: Captured,
    answer_body: Captured,
    /// The rest, from when there is an answer until it has passed.
    exchange: Option<Exchange>,
}

impl Recording {
    pub(super) fn start(app: App) -> Self {
        Self {
            app,
            since: Stopwatch::start(),
            state: Mutex::new(State {
                request_body: Captured::default(),
                answer_body: Captured::default(),
                exchange: None,
            }),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// There is an answer, whose body passes next.
    pub(super) fn answered(&self, exchange: Exchange) {
        self.state().exchange = Some(exchange);
    }

    pub(super) fn add(&self, side: Side, data: &Bytes) {
        let limit = self.app.journal().limits().body_bytes;
        let mut state = self.state();
        match side {
            // Part of the connection's buffer.
            Side::Request => state.request_body.add(data, limit, true),
            Side::Answer => state.answer_body.add(data, limit, false),
        }
    }

    /// A body is over; with the answer's, the exchange is.
    pub(super) fn end(&self, side: Side, complete: bool) {
        let mut state = self.state();
        if side == Side::Request {
            state.request_body.complete = complete;
            return;
        }
        let Some(mut exchange) = state.exchange.take() else {
            return;
        };
        exchange.request_body = std::mem::take(&mut state.request_body);
        exchange.answer_body = std::mem::take(&mut state.answer_body);
        drop(state);
        exchange.answer_body.complete = complete;
        exchange.took = self.since.elapsed();
        exchange.name_client();
        self.app.journal().push(exchange);
    }
}

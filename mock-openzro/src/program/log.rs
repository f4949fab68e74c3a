//! Log lines like openZro's: `TIME LEVEL FILE:LINE: MESSAGE` on stderr.

use std::fmt::{self, Write as _};

use ambient::Clock;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::registry::LookupSpan;

/// Writes the lines.
struct Lines(Clock);

/// Starts to log from `level` on.
pub(super) fn start(level: &str) {
    let level = match level {
        "trace" => Level::TRACE,
        "debug" => Level::DEBUG,
        "warn" | "warning" => Level::WARN,
        "error" => Level::ERROR,
        _ => Level::INFO,
    };
    let lines = tracing_subscriber::fmt()
        .with_env_filter(format!("off,mock_openzro={level}"))
        .event_format(Lines(Clock::system()))
        .with_writer(std::io::stderr);
    // A second start finds the first one's log, which will do.
    lines.try_init().ok();
}

impl<S, N> FormatEvent<S, N> for Lines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        _context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let level = match *event.metadata().level() {
            Level::TRACE => "TRAC",
            Level::DEBUG => "DEBG",
            Level::INFO => "INFO",
            Level::WARN => "WARN",
            Level::ERROR => "ERRO",
        };
        let mut text = Text::default();
        event.record(&mut text);
        let now = jiff::Timestamp::from_second(self.0.now_seconds()).unwrap_or_default();
        let file = event.metadata().file().unwrap_or("");
        let line = event.metadata().line().unwrap_or(0);
        writeln!(
            writer,
            "{now} {level} {}{file}:{line}: {}",
            text.fields, text.message
        )
    }
}

#[derive(Default)]
struct Text {
    fields: String,
    message: String,
}

impl Visit for Text {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let written = if field.name() == "message" {
            write!(self.message, "{value:?}")
        } else {
            write!(self.fields, "[{}: {value:?}] ", field.name())
        };
        // Writing to a string does not fail.
        written.ok();
    }
}

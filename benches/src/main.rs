//! `measure PROGRAM`: the figures of `docs/performance.md` that are not criterion's, as a table.
//!
//! Run it by `benches/run`, which keeps it on the second core; the server runs on the first.

use std::path::{Path, PathBuf};
use std::time::Duration;

use ambient::Stopwatch;
use benches::{Installation, Load, Requests, Result, ServerProcess, TOKEN, resident_bytes};
use mock_authentik::{Bootstrap, MockAuthentik};

const CONNECTIONS: usize = 64;
const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_secs(2);
const SIDE_BY_SIDE: u32 = 1000;
const TOKENS: usize = 100_000;
const CODES_A_ROUND: usize = 1500;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let program = std::env::args_os().nth(1).map(PathBuf::from);
    let program =
        program.ok_or("say where mock-authentik is: measure target/release/mock-authentik")?;
    say("| What | Measured | Target |");
    say("| --- | --- | --- |");
    start(&program).await?;
    let server = ServerProcess::start(&program).await?;
    let installation = Installation::set_up(&server.url()).await?;
    say(format!(
        "| RSS, one application made | {} | < 15 MiB |",
        mebibytes(server.resident_bytes()?)
    ));
    for (name, path) in [
        ("discovery", ".well-known/openid-configuration"),
        ("JWKS", "jwks/"),
    ] {
        let request = installation.get_request(path);
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            let same = Requests::Same(request.clone(), ROUND);
            rounds.push(round(&server, same).await?);
        }
        tell(name, "≥ 60,000/s", &rounds);
    }
    let request = installation.client_credentials().await?;
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let part = Requests::Times(request.clone(), TOKENS / ROUNDS);
        rounds.push(round(&server, part).await?);
    }
    tell("RS256 tokens by client_credentials", "≥ 3,300/s", &rounds);
    let living = mebibytes(server.resident_bytes()?);
    installation.let_tokens_expire().await?;
    round(&server, Requests::Times(request, 1)).await?;
    say(format!(
        "| RSS after {TOKENS} tokens, expired and swept (before: {living}) | {} | < 32 MiB |",
        mebibytes(server.resident_bytes()?)
    ));
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let each = Requests::Each(installation.code_exchanges(CODES_A_ROUND).await?);
        rounds.push(round(&server, each).await?);
    }
    tell("code exchanges, two signatures", "≥ 1,600/s", &rounds);
    drop(server);
    side_by_side().await
}

/// From `exec` to the first key set. A fresh installation has no provider, so one is made on the way.
async fn start(program: &Path) -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..11 {
        let since = Stopwatch::start();
        let server = ServerProcess::start(program).await?;
        let installation = Installation::set_up(&server.url()).await?;
        let jwks = Requests::Times(installation.get_request("jwks/"), 1);
        Load::put_on(server.address(), 1, jwks).await?;
        times.push(since.elapsed());
    }
    let (least, median) = (times.iter().min().copied(), median(&mut times));
    say(format!(
        "| from exec to the first JWKS answer, the provider made through the API | {median:.1?}, least {:.1?} | < 50 ms |",
        least.unwrap_or_default()
    ));
    Ok(())
}

async fn side_by_side() -> Result<()> {
    let before = resident_bytes("self")?;
    let (mut running, mut times) = (Vec::new(), Vec::new());
    for _ in 0..SIDE_BY_SIDE {
        let bootstrap = Bootstrap {
            token: Some(TOKEN.to_owned()),
            ..Bootstrap::default()
        };
        let since = Stopwatch::start();
        running.push(
            MockAuthentik::builder()
                .bootstrap(bootstrap)
                .start()
                .await?,
        );
        times.push(since.elapsed());
    }
    let each = (resident_bytes("self")?.saturating_sub(before)) / u64::from(SIDE_BY_SIDE);
    for mock in &running {
        reqwest::get(format!("{}/-/health/live/", mock.url()))
            .await?
            .error_for_status()?;
    }
    let asked = (resident_bytes("self")?.saturating_sub(before)) / u64::from(SIDE_BY_SIDE);
    let median = median(&mut times);
    say(format!(
        "| start in process, {SIDE_BY_SIDE} side by side | {median:.2?} | < 5 ms |"
    ));
    say(format!(
        "| memory of each | {}, once asked {} | < 2 MiB |",
        mebibytes(each),
        mebibytes(asked)
    ));
    Ok(())
}

/// A rate by the clock on the wall, and by the time that the server's core worked: the latter is not
/// changed much by whatever else the machine does.
struct Round {
    by_the_wall: f64,
    by_the_core: f64,
}

async fn round(server: &ServerProcess, requests: Requests) -> Result<Round> {
    let before = server.processor_time()?;
    let load = Load::put_on(server.address(), CONNECTIONS, requests).await?;
    let took = server.processor_time()?.saturating_sub(before);
    let by_the_core = Load { took, ..load };
    Ok(Round {
        by_the_wall: load.rate(),
        by_the_core: by_the_core.rate(),
    })
}

fn tell(name: &str, target: &str, rounds: &[Round]) {
    let of = |rate: fn(&Round) -> f64| {
        let mut rates: Vec<f64> = rounds.iter().map(rate).collect();
        rates.sort_by(f64::total_cmp);
        rates[rates.len() / 2]
    };
    let (wall, core) = (of(|round| round.by_the_wall), of(|round| round.by_the_core));
    say(format!(
        "| {name} | {wall:.0}/s ({core:.0} for each second that the server's core worked) | {target} |"
    ));
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
fn mebibytes(bytes: u64) -> String {
    format!("{:.2} MiB", bytes as f64 / f64::from(1 << 20))
}

#[expect(clippy::print_stdout, reason = "the program's output")]
fn say(line: impl std::fmt::Display) {
    println!("{line}");
}

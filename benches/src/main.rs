//! `measure PROGRAM [--quick]`: the figures of `docs/performance.md`, as a table.
//!
//! Run it by `benches/run`, which keeps it on the second core; the server runs on the first.

use std::path::{Path, PathBuf};
use std::time::Duration;

use ambient::{Stopwatch, delay};
use benches::{
    Installation, Load, Requests, Result, ServerProcess, TOKEN, get_request, resident_bytes,
};
use mock_authentik::{Bootstrap, MockAuthentik};

const CONNECTIONS: usize = 64;
const PAGE_SIZE: usize = 100;
/// openZro's whole guide.
const GUIDE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../mock-authentik/examples/guide.seed.yaml"
);

/// How much of everything is measured.
struct Effort {
    rounds: usize,
    round: Duration,
    tokens: usize,
    codes_a_round: usize,
    users: usize,
    pages: usize,
    side_by_side: u32,
}

const WHOLE: Effort = Effort {
    rounds: 5,
    round: Duration::from_secs(2),
    tokens: 100_000,
    codes_a_round: 1500,
    users: 100_000,
    pages: 500,
    side_by_side: 1000,
};

/// Enough to see that it works.
const QUICK: Effort = Effort {
    rounds: 3,
    round: Duration::from_millis(500),
    tokens: 6000,
    codes_a_round: 200,
    users: 5000,
    pages: 100,
    side_by_side: 100,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let program = arguments.next().map(PathBuf::from);
    let program =
        program.ok_or("say where mock-authentik is: measure target/release/mock-authentik")?;
    let effort = match arguments.next() {
        None => &WHOLE,
        Some(quick) if quick == "--quick" => &QUICK,
        Some(other) => {
            return Err(format!("{} is not known; there is --quick", other.display()).into());
        }
    };
    say("| What | Measured | Target |");
    say("| --- | --- | --- |");
    start(&program).await?;
    under_load(&program, effort).await?;
    users(&program, effort).await?;
    side_by_side(effort.side_by_side).await
}

/// From `exec` to the first key set, and what it takes then, with openZro's guide as the seed.
async fn start(program: &Path) -> Result<()> {
    let (mut times, mut sizes) = (Vec::new(), Vec::new());
    for _ in 0..21 {
        let since = Stopwatch::start();
        let server = ServerProcess::start(program, Some(Path::new(GUIDE))).await?;
        let jwks = Requests::Times(get_request(server.address(), "jwks/"), 1);
        Load::put_on(server.address(), 1, jwks).await?;
        times.push(since.elapsed());
        sizes.push(server.resident_bytes()?);
    }
    let (least, median) = (times.iter().min().copied(), median(&mut times));
    say(format!(
        "| from exec to the first JWKS answer, seeded with openZro's guide | {median:.1?}, least {:.1?} | < 50 ms |",
        least.unwrap_or_default()
    ));
    sizes.sort_unstable();
    say(format!(
        "| RSS, idle | {} | < 15 MiB |",
        mebibytes(sizes[sizes.len() / 2])
    ));
    Ok(())
}

async fn under_load(program: &Path, effort: &Effort) -> Result<()> {
    let server = ServerProcess::start(program, None).await?;
    let installation = Installation::set_up(&server.url()).await?;
    for (name, path) in [
        ("discovery", ".well-known/openid-configuration"),
        ("JWKS", "jwks/"),
    ] {
        let request = get_request(server.address(), path);
        let mut rounds = Vec::new();
        for _ in 0..effort.rounds {
            let same = Requests::Same(request.clone(), effort.round);
            rounds.push(round(&server, same).await?);
        }
        tell(name, "≥ 60,000/s", &rounds);
    }
    let request = installation.client_credentials().await?;
    let mut rounds = Vec::new();
    for _ in 0..effort.rounds {
        let part = Requests::Times(request.clone(), effort.tokens / effort.rounds);
        rounds.push(round(&server, part).await?);
    }
    tell("RS256 tokens by client_credentials", "≥ 3,300/s", &rounds);
    let living = mebibytes(server.resident_bytes()?);
    installation.let_tokens_expire().await?;
    // The allocator gives back what has been free for a second, when something is asked for.
    for _ in 0..3 {
        delay(Duration::from_secs(1)).await;
        round(&server, Requests::Times(request.clone(), CONNECTIONS)).await?;
    }
    say(format!(
        "| RSS after {} tokens, expired and swept (before: {living}) | {} | < 32 MiB |",
        effort.tokens,
        mebibytes(server.resident_bytes()?)
    ));
    let mut rounds = Vec::new();
    for _ in 0..effort.rounds {
        let exchanges = installation.code_exchanges(effort.codes_a_round).await?;
        rounds.push(round(&server, Requests::Each(exchanges)).await?);
    }
    tell("code exchanges, two signatures", "≥ 1,600/s", &rounds);
    Ok(())
}

/// What a page of the list of users takes, one after the other.
async fn users(program: &Path, effort: &Effort) -> Result<()> {
    let server = ServerProcess::start(program, None).await?;
    let installation = Installation::set_up(&server.url()).await?;
    installation.add_users(effort.users).await?;
    let last = effort.users / PAGE_SIZE;
    for page in [1, last / 2, last] {
        let request = installation.users_request(page);
        let before = server.processor_time()?;
        let pages = Requests::Times(request, effort.pages);
        let load = Load::put_on(server.address(), 1, pages).await?;
        let count = u32::try_from(effort.pages)?;
        let worked = server.processor_time()?.saturating_sub(before) / count;
        say(format!(
            "| page {page} of {} users | {:.2?} (the server's core worked {worked:.2?}) | < 2 ms |",
            effort.users,
            load.took / count,
        ));
    }
    Ok(())
}

async fn side_by_side(count: u32) -> Result<()> {
    let before = resident_bytes("self")?;
    let (mut running, mut times) = (Vec::new(), Vec::new());
    for _ in 0..count {
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
    let each = (resident_bytes("self")?.saturating_sub(before)) / u64::from(count);
    for mock in &running {
        reqwest::get(format!("{}/-/health/live/", mock.url()))
            .await?
            .error_for_status()?;
    }
    let asked = (resident_bytes("self")?.saturating_sub(before)) / u64::from(count);
    let median = median(&mut times);
    say(format!(
        "| start in process, {count} side by side | {median:.2?} | < 5 ms |"
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

//! What one process can do with the library: starts, and pages of a list of 100,000 users.
#![expect(clippy::expect_used, reason = "a benchmark has nobody to report to")]

use benches::{Installation, Load, Requests, TOKEN};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use mock_authentik::{Bootstrap, MockAuthentik};
use tokio::runtime::Runtime;

const USERS: usize = 100_000;
const PAGE_SIZE: usize = 100;

async fn started() -> MockAuthentik {
    let bootstrap = Bootstrap {
        token: Some(TOKEN.to_owned()),
        ..Bootstrap::default()
    };
    let starting = MockAuthentik::builder().bootstrap(bootstrap).start();
    starting.await.expect("it starts")
}

fn start(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    criterion.bench_function("start in process", |bencher| {
        bencher.iter(|| runtime.block_on(started()));
    });
}

fn users(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    let (mock, installation) = runtime.block_on(async {
        let mock = started().await;
        let installation = Installation::set_up(&mock.url())
            .await
            .expect("it is set up");
        installation.add_users(USERS).await.expect("users are made");
        (mock, installation)
    });
    let mut group = criterion.benchmark_group("a page of 100,000 users");
    for page in [1, USERS / PAGE_SIZE / 2, USERS / PAGE_SIZE] {
        let request = installation.users_request(page);
        group.bench_with_input(
            BenchmarkId::from_parameter(page),
            &request,
            |bencher, request| {
                // The connection is opened once for many pages.
                bencher.iter_custom(|count| {
                    let count = usize::try_from(count).expect("a count");
                    let pages = Requests::Times(request.clone(), count);
                    let load = runtime.block_on(Load::put_on(mock.address(), 1, pages));
                    load.expect("pages").took
                });
            },
        );
    }
    group.finish();
}

criterion_group!(all, start, users);
criterion_main!(all);

//! What the program holds of what it is sent is bounded.

use std::net::SocketAddr;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinSet;

use crate::raw::{request, send, status};

const MIB: usize = 1024 * 1024;

/// The program, on a free port. It ends with the handle.
async fn program() -> (Child, SocketAddr) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_mock-authentik"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("RUST_LOG", "warn")
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let line = lines.next_line().await.unwrap().unwrap();
    let (_, address) = line.split_once("http://").unwrap();
    let (address, _) = address.split_once(';').unwrap();
    (program, address.parse().unwrap())
}

/// The most memory that it has had, in MiB.
fn peak(program: &Child) -> usize {
    let path = format!("/proc/{}/status", program.id().unwrap());
    let told = std::fs::read_to_string(path).unwrap();
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib: usize = line
        .unwrap()
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .unwrap();
    kib / 1024
}

#[tokio::test]
async fn many_large_bodies_at_once_wait_for_room() {
    let (program, address) = program().await;
    let json = b"Content-Type: application/json\r\n";
    let large = request(
        "POST",
        b"/application/o/token/",
        json,
        &vec![b'a'; 31 * MIB],
    );
    let large: &'static [u8] = large.leak();
    let mut senders = JoinSet::new();
    for _ in 0..16 {
        senders.spawn(send(address, large));
    }
    let answers = senders.join_all().await;
    assert!(answers.iter().all(|answer| status(answer) == Some(400)));
    let peak = peak(&program);
    assert!(peak < 320, "16 bodies of 31 MiB took {peak} MiB");
}

//! `record` and `import`: from what a browser does to a file for others.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};

use harness::har::Recording;

use super::watch::Running;
use super::{exit, harness, refused, root};

const SECRET: &str = "abcdefgh12345678";

/// A server that gives a cookie to everybody; its address.
fn upstream() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let head = BufReader::new(&stream).lines().map_while(Result::ok);
            head.take_while(|line| !line.is_empty()).for_each(drop);
            let answer = format!(
                "HTTP/1.1 200 OK\r\nset-cookie: authentik_session={SECRET}\r\ncontent-length: 2\r\n\
                 connection: close\r\n\r\nok"
            );
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    address
}

fn ask(address: &str, path: &str) {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(
        answer.contains(SECRET),
        "the tap passes everything on: {answer}"
    );
}

#[test]
fn what_passes_is_recorded_without_secrets_even_if_the_program_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("a.har");
    let child = Command::new(env!("CARGO_BIN_EXE_openzro-harness"))
        .args(["record", "--listen", "127.0.0.1:0", "--upstream"])
        .arg(format!("http://{}", upstream()))
        .arg("--out")
        .arg(&out)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut running = Running(child);
    let mut said = String::new();
    let mut stdout = BufReader::new(running.0.stdout.take().unwrap());
    stdout.read_line(&mut said).unwrap();
    let address = said.split('/').nth(2).unwrap();
    ask(address, &format!("/if/flow/one/?token={SECRET}-1"));
    ask(address, "/if/flow/two/");
    while !fs::read_to_string(&out).unwrap().contains("/if/flow/two/") {
        std::thread::yield_now();
    }
    running.0.kill().unwrap();
    running.0.wait().unwrap();
    let recording = Recording::read(&out).unwrap();
    assert_eq!(recording.entries.len(), 2);
    assert!(!fs::read_to_string(&out).unwrap().contains(SECRET));
    let again = [
        "record",
        "--listen",
        "127.0.0.1:0",
        "--upstream",
        "http://127.0.0.1:9",
        "--out",
        &out.to_string_lossy(),
    ];
    assert!(refused(&again, exit::NOT_WRITTEN).contains("is there already"));
}

/// As Chrome writes it, with what it has of its own.
const CHROME: &str = r#"{"log": {"version": "1.2", "creator": {"name": "WebInspector", "version": "537.36"}, "pages": [], "entries": [
  {"_initiator": {"type": "other"}, "_resourceType": "script", "startedDateTime": "2026-11-24T10:00:00.000+02:00", "time": 1.5,
   "request": {"method": "GET", "url": "https://cdn.corp.test/app.js", "httpVersion": "h2", "headers": [], "cookies": []},
   "response": {"status": 200, "headers": [], "content": {"size": 1, "text": "x"}}},
  {"startedDateTime": "2026-11-24T10:00:02.000+02:00", "time": 1.5, "serverIPAddress": "10.1.2.3",
   "request": {"method": "POST", "url": "https://sso.corp.test/application/o/token/", "httpVersion": "h2",
     "headers": [{"name": ":authority", "value": "sso.corp.test"}, {"name": "content-type", "value": "application/x-www-form-urlencoded"}],
     "postData": {"mimeType": "application/x-www-form-urlencoded", "text": "", "params": [
       {"name": "grant_type", "value": "authorization_code"}, {"name": "code", "value": "558e470645b0425a9920710230da9238"}]}},
   "response": {"status": 200, "headers": [{"name": "content-encoding", "value": "br"}],
     "content": {"size": 20, "mimeType": "application/json", "text": "{\"access_token\": \"s3cret-s3cret\", \"email\": \"ann@corp.test\"}"}}},
  {"startedDateTime": "2026-11-24T10:00:01.000+02:00", "time": 0,
   "request": {"method": "GET", "url": "https://sso.corp.test/if/flow/x/", "headers": []},
   "response": {"status": 0, "headers": [], "content": {"size": 0}}}]}}"#;

#[test]
fn a_browsers_recording_becomes_a_file_to_be_shown() {
    let folder = tempfile::tempdir().unwrap();
    let har = folder.path().join("login.har");
    fs::write(&har, CHROME).unwrap();
    let har = har.to_string_lossy();
    let made = harness(&["import", &har]);
    assert!(made.status.success(), "{made:?}");
    let replay = folder.path().join("login.replay.har");
    let text = fs::read_to_string(&replay).unwrap();
    for secret in ["corp.test", "558e47", "s3cret", "ann@", "10.1.2.3"] {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
    let recording = Recording::read(&replay).unwrap();
    assert_eq!(recording.entries.len(), 1);
    let made = harness(&["import", &har, "--as", "scenario"]);
    assert!(made.status.success(), "{made:?}");
    let scenario = folder.path().join("login.yaml");
    let text = fs::read_to_string(&scenario).unwrap();
    assert!(
        text.contains("- sso.login: { user: alice, expect: { outcome: signed_in } }"),
        "{text}"
    );
    assert!(
        harness(&["validate", &scenario.to_string_lossy()])
            .status
            .success()
    );
    assert!(refused(&["import", &har], exit::NOT_WRITTEN).contains("is there already"));
}

#[test]
fn every_recording_makes_a_scenario_that_reads_well() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "02-authcode-pkce",
        "10-device",
        "31-admin-users-write",
        "50-user-deleted",
    ] {
        let har = root().join(format!("tests/recordings/2025.12.4/{name}.har.gz"));
        let out = folder.path().join(format!("{name}.yaml"));
        let (har, out) = (har.to_string_lossy(), out.to_string_lossy());
        let made = harness(&["import", &har, "--as", "scenario", "--out", &out]);
        assert!(made.status.success(), "{made:?}");
        let read = harness(&["validate", &out]);
        assert!(
            read.status.success(),
            "{read:?}\n{}",
            fs::read_to_string(&*out).unwrap()
        );
    }
}

#[test]
fn a_recording_of_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let har = folder.path().join("other.har");
    fs::write(&har, CHROME.replace("sso.corp.test/", "sso.corp.test/x/")).unwrap();
    let said = refused(&["import", &har.to_string_lossy()], exit::BAD_RECORDING);
    assert!(said.contains("no request to Authentik"), "{said}");
}

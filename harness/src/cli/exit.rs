//! Exit codes: the one place that says what each means.

/// Everything is as it should be.
pub const OK: u8 = 0;
/// A scenario failed, or a replayed exchange differs.
pub const FAILED: u8 = 1;
/// The command line is wrong. clap's own code.
pub const USAGE: u8 = 2;
/// A scenario file says something that it may not.
pub const BAD_SCENARIO: u8 = 3;
/// A file or folder is missing or cannot be read.
pub const MISSING_FILE: u8 = 4;
/// A target does not answer.
pub const NO_ANSWER: u8 = 5;
/// A port is in use.
pub const PORT_IN_USE: u8 = 6;
/// A `management.json` lacks a field, or has a wrong one.
pub const BAD_MANAGEMENT_JSON: u8 = 7;
/// Authentik could not be set up as the guide says.
pub const NOT_PROVISIONED: u8 = 8;
/// A report, a snapshot or a configuration file could not be written.
pub const NOT_WRITTEN: u8 = 9;
/// A snapshot stands beside no scenario.
pub const STRAY_SNAPSHOT: u8 = 10;
/// The scenario schema is not the one in the repository.
pub const STALE_SCHEMA: u8 = 11;
/// A target could not be started for another reason.
pub const TARGET_NOT_STARTED: u8 = 12;
/// A recording or a list of deviations is none.
pub const BAD_RECORDING: u8 = 13;
/// A scenario names somebody whom it does not define.
pub const UNKNOWN_PERSON: u8 = 14;
/// A client was given a token for another audience, from another issuer, or not rightly signed.
pub const BAD_TOKEN: u8 = 15;
/// No scenario failed, and a known bug seems to be mended.
pub const FIXED: u8 = 16;
/// No Docker engine answers.
pub const NO_DOCKER: u8 = 17;
/// Docker's socket is not for this user.
pub const NO_DOCKER_PERMISSION: u8 = 18;
/// An image does not exist.
pub const NO_IMAGE: u8 = 19;
/// A registry does not give an image.
pub const REGISTRY: u8 = 20;
/// A container ended by itself.
pub const CONTAINER_ENDED: u8 = 21;
/// Docker has no room on its disk.
pub const DISK_FULL: u8 = 22;
/// A target started, and was not ready in time.
pub const NOT_READY: u8 = 23;
/// Ctrl-C stopped it.
pub const INTERRUPTED: u8 = 130;

/// The codes in words, for `--help`.
pub(super) const HELP: &str = "\
Exit codes:
    0  everything is as it should be
    1  a scenario failed, or a replayed exchange differs
    2  the command line is wrong
    3  a scenario file says something that it may not
    4  a file or folder is missing or cannot be read
    5  a target does not answer
    6  a port is in use
    7  a management.json lacks a field, or has a wrong one
    8  Authentik could not be set up as the guide says
    9  a report, a snapshot or a configuration file could not be written
   10  a snapshot stands beside no scenario
   11  the scenario schema is not the one in the repository
   12  a target could not be started for another reason
   13  a recording or a list of deviations is none
   14  a scenario names somebody whom it does not define
   15  a client was given a token for another audience or issuer, or with a wrong signature
   16  no scenario failed, and a known bug seems to be mended
   17  no Docker engine answers
   18  Docker's socket is not for this user
   19  an image does not exist
   20  a registry does not give an image
   21  a container ended by itself
   22  Docker has no room on its disk
   23  a target started, and was not ready in time
  130  Ctrl-C stopped it";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_lists_each_code_once() {
        let codes = [
            OK,
            FAILED,
            USAGE,
            BAD_SCENARIO,
            MISSING_FILE,
            NO_ANSWER,
            PORT_IN_USE,
            BAD_MANAGEMENT_JSON,
            NOT_PROVISIONED,
            NOT_WRITTEN,
            STRAY_SNAPSHOT,
            STALE_SCHEMA,
            TARGET_NOT_STARTED,
            BAD_RECORDING,
            UNKNOWN_PERSON,
            BAD_TOKEN,
            FIXED,
            NO_DOCKER,
            NO_DOCKER_PERMISSION,
            NO_IMAGE,
            REGISTRY,
            CONTAINER_ENDED,
            DISK_FULL,
            NOT_READY,
            INTERRUPTED,
        ];
        let listed: Vec<u8> = HELP
            .lines()
            .filter_map(|line| line.split_whitespace().next()?.parse().ok())
            .collect();
        assert_eq!(listed, codes);
    }
}

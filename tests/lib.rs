//! Shared helpers of the integration tests: finding the repository, the scenarios and the recordings.

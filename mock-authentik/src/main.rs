//! `mock-authentik`: the mock as a program.

fn main() {}

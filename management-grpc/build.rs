//! Compiles the protocol with Rust alone.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let files = protox::compile(["proto/management.proto"], ["proto"])?;
    tonic_prost_build::configure()
        .type_attribute(
            ".",
            "#[derive(serde::Serialize)] #[serde(rename_all = \"camelCase\")]",
        )
        .compile_fds(files)?;
    println!("cargo::rerun-if-changed=proto/management.proto");
    Ok(())
}

//! Makes the signing keys of fresh installations, so that a start does not have to: a key takes longer
//! than all the rest of it. They come from a fixed seed: every build makes the same ones, and none is
//! in the repository. They protect nothing.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use chacha20::ChaCha20Rng;
use chacha20::rand_core::SeedableRng;
use rsa::PrivateKey;
use rsa::pkcs8::EncodePrivateKey;

/// As many as `POOL` in `src/crypto/pool.rs` has.
const KEYS: usize = 4;
/// Authentik makes 4096; see `docs/fidelity.md`.
const BITS: usize = 2048;
const SEED: u64 = 9000;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let directory = env::var("OUT_DIR")?;
    let mut rng = ChaCha20Rng::seed_from_u64(SEED);
    for place in 0..KEYS {
        let key = PrivateKey::new(&mut rng, BITS)?.to_pkcs8_der()?;
        let file = Path::new(&directory).join(format!("signing-key-{place}.der"));
        fs::write(file, key.as_bytes())?;
    }
    Ok(())
}

//! Messages in NaCl boxes: X25519, `XSalsa20` and Poly1305, the nonce in front.

use ambient::Entropy;
use crypto_box::SalsaBox;
use crypto_box::aead::Aead;
use prost::Message;

use crate::proto::EncryptedMessage;
use crate::{PrivateKey, PublicKey};

/// The length of a nonce, in bytes.
const NONCE: usize = 24;

/// A sealed message could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// There is not even a nonce.
    #[error("the sealed message has {0} bytes, less than its nonce of 24")]
    Short(usize),
    /// The box was made for another key, by another key, or was tampered with.
    #[error(
        "the sealed message does not open with these keys; was it sealed for the server's present key?"
    )]
    Refused,
    /// The box holds something else.
    #[error("the sealed message holds no such message: {0}")]
    Decode(#[from] prost::DecodeError),
}

/// Seals `message` of the owner of `from` for the owner of `to`.
pub fn seal(
    message: &impl Message,
    from: &PrivateKey,
    to: &PublicKey,
    entropy: &Entropy,
) -> EncryptedMessage {
    let nonce: [u8; NONCE] = entropy.bytes();
    // Sealing fails only for messages longer than 256 GiB; nobody can open what is sent then.
    let sealed = SalsaBox::new(&to.0, &from.secret)
        .encrypt(&nonce.into(), message.encode_to_vec().as_slice())
        .unwrap_or_default();
    EncryptedMessage {
        wg_pub_key: from.public().to_string(),
        body: [nonce.as_slice(), &sealed].concat(),
        version: 0,
    }
}

/// Opens the `body` that the owner of `from` sealed for the owner of `to`.
///
/// # Errors
/// [`OpenError`] when it was not, or holds another kind of message.
pub fn open<M: Message + Default>(
    body: &[u8],
    from: &PublicKey,
    to: &PrivateKey,
) -> Result<M, OpenError> {
    let (nonce, sealed) = body
        .split_first_chunk::<NONCE>()
        .ok_or(OpenError::Short(body.len()))?;
    let opened = SalsaBox::new(&from.0, &to.secret)
        .decrypt(&(*nonce).into(), sealed)
        .map_err(|_| OpenError::Refused)?;
    Ok(M::decode(opened.as_slice())?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::proto::{Empty, LoginRequest};

    struct Pair {
        machine: PrivateKey,
        server: PrivateKey,
        entropy: Entropy,
    }

    impl Pair {
        fn new(seed: u64) -> Self {
            let entropy = Entropy::seeded(seed);
            Self {
                machine: PrivateKey::new(&entropy),
                server: PrivateKey::new(&entropy),
                entropy,
            }
        }

        fn seal(&self, message: &impl Message) -> Vec<u8> {
            seal(message, &self.machine, self.server.public(), &self.entropy).body
        }

        fn open(&self, body: &[u8]) -> Result<LoginRequest, OpenError> {
            open(body, self.machine.public(), &self.server)
        }
    }

    fn login(token: String) -> LoginRequest {
        LoginRequest {
            jwt_token: token,
            ..LoginRequest::default()
        }
    }

    proptest! {
        // Unoptimised, a box takes milliseconds.
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn what_is_sealed_opens(seed: u64, token in ".{0,200}") {
            let (pair, message) = (Pair::new(seed), login(token));
            prop_assert_eq!(pair.open(&pair.seal(&message)), Ok(message));
        }

        #[test]
        fn what_is_tampered_with_does_not(seed: u64, at: prop::sample::Index, flip in 1_u8..) {
            let pair = Pair::new(seed);
            let mut body = pair.seal(&login("token".to_owned()));
            let at = at.index(body.len());
            body[at] ^= flip;
            prop_assert_eq!(pair.open(&body), Err(OpenError::Refused));
        }

        #[test]
        fn any_bytes_open_or_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            let refused = match bytes.len() {
                short @ ..NONCE => OpenError::Short(short),
                _ => OpenError::Refused,
            };
            prop_assert_eq!(Pair::new(1).open(&bytes), Err(refused));
        }
    }

    #[test]
    fn another_key_does_not_open() {
        let (pair, other) = (Pair::new(1), Pair::new(2));
        assert_eq!(other.open(&pair.seal(&Empty {})), Err(OpenError::Refused));
    }

    /// The reference, section 4.3: an empty message's body has 40 bytes.
    #[test]
    fn an_empty_message_has_forty_bytes() {
        assert_eq!(Pair::new(1).seal(&Empty {}).len(), 40);
    }

    /// A message that is none of protobuf, sealed rightly.
    #[test]
    fn another_content_is_told_from_another_key() {
        let pair = Pair::new(1);
        let sealed = SalsaBox::new(&pair.server.public().0, &pair.machine.secret)
            .encrypt(&[0; NONCE].into(), [0xff; 4].as_slice())
            .unwrap();
        let body = [[0; NONCE].as_slice(), &sealed].concat();
        let error = pair.open(&body).unwrap_err();
        assert!(matches!(error, OpenError::Decode(_)), "{error}");
    }
}

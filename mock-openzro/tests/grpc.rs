//! gRPC, as a client sees it. What is expected here the real management server has answered.
#![expect(clippy::unwrap_used, reason = "what a test sets up must hold")]

use std::net::SocketAddr;

use ambient::{Clock, Entropy, Server};
use axum::{Json, Router, routing::get};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use management_grpc::proto::management_service_client::ManagementServiceClient;
use management_grpc::proto::{
    Empty, EncryptedMessage, LoginRequest, LoginResponse, PeerConfig, PeerKeys, PeerSystemMeta,
};
use management_grpc::{PrivateKey, PublicKey, open, seal};
use mock_openzro::{Config, HttpConfig, MockOpenzro};
use proptest::prelude::*;
use serde_json::json;
use tonic::Code;
use tonic::transport::Channel;

const ISSUER: &str = "https://ak.example.com/application/o/openzro/";

/// A provider that only has keys, a management server that trusts it, and a client.
struct World {
    _provider: Server,
    openzro: MockOpenzro,
    client: ManagementServiceClient<Channel>,
    server_key: PublicKey,
    signing_key: EncodingKey,
    clock: Clock,
    entropy: Entropy,
}

impl World {
    async fn new() -> Self {
        let pem = rcgen::KeyPair::generate().unwrap().serialize_pem();
        let signing_key = EncodingKey::from_ec_pem(pem.as_bytes()).unwrap();
        let mut jwk = Jwk::from_encoding_key(&signing_key, Algorithm::ES256).unwrap();
        jwk.common.key_id = Some("k1".to_owned());
        let jwks = Json(json!({ "keys": [jwk] }));
        let provider = Router::new().route("/jwks/", get(|| async { jwks }));
        let provider = Server::start(SocketAddr::from(([127, 0, 0, 1], 0)), provider)
            .await
            .unwrap();
        let config = Config {
            http_config: Some(HttpConfig {
                auth_issuer: ISSUER.to_owned(),
                auth_audience: "CID".to_owned(),
                auth_keys_location: format!("{}/jwks/", provider.url()),
                ..HttpConfig::default()
            }),
            ..Config::default()
        };
        let clock = Clock::system();
        let openzro = MockOpenzro::builder()
            .config(config)
            .clock(clock.clone())
            .start()
            .await
            .unwrap();
        let mut client = ManagementServiceClient::connect(openzro.url())
            .await
            .unwrap();
        let answer = client.get_server_key(Empty {}).await.unwrap().into_inner();
        Self {
            _provider: provider,
            openzro,
            client,
            server_key: answer.key.parse().unwrap(),
            signing_key,
            clock,
            entropy: Entropy::os(),
        }
    }

    fn token(&self, user: &str) -> String {
        let now = self.clock.now_seconds();
        let claims = json!({"iss": ISSUER, "aud": "CID", "sub": user, "iat": now, "exp": now + 60});
        let header = Header {
            kid: Some("k1".to_owned()),
            ..Header::new(Algorithm::ES256)
        };
        jsonwebtoken::encode(&header, &claims, &self.signing_key).unwrap()
    }

    async fn send(
        &mut self,
        machine: &PrivateKey,
        request: LoginRequest,
    ) -> Result<PeerConfig, (Code, String)> {
        let sealed = seal(&request, machine, &self.server_key, &self.entropy);
        let answer = self
            .client
            .login(sealed)
            .await
            .map_err(|status| refusal(&status))?
            .into_inner();
        let opened: LoginResponse = open(&answer.body, &self.server_key, machine).unwrap();
        Ok(opened.peer_config.unwrap())
    }

    async fn login(
        &mut self,
        machine: &PrivateKey,
        token: &str,
    ) -> Result<PeerConfig, (Code, String)> {
        let request = LoginRequest {
            meta: Some(PeerSystemMeta {
                hostname: "laptop".to_owned(),
                ..PeerSystemMeta::default()
            }),
            jwt_token: token.to_owned(),
            ..LoginRequest::default()
        };
        self.send(machine, request).await
    }

    fn machine(&self) -> PrivateKey {
        PrivateKey::new(&self.entropy)
    }
}

fn refusal(status: &tonic::Status) -> (Code, String) {
    (status.code(), status.message().to_owned())
}

fn refused(code: Code, message: impl Into<String>) -> Result<PeerConfig, (Code, String)> {
    Err((code, message.into()))
}

const NO_AUTH: &str =
    "no peer auth method provided, please use a setup key or interactive SSO login";

#[tokio::test]
async fn a_machine_registers_with_a_token_and_is_known_from_then_on() {
    let mut world = World::new().await;
    let machine = world.machine();
    assert_eq!(
        world.login(&machine, "").await,
        refused(Code::PermissionDenied, NO_AUTH)
    );
    let token = world.token("5");
    let peer = world.login(&machine, &token).await.unwrap();
    assert!(
        peer.address.starts_with("100.") && peer.address.ends_with("/16"),
        "{peer:?}"
    );
    assert_eq!(peer.fqdn, "laptop.openzro.selfhosted");
    assert_eq!(world.login(&machine, "").await.unwrap(), peer);
    assert_eq!(world.login(&machine, &token).await.unwrap(), peer);
    let other = world.token("6");
    assert_eq!(
        world.login(&machine, &other).await,
        refused(
            Code::PermissionDenied,
            "peer is already registered by a different User or a Setup Key"
        )
    );
    // Another machine of the same name gets the end of its address into its label.
    let second = world.machine();
    let second = world.login(&second, &token).await.unwrap();
    let ip = second.address.trim_end_matches("/16");
    let numbers: Vec<_> = ip.split('.').skip(2).collect();
    let label = format!("laptop-{}.openzro.selfhosted", numbers.join("-"));
    assert_eq!(second.fqdn, label);
}

#[tokio::test]
async fn a_login_is_refused_in_the_real_server_s_words() {
    let mut world = World::new().await;
    let (machine, token) = (world.machine(), world.token("5"));
    let no_meta = LoginRequest {
        jwt_token: token.clone(),
        ..LoginRequest::default()
    };
    let message = format!(
        "peer system meta has to be provided to log in. Peer {}, remote addr 127.0.0.1",
        machine.public()
    );
    assert_eq!(
        world.send(&machine, no_meta).await,
        refused(Code::FailedPrecondition, message)
    );
    let setup_key = LoginRequest {
        setup_key: "A2C8E62B-38F5-4553-B31E-DD66C696CEBB".to_owned(),
        meta: Some(PeerSystemMeta::default()),
        ..LoginRequest::default()
    };
    assert_eq!(
        world.send(&machine, setup_key).await,
        refused(Code::NotFound, "couldn't add peer: setup key is invalid")
    );
    let malformed = "invalid jwt token, err: token could not be parsed: token is malformed: \
                     token contains an invalid number of segments";
    assert_eq!(
        world.login(&machine, "opaque").await,
        refused(Code::InvalidArgument, malformed)
    );
    world.server_key = world.machine().public().clone();
    assert_eq!(
        world.login(&machine, &token).await,
        refused(Code::InvalidArgument, "invalid request message")
    );
}

#[tokio::test]
async fn a_flow_that_is_not_configured_is_not_found() {
    let mut world = World::new().await;
    let machine = world.machine();
    let sealed = seal(&Empty {}, &machine, &world.server_key, &world.entropy);
    let device = world
        .client
        .get_device_authorization_flow(sealed.clone())
        .await;
    let message = "no device authorization flow information available".to_owned();
    assert_eq!(refusal(&device.unwrap_err()), (Code::NotFound, message));
    let pkce = world.client.get_pkce_authorization_flow(sealed).await;
    let message = "no pkce authorization flow information available".to_owned();
    assert_eq!(refusal(&pkce.unwrap_err()), (Code::NotFound, message));
    let nobody = EncryptedMessage {
        wg_pub_key: "AAAA".to_owned(),
        ..EncryptedMessage::default()
    };
    let login = world.client.login(nobody.clone()).await;
    let message = "provided wgPubKey AAAA is invalid".to_owned();
    assert_eq!(
        refusal(&login.unwrap_err()),
        (Code::InvalidArgument, message)
    );
    let device = world.client.get_device_authorization_flow(nobody).await;
    let message = "error while parsing peer's Wireguard public key AAAA \
                   on GetDeviceAuthorizationFlow request."
        .to_owned();
    assert_eq!(
        refusal(&device.unwrap_err()),
        (Code::InvalidArgument, message)
    );
}

/// Whatever a stranger or a machine sends, the call has an answer, and so has the next one.
#[test]
fn whatever_is_sent_is_answered() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let world = runtime.block_on(World::new());
    let cases = std::env::var("PROPTEST_CASES").ok();
    let config = ProptestConfig {
        cases: cases.and_then(|cases| cases.parse().ok()).unwrap_or(64),
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let bytes = || prop::collection::vec(any::<u8>(), 0..120);
    proptest!(config, |(
        (key, body, plain) in (".{0,50}", bytes(), bytes()),
        (hostname, kernel, token, setup) in any::<(String, String, String, String)>()
    )| {
        runtime.block_on(async {
            let mut client = world.client.clone();
            let machine = world.machine();
            let request = LoginRequest {
                setup_key: setup,
                jwt_token: if token.len() % 2 == 0 { world.token(&token) } else { token },
                meta: Some(PeerSystemMeta { hostname, kernel, ..PeerSystemMeta::default() }),
                peer_keys: Some(PeerKeys { ssh_pub_key: plain.clone(), wg_pub_key: body.clone() }),
            };
            let sealed = seal(&request, &machine, &world.server_key, &world.entropy);
            let own_key = machine.public().to_string();
            for message in [
                sealed.clone(),
                EncryptedMessage { wg_pub_key: key, ..sealed.clone() },
                EncryptedMessage { wg_pub_key: own_key, body, version: i32::MIN },
            ] {
                for answer in [
                    client.login(message.clone()).await,
                    client.get_device_authorization_flow(message.clone()).await,
                    client.get_pkce_authorization_flow(message).await,
                ] {
                    let code = answer.err().map(|status| status.code());
                    prop_assert!(![Some(Code::Unavailable), Some(Code::Cancelled)].contains(&code), "{code:?}");
                }
            }
            // Not even a message, and not even gRPC.
            for path in ["management.ManagementService/Login", "management.ManagementService/IsHealthy", "nowhere"] {
                let url = format!("{}/{path}", world.openzro.url());
                let http = reqwest::Client::builder().http2_prior_knowledge().tls_certs_only([]).build().unwrap();
                let sent = http.post(url).header("content-type", "application/grpc").body(plain.clone());
                prop_assert!(sent.send().await.is_ok());
            }
            let healthy = client.is_healthy(Empty {}).await;
            prop_assert!(healthy.is_ok());
            Ok(())
        })?;
    });
}

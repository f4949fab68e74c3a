//! gRPC calls to the management server, each recorded as it was before it was sealed.

use std::error::Error;

use management_grpc::proto::management_service_client::ManagementServiceClient;
use management_grpc::proto::{Empty, EncryptedMessage, ServerKeyResponse};
use management_grpc::{PrivateKey, PublicKey, open, seal};
use prost::Message;
use reqwest::Client;
use serde::Serialize;
use serde_json::Value;
use tonic::{Response, Status};
use url::Url;

use super::transport::Transport;
use super::{Called, CliError};
use crate::driver::{Http, HttpError, Outside};
use crate::wire::{Call, GrpcStatus, Party, Peer};

/// A method whose messages are sealed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Method {
    Login,
    DeviceFlow,
    PkceFlow,
}

impl Method {
    /// Its bare name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Login => "Login",
            Self::DeviceFlow => "GetDeviceAuthorizationFlow",
            Self::PkceFlow => "GetPKCEAuthorizationFlow",
        }
    }
}

/// The management server, as one machine reaches it.
#[derive(Clone, Debug)]
pub(super) struct Management {
    url: Url,
    http: Http,
    key: PrivateKey,
    outside: Outside,
}

impl Management {
    pub(super) fn new(url: Url, outside: &Outside) -> Result<Self, HttpError> {
        let speaks_http2 = Client::builder().http2_prior_knowledge();
        Ok(Self {
            url,
            http: Http::build(speaks_http2, Party::Cli, &outside.trust)?,
            key: PrivateKey::new(&outside.entropy),
            outside: outside.clone(),
        })
    }

    /// The machine's public key.
    pub(super) fn public_key(&self) -> &PublicKey {
        self.key.public()
    }

    /// Calls `method` as the real client does: it asks for the server's key before each call.
    pub(super) async fn call<Answer>(
        &self,
        method: Method,
        request: &(impl Message + Serialize),
    ) -> Result<Called<Answer>, CliError>
    where
        Answer: Message + Default + Serialize,
    {
        let server_key = match self.server_key().await? {
            Called::Answered(server_key) => server_key,
            Called::Refused(status) => return Ok(Called::Refused(status)),
        };
        let sealed = seal(request, &self.key, &server_key, &self.outside.entropy);
        self.recorded(method.name(), request, async {
            let answered = self.send(method, sealed).await.map_err(Failure::Status)?;
            open::<Answer>(&answered.into_inner().body, &server_key, &self.key)
                .map_err(|error| Failure::Unreadable(error.to_string()))
        })
        .await
    }

    /// A gRPC client over the driver's HTTP client, so that both trust the same certificates. As the
    /// real one, it ignores the URL's path.
    fn client(&self) -> ManagementServiceClient<Transport> {
        let mut origin = self.url.clone();
        origin.set_path("");
        origin.set_query(None);
        // What is a URL of HTTP is a URI; of another it is nothing that can be asked.
        let origin = origin.as_str().parse().unwrap_or_default();
        ManagementServiceClient::with_origin(Transport(self.http.clone()), origin)
    }

    async fn server_key(&self) -> Result<Called<PublicKey>, CliError> {
        let method = "GetServerKey";
        let asked = self.recorded(method, &Empty {}, async {
            let answered = self.client().get_server_key(Empty {}).await;
            let answer = answered
                .map(Response::into_inner)
                .map_err(Failure::Status)?;
            // The real server says some time in 1970 and the real client never looks: no record.
            Ok(ServerKeyResponse {
                expires_at: None,
                ..answer
            })
        });
        Ok(match asked.await? {
            Called::Refused(status) => Called::Refused(status),
            Called::Answered(ServerKeyResponse { key, .. }) => {
                let parsed = key.parse::<PublicKey>();
                Called::Answered(parsed.map_err(|error| CliError::Message {
                    method,
                    reason: error.to_string(),
                })?)
            }
        })
    }

    async fn send(
        &self,
        method: Method,
        sealed: EncryptedMessage,
    ) -> Result<Response<EncryptedMessage>, Status> {
        let mut client = self.client();
        match method {
            Method::Login => client.login(sealed).await,
            Method::DeviceFlow => client.get_device_authorization_flow(sealed).await,
            Method::PkceFlow => client.get_pkce_authorization_flow(sealed).await,
        }
    }

    /// Awaits `answer` and records it. What got no answer that can be read is an error, and leaves
    /// no record.
    async fn recorded<Answer: Serialize>(
        &self,
        method: &'static str,
        request: &impl Serialize,
        answer: impl Future<Output = Result<Answer, Failure>>,
    ) -> Result<Called<Answer>, CliError> {
        let started = self.outside.recorder.start();
        let called = match answer.await {
            Ok(answer) => Called::Answered(answer),
            Err(failure) => Called::Refused(failure.into_refusal(method, &self.url)?),
        };
        let call = Call {
            started: started.at(),
            from: Party::Cli,
            to: Peer::Openzro,
            method: method.to_owned(),
            request: shown(request),
            outcome: match &called {
                Called::Answered(answer) => Ok(shown(answer)),
                Called::Refused(status) => Err(status.clone()),
            },
        };
        started.finish(call.into());
        Ok(called)
    }
}

/// Why a call brought no answer.
enum Failure {
    Status(Status),
    Unreadable(String),
}

impl Failure {
    /// The server's refusal, if it is one. A status that the server did not send has a source.
    fn into_refusal(self, method: &'static str, url: &Url) -> Result<GrpcStatus, CliError> {
        let status = match self {
            Self::Unreadable(reason) => return Err(CliError::Message { method, reason }),
            Self::Status(status) => status,
        };
        match status.source() {
            Some(error) => Err(CliError::Management {
                url: url.to_string(),
                reason: error.to_string(),
            }),
            None => Ok(GrpcStatus {
                code: format!("{:?}", status.code()),
                message: status.message().to_owned(),
            }),
        }
    }
}

/// A message as protobuf's JSON mapping shows it: without the fields that have their default.
fn shown(message: &impl Serialize) -> Value {
    let mut value = serde_json::to_value(message).unwrap_or_default();
    strip(&mut value);
    value
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(strip);
            fields.retain(|_, field| match field {
                Value::Null => false,
                Value::Bool(flag) => *flag,
                Value::Number(number) => number.as_f64() != Some(0.0),
                Value::String(text) => !text.is_empty(),
                Value::Array(items) => !items.is_empty(),
                Value::Object(_) => true,
            });
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

//! The service: opens what comes, seals what goes.

use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::extract::ConnectInfo;
use management_grpc::proto::management_service_server::{
    ManagementService, ManagementServiceServer, SERVICE_NAME,
};
use management_grpc::proto::{Empty, EncryptedMessage, LoginRequest, ServerKeyResponse, Timestamp};
use management_grpc::{PrivateKey, PublicKey, open, seal};
use tonic::{Request, Response, Status};

use super::flow;
use super::login::login;
use super::refusal::Refusal;
use crate::app::App;

/// The gRPC routes, for the router that serves REST too.
pub(crate) fn routes(app: App, key: PrivateKey) -> Router {
    let service = ManagementServiceServer::new(Management { app, key });
    Router::new().route_service(&format!("/{SERVICE_NAME}/{{method}}"), service)
}

struct Management {
    app: App,
    key: PrivateKey,
}

impl Management {
    /// Seals an answer for the machine with this key.
    fn sealed(&self, answer: &impl prost::Message, to: &PublicKey) -> Response<EncryptedMessage> {
        Response::new(seal(answer, &self.key, to, &self.app.entropy))
    }

    /// Opens a request for a flow, which says nothing, and gives its sender.
    fn flow_sender(
        &self,
        request: &EncryptedMessage,
        method: &'static str,
    ) -> Result<PublicKey, Refusal> {
        let key = &request.wg_pub_key;
        let sender: PublicKey = key.parse().map_err(|_| Refusal::FlowSenderKey {
            key: key.clone(),
            method,
        })?;
        let opened = open::<Empty>(&request.body, &sender, &self.key);
        opened.map_err(|_| Refusal::FlowMessage(key.clone()))?;
        Ok(sender)
    }
}

#[tonic::async_trait]
impl ManagementService for Management {
    async fn login(
        &self,
        request: Request<EncryptedMessage>,
    ) -> Result<Response<EncryptedMessage>, Status> {
        let address = client_address(&request);
        let request = request.into_inner();
        let sender: PublicKey = request
            .wg_pub_key
            .parse()
            .map_err(|_| Refusal::SenderKey(request.wg_pub_key.clone()))?;
        let opened: LoginRequest =
            open(&request.body, &sender, &self.key).map_err(Refusal::from)?;
        let answer = login(&self.app, sender.to_string(), address, opened).await?;
        Ok(self.sealed(&answer, &sender))
    }

    async fn get_server_key(
        &self,
        _: Request<Empty>,
    ) -> Result<Response<ServerKeyResponse>, Status> {
        let now = self.app.clock.now();
        Ok(Response::new(ServerKeyResponse {
            key: self.key.public().to_string(),
            // The real server means tomorrow, and says the seconds of the present minute.
            expires_at: Some(Timestamp {
                seconds: now.as_second().rem_euclid(60),
                nanos: now.subsec_nanosecond(),
            }),
            version: 0,
        }))
    }

    async fn is_healthy(&self, _: Request<Empty>) -> Result<Response<Empty>, Status> {
        Ok(Response::new(Empty {}))
    }

    async fn get_device_authorization_flow(
        &self,
        request: Request<EncryptedMessage>,
    ) -> Result<Response<EncryptedMessage>, Status> {
        let sender = self.flow_sender(request.get_ref(), "GetDeviceAuthorizationFlow")?;
        let answer = flow::device(&self.app.config)?;
        Ok(self.sealed(&answer, &sender))
    }

    async fn get_pkce_authorization_flow(
        &self,
        request: Request<EncryptedMessage>,
    ) -> Result<Response<EncryptedMessage>, Status> {
        let sender = self.flow_sender(request.get_ref(), "GetPKCEAuthorizationFlow")?;
        let answer = flow::pkce(&self.app.config)?;
        Ok(self.sealed(&answer, &sender))
    }
}

/// Where the call came from, as the server that accepted the connection knows.
fn client_address(request: &Request<EncryptedMessage>) -> Option<IpAddr> {
    let connection = request.extensions().get::<ConnectInfo<SocketAddr>>();
    // The server listens on IPv6, where clients of IPv4 have mapped addresses; Go shows what they mean.
    connection.map(|ConnectInfo(address)| address.ip().to_canonical())
}

//! `image:TAG`: the published image: server, worker, PostgreSQL, and Redis for versions before 2025.10,
//! as Authentik's own compose file has them.

use std::path::Path;
use std::time::Duration;

use super::contained;
use super::{Held, Started};
use crate::Secret;
use crate::docker::{Container, Spec};
use crate::driver::Outside;
use crate::lab::{Containers, Lab, Role};
use crate::target::TargetError;

/// How long the migrations of the database and the default blueprints may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// The ports inside: in the clear, and by TLS with a certificate that the server makes for itself.
const PORT: u16 = 9000;
const TLS_PORT: u16 = 9443;

/// The first version that does without Redis (its release notes).
const WITHOUT_REDIS: (u32, u32) = (2025, 10);

pub(super) async fn start(
    tag: &str,
    lab: &Lab,
    logs: &Path,
    outside: &Outside,
) -> Result<Started, TargetError> {
    let containers = lab.containers().ok_or(TargetError::NoContainers)?;
    let draw = |length| Secret::new(outside.entropy.alphanumeric(length));
    let secrets = Secrets {
        database: draw(36),
        key: draw(60),
        token: draw(60),
        password: draw(24),
    };
    let outer_port = contained::free_port(logs)?;
    let port = if lab.is_secure() { TLS_PORT } else { PORT };
    let make = Make {
        containers,
        tag,
        logs,
        secrets: &secrets,
    };
    let mut held = vec![make.server("server", Some((port, outer_port))).await?];
    held.push(make.postgresql().await?);
    if needs_redis(tag) {
        held.push(make.redis().await?);
    }
    held.push(make.server("worker", None).await?);
    let url = contained::url(lab.scheme(), outer_port);
    // Nobody certifies what the server makes for itself.
    let trust = lab.trust().clone().taking_any_certificate();
    contained::wait_until_ready(&url, &secrets.token, &trust, PATIENCE, &held).await?;
    Ok(Started {
        url,
        token: secrets.token,
        trust,
        held: Held::Containers(held),
    })
}

/// What is drawn anew for each installation.
struct Secrets {
    database: Secret,
    key: Secret,
    token: Secret,
    password: Secret,
}

/// Makes the containers of one installation.
struct Make<'a> {
    containers: &'a Containers,
    tag: &'a str,
    logs: &'a Path,
    secrets: &'a Secrets,
}

impl Make<'_> {
    /// The server or the worker, which wait for the database by themselves.
    async fn server(
        &self,
        command: &'static str,
        port: Option<(u16, u16)>,
    ) -> Result<Container, TargetError> {
        let ours = self.secrets;
        let mut environment: Vec<(&'static str, Secret)> = vec![
            ("AUTHENTIK_POSTGRESQL__HOST", "postgresql".into()),
            ("AUTHENTIK_POSTGRESQL__NAME", "authentik".into()),
            ("AUTHENTIK_POSTGRESQL__USER", "authentik".into()),
            ("AUTHENTIK_POSTGRESQL__PASSWORD", ours.database.clone()),
            ("AUTHENTIK_SECRET_KEY", ours.key.clone()),
            ("AUTHENTIK_BOOTSTRAP_TOKEN", ours.token.clone()),
            ("AUTHENTIK_BOOTSTRAP_PASSWORD", ours.password.clone()),
            // None of these may leave this machine.
            ("AUTHENTIK_DISABLE_UPDATE_CHECK", "true".into()),
            ("AUTHENTIK_DISABLE_STARTUP_ANALYTICS", "true".into()),
            ("AUTHENTIK_ERROR_REPORTING__ENABLED", "false".into()),
        ];
        if needs_redis(self.tag) {
            environment.push(("AUTHENTIK_REDIS__HOST", "redis".into()));
        }
        let images = &self.containers.images;
        self.container(Spec {
            role: command,
            image: images.reference(Role::Authentik, Some(self.tag)),
            command: vec![command.to_owned()],
            environment,
            aliases: vec![format!("authentik-{command}")],
            port,
            log: self.logs.join(format!("authentik-{command}.log")),
            ..Spec::default()
        })
        .await
    }

    async fn postgresql(&self) -> Result<Container, TargetError> {
        self.container(Spec {
            role: "postgresql",
            image: self.containers.images.reference(Role::Postgresql, None),
            environment: vec![
                ("POSTGRES_DB", "authentik".into()),
                ("POSTGRES_USER", "authentik".into()),
                ("POSTGRES_PASSWORD", self.secrets.database.clone()),
            ],
            aliases: vec!["postgresql".to_owned()],
            log: self.logs.join("postgresql.log"),
            ..Spec::default()
        })
        .await
    }

    async fn redis(&self) -> Result<Container, TargetError> {
        self.container(Spec {
            role: "redis",
            image: self.containers.images.reference(Role::Redis, None),
            aliases: vec!["redis".to_owned()],
            log: self.logs.join("redis.log"),
            ..Spec::default()
        })
        .await
    }

    async fn container(&self, spec: Spec) -> Result<Container, TargetError> {
        let ours = self.secrets;
        let secrets = [&ours.database, &ours.key, &ours.token, &ours.password];
        let secrets = secrets.map(Clone::clone).into();
        let spec = Spec { secrets, ..spec };
        Ok(Container::start(&self.containers.grounds, spec).await?)
    }
}

/// Whether the version that a tag names needs Redis. A tag that names none is taken for a new one.
pub(super) fn needs_redis(tag: &str) -> bool {
    let version = tag.rsplit([':', '/']).next().unwrap_or(tag);
    let mut parts = version.split(['.', '-']).map(str::parse::<u32>);
    match (parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(month))) => (year, month) < WITHOUT_REDIS,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redis_is_for_versions_before_2025_10() {
        for tag in ["2023.10.7", "2024.12", "mirror/authentik:2025.8.1"] {
            assert!(needs_redis(tag), "{tag}");
        }
        for tag in [
            "2025.10",
            "2025.12.4",
            "2026.2.0-rc1",
            "latest",
            "x:5000/y:2025.10.1",
        ] {
            assert!(!needs_redis(tag), "{tag}");
        }
    }
}

//! `authentik.user`, `authentik.deactivate_user`, `authentik.delete_user`: someone in Authentik, as
//! its administrator sees and changes them.

use http::{Method, StatusCode};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Act, Acting, StepError, World};
use crate::scenario::{Expect, Name};

/// Authentik's administrator looks someone up.
///
/// Outcomes: `active`, `inactive`, `absent`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthentikUser {
    /// Whom.
    pub user: Name,
    /// What must hold.
    #[serde(default)]
    pub expect: Expect,
}

impl Act for AuthentikUser {
    fn title(&self) -> String {
        format!("Authentik's administrator looks {} up", self.user)
    }

    fn expect(&self) -> Option<&Expect> {
        Some(&self.expect)
    }

    fn people(&self) -> Vec<&Name> {
        vec![&self.user]
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let path = format!("core/users/{}/", world.pk(self.user.as_str())?);
            let answer = world.api.request(Method::GET, &path, None).await?;
            match answer.status {
                StatusCode::OK if answer.body["is_active"] == true => Ok(outcome("active")),
                StatusCode::OK => Ok(outcome("inactive")),
                StatusCode::NOT_FOUND => Ok(outcome("absent")),
                status => Err(StepError::Authentik {
                    what: format!("GET /api/v3/{path}"),
                    status,
                    body: answer.body.to_string(),
                }),
            }
        })
    }
}

fn outcome(word: &str) -> Value {
    json!({ "outcome": word })
}

/// Authentik's administrator deactivates someone, who can log in no longer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeactivateUser {
    /// Whom.
    pub user: Name,
}

impl Act for DeactivateUser {
    fn title(&self) -> String {
        format!("Authentik's administrator deactivates {}", self.user)
    }

    fn people(&self) -> Vec<&Name> {
        vec![&self.user]
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let path = format!("core/users/{}/", world.pk(self.user.as_str())?);
            let body = json!({ "is_active": false });
            world.authentik(Method::PATCH, &path, Some(&body)).await?;
            Ok(outcome("inactive"))
        })
    }
}

/// Authentik's administrator deletes someone.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeleteUser {
    /// Whom.
    pub user: Name,
}

impl Act for DeleteUser {
    fn title(&self) -> String {
        format!("Authentik's administrator deletes {}", self.user)
    }

    fn people(&self) -> Vec<&Name> {
        vec![&self.user]
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let path = format!("core/users/{}/", world.pk(self.user.as_str())?);
            world.authentik(Method::DELETE, &path, None).await?;
            Ok(outcome("absent"))
        })
    }
}

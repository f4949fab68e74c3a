//! What steps work on: the targets, the people, and what has become of them so far.

use std::collections::BTreeMap;

use http::Method;
use serde_json::Value;

use super::StepError;
use crate::Secret;
use crate::driver::{
    Admin, ApiAnswer, Authorization, Browser, Cli, Credentials, Dashboard, HttpError, Outside,
    Session,
};
use crate::provision::{AuthentikApi, Guide, Provisioned};
use crate::scenario::References;
use crate::target::Targets;
use crate::wire::Jwt;

/// What steps work on.
#[derive(Debug)]
pub struct World {
    /// What exists, as the scenario gives it.
    pub guide: Guide,
    /// What provisioning left behind.
    pub provisioned: Provisioned,
    /// Both sides.
    pub targets: Targets,
    /// Authentik's admin API, through the tap.
    pub api: AuthentikApi,
    /// openZro's dashboard.
    pub dashboard: Dashboard,
    /// What drivers take from outside.
    pub outside: Outside,
    people: BTreeMap<String, Someone>,
    kept: BTreeMap<String, Value>,
}

/// One of the scenario's people, with their browser, their machine and their logins.
#[derive(Debug)]
struct Someone {
    browser: Browser,
    session: Option<Session>,
    machine: Option<Cli>,
    token: Option<Secret>,
}

impl World {
    /// The world before the first step.
    ///
    /// # Errors
    /// [`HttpError::Client`] when TLS cannot be set up.
    pub fn new(
        guide: Guide,
        provisioned: Provisioned,
        targets: Targets,
        api: AuthentikApi,
        outside: Outside,
    ) -> Result<Self, HttpError> {
        let dashboard = Dashboard::new(guide.dashboard(&provisioned), &outside)?;
        let someone = |name: &String| {
            Browser::new(&outside).map(|browser| {
                let nobody = Someone {
                    browser,
                    session: None,
                    machine: None,
                    token: None,
                };
                (name.clone(), nobody)
            })
        };
        let people = guide.users.keys().map(someone).collect::<Result<_, _>>()?;
        Ok(Self {
            guide,
            provisioned,
            targets,
            api,
            dashboard,
            outside,
            people,
            kept: BTreeMap::new(),
        })
    }

    /// What `${…}` stands for.
    pub fn references(&self) -> References {
        let mut references = References::default();
        let provisioned = &self.provisioned;
        references.set("client_id", provisioned.client_id.as_str());
        references.set("domain", self.guide.domain.as_str());
        references.set("issuer", provisioned.discovery.issuer.as_str());
        references.set("provider.pk", provisioned.provider_pk);
        for (name, value) in &self.kept {
            references.set(name, value.clone());
        }
        references.set("service_account.pk", provisioned.service_account_pk);
        for (name, person) in &self.guide.users {
            let email = person.email.clone();
            let email = email.unwrap_or_else(|| format!("{name}@example.com"));
            references.set(format!("{name}.username"), name.as_str());
            references.set(format!("{name}.email"), email);
            if let Some(pk) = provisioned.users.get(name) {
                references.set(format!("{name}.pk"), *pk);
                references.set(format!("{name}.id"), pk.to_string());
            }
        }
        references
    }

    /// Keeps values under names that later steps may refer to.
    pub fn keep(&mut self, values: Vec<(String, Value)>) {
        self.kept.extend(values);
    }

    /// What someone types into the login form. Loading has seen to it that everybody is defined;
    /// who is not has the password of their name.
    pub fn credentials(&self, name: &str) -> Credentials {
        let person = self.guide.users.get(name).cloned().unwrap_or_default();
        person.credentials(name)
    }

    fn someone(&self, name: &str) -> Result<&Someone, StepError> {
        let found = self.people.get(name);
        found.ok_or_else(|| StepError::NoToken(name.to_owned()))
    }

    fn someone_mut(&mut self, name: &str) -> Result<&mut Someone, StepError> {
        let found = self.people.get_mut(name);
        found.ok_or_else(|| StepError::NoToken(name.to_owned()))
    }

    /// Someone's browser, with its cookies.
    ///
    /// # Errors
    /// [`StepError::NoToken`] when nobody is called so, which loading has ruled out.
    pub fn browser(&self, name: &str) -> Result<&Browser, StepError> {
        self.someone(name).map(|someone| &someone.browser)
    }

    /// Someone's dashboard session.
    ///
    /// # Errors
    /// [`StepError::NoSession`] when there is none.
    pub fn session(&self, name: &str) -> Result<&Session, StepError> {
        let session = self.someone(name)?.session.as_ref();
        session.ok_or_else(|| StepError::NoSession(name.to_owned()))
    }

    /// Keeps a dashboard session, whose access token is someone's token from now on.
    ///
    /// # Errors
    /// As for [`World::browser`].
    pub fn keep_session(&mut self, name: &str, session: Session) -> Result<(), StepError> {
        let someone = self.someone_mut(name)?;
        someone.token = Some(session.tokens.access_token.clone());
        someone.session = Some(session);
        Ok(())
    }

    /// Someone's token.
    ///
    /// # Errors
    /// [`StepError::NoToken`] when there is none.
    pub fn token(&self, name: &str) -> Result<&Secret, StepError> {
        let token = self.someone(name)?.token.as_ref();
        token.ok_or_else(|| StepError::NoToken(name.to_owned()))
    }

    /// Keeps someone's token.
    ///
    /// # Errors
    /// As for [`World::browser`].
    pub fn keep_token(&mut self, name: &str, token: Secret) -> Result<(), StepError> {
        self.someone_mut(name)?.token = Some(token);
        Ok(())
    }

    /// The openZro client on someone's machine, installed when first asked for.
    ///
    /// # Errors
    /// [`StepError::Cli`] when it cannot be set up.
    pub fn machine(&mut self, name: &str) -> Result<Cli, StepError> {
        let management = self.targets.management_url().clone();
        let outside = self.outside.clone();
        let someone = self.someone_mut(name)?;
        if let Some(machine) = &someone.machine {
            return Ok(machine.clone());
        }
        let machine = Cli::new(management, &outside)?;
        someone.machine = Some(machine.clone());
        Ok(machine)
    }

    /// openZro's REST API, with someone's token.
    ///
    /// # Errors
    /// [`StepError::NoToken`] when there is none.
    pub fn admin(&self, name: &str) -> Result<Admin, StepError> {
        let authorization = Authorization::Bearer(self.token(name)?.clone());
        let rest = self.targets.rest_url().clone();
        Ok(Admin::new(rest, authorization, &self.outside)?)
    }

    /// Asks Authentik's admin API for something that it must grant.
    ///
    /// # Errors
    /// [`StepError::Authentik`] when it refuses.
    pub async fn authentik(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, StepError> {
        let answer = self.api.request(method.clone(), path, body).await?;
        if answer.status.is_success() {
            return Ok(answer.body);
        }
        Err(StepError::Authentik {
            what: format!("{method} /api/v3/{path}"),
            status: answer.status,
            body: answer.body.to_string(),
        })
    }

    /// What openZro knows someone by: the subject of their last login, or else their number.
    ///
    /// # Errors
    /// As for [`World::browser`].
    pub fn openzro_id(&self, name: &str) -> Result<String, StepError> {
        let token = self.someone(name)?.token.as_ref();
        let jwt = token.and_then(|token| Jwt::parse(token.reveal()));
        match jwt.as_ref().and_then(|jwt| jwt.claims.get("sub")?.as_str()) {
            Some(subject) => Ok(subject.to_owned()),
            None => self.pk(name).map(|pk| pk.to_string()),
        }
    }

    /// The number of one of the scenario's people in Authentik.
    ///
    /// # Errors
    /// As for [`World::browser`].
    pub fn pk(&self, name: &str) -> Result<i64, StepError> {
        let pk = self.provisioned.users.get(name).copied();
        pk.ok_or_else(|| StepError::NoToken(name.to_owned()))
    }
}

/// What a step saw of an answer.
pub(super) fn answer(answer: &ApiAnswer) -> Value {
    serde_json::json!({ "status": answer.status.as_u16(), "body": answer.body })
}

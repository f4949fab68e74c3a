//! The mock, driven through the same life as the model and asked about it after every step.

use ambient::Clock;
use jiff::SignedDuration;
use proptest_state_machine::StateMachineTest;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::model::{ACCESS, BROWSERS, CODE, Model, Poll, REFRESH, Standing, Use};
use super::transition::Transition;
use crate::browser::{Browser, code};
use crate::installation::{Answer, Client, Installation, runtime};

struct User {
    username: String,
    pk: i64,
    app_password: String,
}

/// What exists in the mock, in the order of the model.
pub(super) struct Machine {
    runtime: Runtime,
    installation: Installation,
    client: Client,
    another: Client,
    clock: Clock,
    users: Vec<User>,
    browsers: [Browser; BROWSERS],
    codes: Vec<String>,
    /// Device and user codes.
    devices: Vec<(String, String)>,
    accesses: Vec<String>,
    refreshes: Vec<String>,
}

/// Gives the brand a flow in which devices are approved, which a fresh installation lacks.
pub(super) async fn allow_devices(installation: &Installation) {
    let flows = "flows/instances/?slug=default-provider-invalidation-flow";
    let flow = installation.api(Method::GET, flows, None).await.body["results"][0]["pk"].clone();
    let brands = installation.api(Method::GET, "core/brands/", None).await;
    let brand = brands.body["results"][0]["brand_uuid"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("core/brands/{brand}/");
    let changed = installation
        .api(
            Method::PATCH,
            &path,
            Some(json!({"flow_device_code": flow})),
        )
        .await;
    assert_eq!(changed.status, 200, "{:?}", changed.body);
}

async fn make_user(installation: &Installation, number: usize) -> User {
    let username = format!("user-{number}");
    let pk = installation.user(&username).await;
    let identifier = format!("password-{number}");
    let token =
        json!({"identifier": identifier, "intent": "app_password", "user": pk, "expiring": false});
    let made = installation
        .api(Method::POST, "core/tokens/", Some(token))
        .await;
    assert_eq!(made.status, 201, "{:?}", made.body);
    let path = format!("core/tokens/{identifier}/view_key/");
    let key = installation.api(Method::GET, &path, None).await;
    User {
        username,
        pk,
        app_password: key.body["key"].as_str().unwrap().to_owned(),
    }
}

/// What users are called after so many changes of name.
fn called(names: usize) -> String {
    format!("Name {names}")
}

impl Machine {
    async fn start() -> (Installation, Client, Client, Vec<User>) {
        let installation = Installation::start().await;
        allow_devices(&installation).await;
        let changes = json!({
            "access_code_validity": format!("seconds={CODE}"),
            "access_token_validity": format!("seconds={ACCESS}"),
            "refresh_token_validity": format!("seconds={REFRESH}"),
        });
        let client = installation.client("app", changes.clone()).await;
        let another = installation.client("another", changes).await;
        let mut users = Vec::new();
        for number in 0..2 {
            users.push(make_user(&installation, number).await);
        }
        (installation, client, another, users)
    }

    async fn change(&self, user: usize, changes: Value) {
        let path = format!("core/users/{}/", self.users[user].pk);
        let changed = self
            .installation
            .api(Method::PATCH, &path, Some(changes))
            .await;
        assert_eq!(changed.status, 200, "{:?}", changed.body);
    }

    /// Keeps the tokens of an answer that must have them, or checks that it refuses them.
    fn keep(&mut self, answer: &Answer, expected: bool, error: &str) {
        if !expected {
            assert_eq!(
                (answer.status, answer.body["error"].as_str()),
                (400, Some(error))
            );
            return;
        }
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        assert_eq!(answer.body["expires_in"], ACCESS);
        self.accesses
            .push(answer.body["access_token"].as_str().unwrap().to_owned());
        if let Value::String(token) = &answer.body["refresh_token"] {
            self.refreshes.push(token.clone());
        }
    }

    async fn refresh(&self, refresh: usize) -> Answer {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", self.refreshes[refresh].as_str()),
        ];
        self.installation.token(&self.client, &form).await
    }

    async fn revoke(&self, token: &str) {
        let revoked = self
            .installation
            .post("/application/o/revoke/", &self.client, &[("token", token)])
            .await;
        assert_eq!(revoked.status, 200);
    }

    async fn start_device(&mut self) {
        let number = self.devices.len();
        // Each from its own address, of which so many may come.
        let request = self
            .installation
            .http
            .post(self.installation.url("/application/o/device/"));
        let request = request.header("X-Forwarded-For", format!("10.0.0.{number}"));
        let form = [
            ("client_id", self.client.id.as_str()),
            ("scope", "openid profile offline_access"),
        ];
        let answer = Answer::of(request.form(&form).send().await.unwrap()).await;
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        let text = |name: &str| answer.body[name].as_str().unwrap().to_owned();
        self.devices.push((text("device_code"), text("user_code")));
    }

    async fn poll(&self, device: usize) -> Answer {
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", self.devices[device].0.as_str()),
        ];
        self.installation.token(&self.client, &form).await
    }

    async fn ask_as_machine(&self, user: usize) -> Answer {
        let User {
            username,
            app_password,
            ..
        } = &self.users[user];
        let form = [
            ("grant_type", "client_credentials"),
            ("username", username.as_str()),
            ("password", app_password.as_str()),
            ("scope", "openid profile"),
        ];
        self.installation.token(&self.client, &form).await
    }

    /// Does in the mock what `before` becomes the next state of the model by.
    async fn act(&mut self, before: &Model, transition: Transition) {
        match transition {
            Transition::Create => {
                let user = make_user(&self.installation, self.users.len()).await;
                self.users.push(user);
            }
            Transition::Rename(user) => {
                let name = called(before.users[user].names + 1);
                self.change(user, json!({"name": name})).await;
            }
            Transition::Deactivate(user) => self.change(user, json!({"is_active": false})).await,
            Transition::Activate(user) => self.change(user, json!({"is_active": true})).await,
            Transition::Delete(user) => {
                let path = format!("core/users/{}/", self.users[user].pk);
                let deleted = self.installation.api(Method::DELETE, &path, None).await;
                assert_eq!(deleted.status, 204);
            }
            Transition::LogIn(tab, user) => {
                let logged_in = self.browsers[tab].log_in(&self.users[user].username).await;
                assert_eq!(logged_in, before.is_active(user), "login of user {user}");
            }
            Transition::LogOut(tab) => self.browsers[tab].log_out().await,
            Transition::Authorize(tab) => {
                let answer = self.browsers[tab].authorize(&self.client, &[]).await;
                let code = code(&answer);
                assert_eq!(
                    code.is_some(),
                    before.tabs[tab].login.is_some(),
                    "{}",
                    answer.location
                );
                self.codes.extend(code);
            }
            Transition::Redeem(code) => {
                let answer = self
                    .installation
                    .redeem(&self.client, &self.codes[code], None)
                    .await;
                self.keep(&answer, before.code_works(code), "invalid_grant");
            }
            Transition::RedeemAsAnother(code) => {
                let answer = self
                    .installation
                    .redeem(&self.another, &self.codes[code], None)
                    .await;
                self.keep(&answer, false, "invalid_grant");
            }
            Transition::Refresh(refresh) => {
                let answer = self.refresh(refresh).await;
                self.keep(
                    &answer,
                    before.refresh_use(refresh) == Use::Good,
                    "invalid_grant",
                );
            }
            Transition::RevokeAccess(access) => self.revoke(&self.accesses[access]).await,
            Transition::RevokeRefresh(refresh) => self.revoke(&self.refreshes[refresh]).await,
            Transition::StartDevice => self.start_device().await,
            Transition::ApproveDevice(tab, device) => {
                let approved = self.browsers[tab].approve(&self.devices[device].1).await;
                assert_eq!(
                    approved,
                    before.can_approve(tab, device),
                    "approval of device {device}"
                );
            }
            Transition::PollDevice(device) => {
                let answer = self.poll(device).await;
                match before.poll(device) {
                    Poll::Tokens => self.keep(&answer, true, ""),
                    Poll::Pending => self.keep(&answer, false, "authorization_pending"),
                    Poll::Refused => self.keep(&answer, false, "invalid_grant"),
                }
            }
            Transition::AskAsMachine(user) => {
                let answer = self.ask_as_machine(user).await;
                self.keep(&answer, before.is_active(user), "invalid_grant");
            }
            Transition::Pass(seconds) => self.clock.advance(SignedDuration::from_secs(seconds)),
        }
    }

    async fn introspect(&self, client: &Client, token: &str) -> Value {
        let answer = self
            .installation
            .post("/application/o/introspect/", client, &[("token", token)])
            .await;
        assert_eq!(answer.status, 200);
        answer.body
    }

    /// Everything that the mock says of its grants is what the model says.
    async fn check(&self, model: &Model) {
        let inactive = json!({"active": false});
        for (number, token) in self.accesses.iter().enumerate() {
            let access = &model.accesses[number];
            let told = self.introspect(&self.client, token).await;
            let request = self
                .installation
                .http
                .get(self.installation.url("/application/o/userinfo/"));
            let info = Answer::of(request.bearer_auth(token).send().await.unwrap()).await;
            assert_eq!(self.introspect(&self.another, token).await, inactive);
            if !model.access_works(number) {
                assert_eq!(
                    (info.status, told),
                    (401, inactive.clone()),
                    "access token {number}"
                );
                continue;
            }
            let sub = self.users[access.user].pk.to_string();
            assert_eq!(info.status, 200, "access token {number}");
            assert_eq!((&told["active"], &told["sub"]), (&json!(true), &json!(sub)));
            assert_eq!(told["client_id"], *self.client.id);
            // A token says what was, userinfo what is.
            if access.name > 0 {
                assert_eq!(told["name"], called(access.name));
            }
            let user = &model.users[access.user];
            assert_eq!(
                user.standing,
                Standing::Active,
                "access token {number} outlives its user"
            );
            assert_eq!(info.body["sub"], sub);
            if user.names > 0 {
                assert_eq!(info.body["name"], called(user.names));
            }
        }
        for (number, token) in self.refreshes.iter().enumerate() {
            let told = self.introspect(&self.client, token).await;
            let usable = model.refresh_use(number);
            assert_eq!(
                told["active"],
                usable == Use::Good,
                "refresh token {number}"
            );
            // Of one that was rotated it is told whose it was.
            let sub = self.users[model.refreshes[number].user].pk.to_string();
            let told_sub = (usable != Use::None).then_some(sub);
            assert_eq!(
                told["sub"].as_str(),
                told_sub.as_deref(),
                "refresh token {number}"
            );
        }
    }
}

impl StateMachineTest for Machine {
    type SystemUnderTest = (Self, Model);
    type Reference = Model;

    fn init_test(model: &Model) -> Self::SystemUnderTest {
        let runtime = runtime();
        let (installation, client, another, users) = runtime.block_on(Self::start());
        let machine = Self {
            clock: installation.authentik.clock().clone(),
            browsers: std::array::from_fn(|_| Browser::new(&installation)),
            runtime,
            installation,
            client,
            another,
            users,
            codes: Vec::new(),
            devices: Vec::new(),
            accesses: Vec::new(),
            refreshes: Vec::new(),
        };
        (machine, model.clone())
    }

    fn apply(
        (mut machine, before): Self::SystemUnderTest,
        model: &Model,
        transition: Transition,
    ) -> Self::SystemUnderTest {
        let handle = machine.runtime.handle().clone();
        handle.block_on(async {
            machine.act(&before, transition).await;
            machine.check(model).await;
        });
        (machine, model.clone())
    }
}

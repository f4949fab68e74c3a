//! `users.list`, `users.current`, `accounts.list`, `peers.list`, `events.list`: someone reads from
//! openZro's REST API.

use std::fmt;
use std::marker::PhantomData;

use http::Method;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Act, Acting, World, world};
use crate::scenario::{Expect, Name};

/// Someone reads from openZro's REST API; the step's name says what.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound = "")]
#[schemars(rename = "Reading", bound = "")]
pub struct Reading<C> {
    /// Who.
    #[serde(rename = "as")]
    reader: Name,
    /// What must hold.
    #[serde(default)]
    expect: Expect,
    #[serde(skip)]
    collection: PhantomData<C>,
}

/// What can be read.
pub trait Collection: Clone + fmt::Debug + Send + Sync {
    /// Where it is.
    const PATH: &'static str;
    /// What someone does who reads it.
    const WORDS: &'static str;
}

macro_rules! collections {
    ($($(#[$doc:meta])* $name:ident = $path:literal, $words:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name;

        impl Collection for $name {
            const PATH: &'static str = $path;
            const WORDS: &'static str = $words;
        }
    )+};
}

collections! {
    /// Every user of the account.
    Users = "/api/users", "lists the users";
    /// The caller.
    CurrentUser = "/api/users/current", "asks who they are";
    /// The account.
    Accounts = "/api/accounts", "lists the accounts";
    /// The machines.
    Peers = "/api/peers", "lists the peers";
    /// The activity log.
    Events = "/api/events", "lists the events";
}

impl<C: Collection> Act for Reading<C> {
    fn title(&self) -> String {
        format!("{} {}", self.reader, C::WORDS)
    }

    fn expect(&self) -> Option<&Expect> {
        Some(&self.expect)
    }

    fn needs_login(&self) -> Option<&Name> {
        Some(&self.reader)
    }

    fn act<'a>(&'a self, world: &'a mut World) -> Acting<'a> {
        Box::pin(async move {
            let admin = world.admin(self.reader.as_str())?;
            let answer = admin.request(Method::GET, C::PATH, None).await?;
            Ok(world::answer(&answer))
        })
    }
}

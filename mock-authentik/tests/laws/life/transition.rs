//! What can happen, and what it makes of the model.

use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;

use super::model::{BROWSERS, CODE, Code, Device, Model, Poll, Refresh, Standing, Use, User};

/// What can happen. Numbers name the things of the model, in the order in which they came to be.
#[derive(Clone, Debug)]
pub(super) enum Transition {
    Create,
    Rename(usize),
    Deactivate(usize),
    Activate(usize),
    Delete(usize),
    LogIn(usize, usize),
    LogOut(usize),
    Authorize(usize),
    Redeem(usize),
    RedeemAsAnother(usize),
    Refresh(usize),
    RevokeAccess(usize),
    RevokeRefresh(usize),
    StartDevice,
    ApproveDevice(usize, usize),
    PollDevice(usize),
    AskAsMachine(usize),
    Pass(i64),
}

/// The number of one of `things`, rather one of the latest.
fn one_of<T>(things: &[T]) -> BoxedStrategy<usize> {
    match things.len() {
        0 => Just(usize::MAX).boxed(),
        count => prop_oneof![1 => 0..count, 2 => count.saturating_sub(2)..count].boxed(),
    }
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Transition;

    fn init_state() -> BoxedStrategy<Self> {
        let active = || User {
            standing: Standing::Active,
            names: 0,
        };
        Just(Self {
            users: vec![active(), active()],
            ..Self::default()
        })
        .boxed()
    }

    fn transitions(state: &Self) -> BoxedStrategy<Transition> {
        let user = || one_of(&state.users);
        let (code, device) = (|| one_of(&state.codes), || one_of(&state.devices));
        let (access, refresh) = (one_of(&state.accesses), || one_of(&state.refreshes));
        let times = prop::sample::select(state.times_ahead());
        prop_oneof![
            1 => Just(Transition::Create),
            1 => user().prop_map(Transition::Rename),
            1 => user().prop_map(Transition::Deactivate),
            1 => user().prop_map(Transition::Activate),
            1 => user().prop_map(Transition::Delete),
            6 => (0..BROWSERS, user()).prop_map(|(tab, user)| Transition::LogIn(tab, user)),
            1 => (0..BROWSERS).prop_map(Transition::LogOut),
            8 => (0..BROWSERS).prop_map(Transition::Authorize),
            8 => code().prop_map(Transition::Redeem),
            1 => code().prop_map(Transition::RedeemAsAnother),
            6 => refresh().prop_map(Transition::Refresh),
            1 => access.prop_map(Transition::RevokeAccess),
            1 => refresh().prop_map(Transition::RevokeRefresh),
            3 => Just(Transition::StartDevice),
            4 => (0..BROWSERS, device()).prop_map(|(tab, device)| Transition::ApproveDevice(tab, device)),
            4 => device().prop_map(Transition::PollDevice),
            2 => user().prop_map(Transition::AskAsMachine),
            4 => times.prop_map(Transition::Pass),
        ]
        .boxed()
    }

    /// What a transition names must be there; that it may be spent, expired or deleted is the point.
    fn preconditions(state: &Self, transition: &Transition) -> bool {
        let exists = |user: usize| {
            let user = state.users.get(user);
            user.is_some_and(|user| user.standing != Standing::Deleted)
        };
        match *transition {
            Transition::Rename(user)
            | Transition::Deactivate(user)
            | Transition::Activate(user)
            | Transition::Delete(user) => exists(user),
            Transition::LogIn(_, user) | Transition::AskAsMachine(user) => user < state.users.len(),
            Transition::LogOut(tab) => state.tabs[tab].login.is_some(),
            Transition::Redeem(code) | Transition::RedeemAsAnother(code) => {
                code < state.codes.len()
            }
            Transition::Refresh(refresh) | Transition::RevokeRefresh(refresh) => {
                refresh < state.refreshes.len()
            }
            Transition::RevokeAccess(access) => access < state.accesses.len(),
            Transition::ApproveDevice(_, device) | Transition::PollDevice(device) => {
                device < state.devices.len()
            }
            Transition::Create
            | Transition::Authorize(_)
            | Transition::StartDevice
            | Transition::Pass(_) => true,
        }
    }

    fn apply(mut state: Self, transition: &Transition) -> Self {
        match *transition {
            Transition::Create => state.users.push(User {
                standing: Standing::Active,
                names: 0,
            }),
            Transition::Rename(user) => state.users[user].names += 1,
            Transition::Deactivate(user) => state.end_user(user, Standing::Inactive),
            Transition::Activate(user) => state.users[user].standing = Standing::Active,
            Transition::Delete(user) => state.end_user(user, Standing::Deleted),
            Transition::LogIn(tab, user) => {
                if state.is_active(user) {
                    state.log_in(tab, user);
                }
            }
            Transition::LogOut(tab) => state.end_session(tab),
            Transition::Authorize(tab) => {
                if let Some((user, session)) = state.tabs[tab].login {
                    state.codes.push(Code {
                        user,
                        session: Some(session),
                        expires: state.now + CODE,
                        spent: false,
                    });
                }
            }
            Transition::Redeem(code) => {
                if state.code_works(code) {
                    let Code { user, session, .. } = state.codes[code];
                    state.codes[code].spent = true;
                    state.issue(user, session, true);
                }
            }
            Transition::RedeemAsAnother(_) => {}
            Transition::Refresh(refresh) => {
                if state.refresh_use(refresh) == Use::Good {
                    let Refresh { user, session, .. } = state.refreshes[refresh];
                    state.refreshes[refresh].rotated = true;
                    state.issue(user, session, true);
                }
            }
            Transition::RevokeAccess(access) => state.accesses[access].gone = true,
            Transition::RevokeRefresh(refresh) => state.refreshes[refresh].gone = true,
            Transition::StartDevice => state.devices.push(Device {
                approved: None,
                expires: state.now + CODE,
                spent: false,
            }),
            Transition::ApproveDevice(tab, device) => {
                if state.can_approve(tab, device) {
                    state.devices[device].approved = state.tabs[tab].login.map(|(user, _)| user);
                }
            }
            Transition::PollDevice(device) => {
                if let (Poll::Tokens, Some(user)) =
                    (state.poll(device), state.devices[device].approved)
                {
                    state.devices[device].spent = true;
                    state.issue(user, None, true);
                }
            }
            Transition::AskAsMachine(user) => {
                if state.is_active(user) {
                    state.issue(user, None, false);
                }
            }
            Transition::Pass(seconds) => state.now += seconds,
        }
        state
    }
}

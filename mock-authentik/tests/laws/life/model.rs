//! What should be the case: a book of users, browsers and grants, kept without the mock.

/// Seconds: how long codes and device codes, access tokens, and refresh tokens live.
pub(super) const CODE: i64 = 60;
pub(super) const ACCESS: i64 = 300;
pub(super) const REFRESH: i64 = 1500;
/// Authentik deletes what has expired every five minutes; a device code works until then.
const CLEAN_UP: i64 = 300;

pub(super) const BROWSERS: usize = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Active,
    Inactive,
    Deleted,
}

#[derive(Clone, Debug)]
pub(super) struct User {
    pub(super) standing: Standing,
    /// How often they were renamed.
    pub(super) names: usize,
}

/// A login of a browser's; each has a number of its own.
pub(super) type Session = usize;

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tab {
    pub(super) login: Option<(usize, Session)>,
}

#[derive(Clone, Debug)]
pub(super) struct Code {
    pub(super) user: usize,
    pub(super) session: Option<Session>,
    pub(super) expires: i64,
    /// Redeemed, or gone with its user.
    pub(super) spent: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Device {
    pub(super) approved: Option<usize>,
    pub(super) expires: i64,
    pub(super) spent: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Access {
    pub(super) user: usize,
    /// The name of the user when it was issued.
    pub(super) name: usize,
    pub(super) session: Option<Session>,
    pub(super) expires: i64,
    pub(super) gone: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Refresh {
    pub(super) user: usize,
    pub(super) session: Option<Session>,
    pub(super) expires: i64,
    pub(super) gone: bool,
    pub(super) rotated: bool,
}

/// What a refresh token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Good,
    Rotated,
    None,
}

/// What becomes of a device that asks for its tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Poll {
    Pending,
    Tokens,
    Refused,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub(super) now: i64,
    pub(super) sessions: Session,
    pub(super) users: Vec<User>,
    pub(super) tabs: [Tab; BROWSERS],
    pub(super) codes: Vec<Code>,
    pub(super) devices: Vec<Device>,
    pub(super) accesses: Vec<Access>,
    pub(super) refreshes: Vec<Refresh>,
}

impl Model {
    pub(super) fn is_active(&self, user: usize) -> bool {
        self.users[user].standing == Standing::Active
    }

    pub(super) fn code_works(&self, code: usize) -> bool {
        let code = &self.codes[code];
        !code.spent && self.now < code.expires
    }

    pub(super) fn access_works(&self, access: usize) -> bool {
        let access = &self.accesses[access];
        !access.gone && self.now < access.expires
    }

    pub(super) fn refresh_use(&self, refresh: usize) -> Use {
        let refresh = &self.refreshes[refresh];
        match (refresh.gone || self.now >= refresh.expires, refresh.rotated) {
            (true, _) => Use::None,
            (false, true) => Use::Rotated,
            (false, false) => Use::Good,
        }
    }

    fn device_is_there(&self, device: usize) -> bool {
        let device = &self.devices[device];
        let cleaned_up = self.now - self.now.rem_euclid(CLEAN_UP);
        !device.spent && cleaned_up < device.expires
    }

    pub(super) fn poll(&self, device: usize) -> Poll {
        match (self.device_is_there(device), self.devices[device].approved) {
            (false, _) => Poll::Refused,
            (true, None) => Poll::Pending,
            (true, Some(_)) => Poll::Tokens,
        }
    }

    /// How long it is until something expires or is cleaned up: to the second, and to the one before.
    pub(super) fn times_ahead(&self) -> Vec<i64> {
        let codes = self.codes.iter().map(|code| code.expires);
        let devices = self.devices.iter().map(|device| device.expires);
        let accesses = self.accesses.iter().map(|access| access.expires);
        let refreshes = self.refreshes.iter().map(|refresh| refresh.expires);
        let ends = codes.chain(devices).chain(accesses).chain(refreshes);
        let clean_up = self.now - self.now.rem_euclid(CLEAN_UP) + CLEAN_UP;
        let times = ends.chain([clean_up]).map(|end| end - self.now);
        let times = times.flat_map(|time| [time - 1, time]);
        times.filter(|time| *time > 0).chain([1]).collect()
    }

    pub(super) fn can_approve(&self, tab: usize, device: usize) -> bool {
        self.tabs[tab].login.is_some() && self.device_is_there(device)
    }

    pub(super) fn issue(&mut self, user: usize, session: Option<Session>, with_refresh: bool) {
        let name = self.users[user].names;
        self.accesses.push(Access {
            user,
            name,
            session,
            expires: self.now + ACCESS,
            gone: false,
        });
        if with_refresh {
            self.refreshes.push(Refresh {
                user,
                session,
                expires: self.now + REFRESH,
                gone: false,
                rotated: false,
            });
        }
    }

    /// A session's codes and access tokens go with it; its refresh tokens are nobody's session's any more.
    pub(super) fn end_session(&mut self, tab: usize) {
        let Some((_, ended)) = self.tabs[tab].login.take() else {
            return;
        };
        let of_session = |session: &Option<Session>| *session == Some(ended);
        for access in &mut self.accesses {
            access.gone |= of_session(&access.session);
        }
        for code in &mut self.codes {
            code.spent |= of_session(&code.session);
        }
        for session in self
            .refreshes
            .iter_mut()
            .map(|refresh| &mut refresh.session)
        {
            session.take_if(|session| *session == ended);
        }
    }

    /// All that was granted on behalf of a user is gone, and nobody is logged in as them.
    pub(super) fn end_user(&mut self, user: usize, standing: Standing) {
        self.users[user].standing = standing;
        for tab in &mut self.tabs {
            tab.login.take_if(|(who, _)| *who == user);
        }
        for code in &mut self.codes {
            code.spent |= code.user == user;
        }
        for access in &mut self.accesses {
            access.gone |= access.user == user;
        }
        for refresh in &mut self.refreshes {
            refresh.gone |= refresh.user == user;
        }
        for device in &mut self.devices {
            device.spent |= device.approved == Some(user);
        }
    }

    /// A login ends the session that the browser had, and begins another.
    pub(super) fn log_in(&mut self, tab: usize, user: usize) {
        self.end_session(tab);
        self.sessions += 1;
        self.tabs[tab].login = Some((user, self.sessions));
    }
}

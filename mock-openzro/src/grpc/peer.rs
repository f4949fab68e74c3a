//! Peers: known ones let in, new ones added.

use std::net::{IpAddr, Ipv4Addr};

use ambient::Entropy;
use jiff::{SignedDuration, Timestamp};

use super::label::{label, label_with_address};
use super::refusal::Refusal;
use crate::app::App;
use crate::model::{Account, Activity, Peer, PeerMeta, PeerStatus, Settings};
use crate::store::State;

/// How often an address and a label are drawn before a registration fails.
const ATTEMPTS: u32 = 10;

/// How many addresses of a /16 a peer can have: all but the first and the last.
const ADDRESSES: u64 = (1 << 16) - 2;

/// A machine that wants in.
#[derive(Debug)]
pub(super) struct Admission {
    pub(super) key: String,
    pub(super) address: Option<IpAddr>,
    pub(super) meta: PeerMeta,
    /// Whose token it shows.
    pub(super) user_id: Option<String>,
    pub(super) setup_key: String,
}

/// A machine that is in, and the settings of its account.
#[derive(Debug)]
pub(super) struct Admitted {
    pub(super) peer: Peer,
    pub(super) settings: Settings,
}

impl Admission {
    /// Lets a known machine in, or registers an unknown one.
    pub(super) async fn admit(mut self, app: &App) -> Result<Admitted, Refusal> {
        let _changing = app.account_lock.lock().await;
        let now = app.clock.now();
        let known = app.store.with(|state| self.known_peer(state));
        if let Some(peer) = known {
            let (admitted, renewed) = app.store.with(|state| self.log_in(state, peer, now))?;
            if renewed {
                record(app, Activity::UserLoggedInPeer, &admitted.peer);
            }
            return Ok(admitted);
        }
        let user_id = match (self.user_id.take(), self.setup_key.as_str()) {
            (Some(user_id), _) => user_id,
            (None, "") => return Err(Refusal::NoAuthMethod),
            (None, _) => return Err(Refusal::SetupKey),
        };
        self.name_after_user(app, &user_id).await;
        let id = app.new_id();
        let admitted = app.store.with(|state| {
            let user = state.users.get(&user_id).ok_or(Refusal::Internal)?;
            let (account_id, auto_groups) = (user.account_id.clone(), user.auto_groups.clone());
            let account = state.accounts.get(&account_id).ok_or(Refusal::Internal)?;
            let settings = account.settings.clone();
            let hostname = &self.meta.hostname;
            let place = Place::find(&app.entropy, state, account, hostname)?;
            let peer = self.register(id, &account_id, user_id, place, now);
            add(state, &peer, &auto_groups);
            Ok::<_, Refusal>(Admitted { peer, settings })
        })?;
        record(app, Activity::PeerAddedByUser, &admitted.peer);
        Ok(admitted)
    }

    fn known_peer(&self, state: &State) -> Option<Peer> {
        state
            .peers
            .values()
            .find(|peer| peer.key == self.key)
            .cloned()
    }

    /// Machines that are called `iPhone` or `iPad` get their user's name (reference, section 4.3).
    async fn name_after_user(&mut self, app: &App, user_id: &str) {
        let hostname = self.meta.hostname.to_lowercase();
        if !matches!(hostname.as_str(), "iphone" | "ipad") {
            return;
        }
        if let Some(idp) = &app.idp
            && let Ok(user) = idp.user(user_id).await
        {
            let name = user.email.split('@').next().unwrap_or_default();
            self.meta.hostname = format!("{}-{name}", self.meta.hostname);
        }
    }

    /// Whether the login was renewed, too.
    fn log_in(
        &self,
        state: &mut State,
        mut peer: Peer,
        now: Timestamp,
    ) -> Result<(Admitted, bool), Refusal> {
        let account = state.accounts.get(&peer.account_id);
        let settings = account.ok_or(Refusal::Internal)?.settings.clone();
        let expired = login_expired(&peer, &settings, now);
        let renewed = match &self.user_id {
            None if expired => return Err(Refusal::LoginExpired),
            None => false,
            Some(user_id) if *user_id != peer.user_id => return Err(Refusal::OtherUser),
            Some(user_id) => {
                let user = state.users.get_mut(user_id).ok_or(Refusal::Internal)?;
                if user.blocked {
                    return Err(Refusal::Blocked);
                }
                if expired {
                    peer.last_login = Some(now);
                    peer.status.login_expired = false;
                    user.last_login = Some(now);
                }
                expired
            }
        };
        if self.meta != PeerMeta::default() {
            let mut meta = self.meta.clone();
            if meta.ui_version.is_empty() {
                // The command-line client does not know the version of the window.
                meta.ui_version = peer.meta.ui_version;
            }
            peer.meta = meta;
        }
        state.peers.insert(peer.id.clone(), peer.clone());
        Ok((Admitted { peer, settings }, renewed))
    }

    /// The machine as a peer of the user. A blocked user is not refused: the real server looks for
    /// that only when a known machine logs in.
    fn register(
        self,
        id: String,
        account_id: &str,
        user_id: String,
        place: Place,
        now: Timestamp,
    ) -> Peer {
        Peer {
            id,
            account_id: account_id.to_owned(),
            key: self.key,
            name: self.meta.hostname.clone(),
            dns_label: place.label,
            ip: place.ip,
            meta: self.meta,
            status: PeerStatus {
                last_seen: now,
                connected: false,
                login_expired: false,
            },
            user_id,
            ssh_enabled: false,
            login_expiration_enabled: true,
            inactivity_expiration_enabled: true,
            last_login: Some(now),
            created_at: now,
            connection_ip: self.address,
        }
    }
}

/// Stores a new peer, and what comes with it.
fn add(state: &mut State, peer: &Peer, auto_groups: &[String]) {
    if let Some(account) = state.accounts.get_mut(&peer.account_id) {
        account.network.serial += 1;
        for group in &mut account.groups {
            if group.is_all() || auto_groups.contains(&group.id) {
                group.peers.push(peer.id.clone());
            }
        }
    }
    if let Some(user) = state.users.get_mut(&peer.user_id) {
        user.last_login = peer.last_login;
    }
    state.peers.insert(peer.id.clone(), peer.clone());
}

/// An address and a label that no peer of the account has.
struct Place {
    ip: Ipv4Addr,
    label: String,
}

impl Place {
    /// Draws addresses as the real server does: a label that is taken gets the next address's numbers.
    fn find(
        entropy: &Entropy,
        state: &State,
        account: &Account,
        hostname: &str,
    ) -> Result<Self, Refusal> {
        let plain = label(hostname).ok_or(Refusal::Internal)?;
        let others = || {
            state
                .peers
                .values()
                .filter(|peer| peer.account_id == account.id)
        };
        let taken = |place: &Self| {
            others().any(|peer| peer.ip == place.ip || peer.dns_label == place.label)
        };
        let draw = |attempt| {
            let offset = 1 + entropy.below(ADDRESSES);
            let ip = account.network.base.to_bits() + u32::try_from(offset).unwrap_or(1);
            let ip = Ipv4Addr::from_bits(ip);
            let label = match attempt {
                0 => plain.clone(),
                _ => label_with_address(&plain, ip),
            };
            Self { ip, label }
        };
        (0..ATTEMPTS)
            .map(draw)
            .find(|place| !taken(place))
            .ok_or(Refusal::Internal)
    }
}

/// Whether a person must log the peer in again.
fn login_expired(peer: &Peer, settings: &Settings, now: Timestamp) -> bool {
    if peer.user_id.is_empty() {
        return false;
    }
    let life = SignedDuration::from_secs(settings.peer_login_expiration);
    let ends = peer.last_login_or_zero().saturating_add(life);
    let over = peer.login_expiration_enabled && ends.is_ok_and(|ends| ends <= now);
    peer.status.login_expired || settings.peer_login_expiration_enabled && over
}

/// Writes down what a peer's user did with it.
fn record(app: &App, activity: Activity, peer: &Peer) {
    let meta = peer.event_meta(&app.dns_domain(&peer.account_id));
    app.record(activity, &peer.user_id, &peer.id, &peer.account_id, meta);
}

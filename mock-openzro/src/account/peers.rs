//! Peers and groups.

use super::{Module, Operation, Refusal};
use crate::app::App;
use crate::model::{Activity, Group, Peer};

impl App {
    /// The peers that a user may see: all, none, or his own.
    pub(crate) fn peers(&self, account_id: &str, user_id: &str) -> Result<Vec<Peer>, Refusal> {
        let user = self.find_user(user_id)?;
        let all = self.may(account_id, user_id, Module::Peers, Operation::Read)?;
        let peers = self.store.with(|state| {
            let peers = state.peers.values();
            let peers = peers.filter(|peer| peer.account_id == account_id);
            let mut peers: Vec<Peer> = peers.cloned().collect();
            // The real server's database finds them by the index of their labels.
            peers.sort_by(|one, other| one.dns_label.cmp(&other.dns_label));
            peers
        });
        if all {
            return Ok(peers);
        }
        let account = self.store.account(account_id);
        let account = account.ok_or_else(|| Refusal::NoAccount(account_id.to_owned()))?;
        if user.role.is_restrictable() && account.settings.regular_users_view_blocked {
            return Ok(Vec::new());
        }
        let own = peers.into_iter().filter(|peer| peer.user_id == user.id);
        Ok(own.collect())
    }

    /// One peer that a user may see.
    pub(crate) fn peer(
        &self,
        account_id: &str,
        user_id: &str,
        peer_id: &str,
    ) -> Result<Peer, Refusal> {
        let not_found = || Refusal::PeerNotFound(peer_id.to_owned());
        let peer = self.find_peer(account_id, peer_id)?;
        let all = self.may(account_id, user_id, Module::Peers, Operation::Read)?;
        if all || peer.user_id == user_id {
            Ok(peer)
        } else {
            Err(not_found())
        }
    }

    /// Removes a peer.
    pub(crate) async fn delete_peer(
        &self,
        account_id: &str,
        user_id: &str,
        peer_id: &str,
    ) -> Result<(), Refusal> {
        let _changing = self.account_lock.lock().await;
        self.require(account_id, user_id, Module::Peers, Operation::Delete)?;
        let peer = self
            .find_peer(account_id, peer_id)
            .map_err(|_| Refusal::PeerAccountNotFound(peer_id.to_owned()))?;
        self.store
            .with(|state| state.remove_peer(account_id, peer_id));
        self.record(
            Activity::PeerRemovedByUser,
            user_id,
            peer_id,
            account_id,
            peer.event_meta(&self.dns_domain(account_id)),
        );
        Ok(())
    }

    /// The account's groups, for who may read them.
    pub(crate) fn groups(&self, account_id: &str, user_id: &str) -> Result<Vec<Group>, Refusal> {
        self.require(account_id, user_id, Module::Groups, Operation::Read)?;
        let account = self.store.account(account_id);
        let account = account.ok_or_else(|| Refusal::NoAccount(account_id.to_owned()))?;
        Ok(account.groups)
    }

    /// The groups of a peer.
    pub(crate) fn peer_groups(&self, account_id: &str, peer_id: &str) -> Vec<Group> {
        self.store
            .with(|state| state.peer_groups(account_id, peer_id))
    }

    fn find_peer(&self, account_id: &str, peer_id: &str) -> Result<Peer, Refusal> {
        let peer = self.store.with(|state| state.peers.get(peer_id).cloned());
        peer.filter(|peer| peer.account_id == account_id)
            .ok_or_else(|| Refusal::PeerNotFound(peer_id.to_owned()))
    }
}

impl Peer {
    /// What the audit log keeps of a peer.
    pub(crate) fn event_meta(&self, dns_domain: &str) -> [(&'static str, String); 8] {
        let connection = self.connection_ip.map(|ip| ip.to_string());
        [
            ("name", self.name.clone()),
            ("fqdn", self.fqdn(dns_domain)),
            ("ip", self.ip.to_string()),
            ("created_at", self.created_at.to_string()),
            ("location_city_name", String::new()),
            ("location_country_code", String::new()),
            ("location_geo_name_id", "0".to_owned()),
            ("location_connection_ip", connection.unwrap_or_default()),
        ]
    }
}

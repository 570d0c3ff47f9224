use async_trait::async_trait;
use uuid::Uuid;

use super::{ClaimedListening, HeldListening, KnownListening};
use crate::ids::{BindingId, TenantId};
use crate::platform::Problem;
use crate::store::StoreError;
use crate::time::Timestamp;

/// The sessions of bound accounts in the database: one row for each current or kept binding of a
/// type that may listen.
///
/// One server holds a session at a time, under any number of simultaneous calls from any server.
/// What is noted about a session that somebody else holds by now changes nothing, and `false`
/// says so.
#[async_trait]
pub trait ListeningStore: Send + Sync {
    /// Adds the sessions of accounts that were bound since, due at `now`; takes away those of
    /// accounts that are let go; and makes those due whose binding has changed. Returns how many
    /// rows have changed.
    async fn watch_listening(&self, now: Timestamp) -> Result<u64, StoreError>;

    /// The sessions of all tenants that nobody holds and whose turn it is at `now`, the longest
    /// due first, at most `limit`. They are this server's until `until`.
    async fn claim_listening(
        &self,
        lease: Uuid,
        now: Timestamp,
        until: Timestamp,
        limit: u32,
    ) -> Result<Vec<ClaimedListening>, StoreError>;

    /// Prolongs everything that a server holds, and returns what that is: sessions that somebody
    /// else has taken and accounts that are let go are not in it.
    async fn renew_listening(
        &self,
        lease: Uuid,
        until: Timestamp,
    ) -> Result<Vec<HeldListening>, StoreError>;

    /// Notes that a session stands.
    async fn listening_connected(
        &self,
        session: &ClaimedListening,
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Notes how far a channel is read.
    async fn move_listening(
        &self,
        session: &ClaimedListening,
        position: &str,
    ) -> Result<bool, StoreError>;

    /// Lets a session go, which broke so often in a row and is to be tried again at `next_at`.
    async fn end_listening(
        &self,
        session: &ClaimedListening,
        problem: Option<&Problem>,
        breaks: u32,
        next_at: Timestamp,
    ) -> Result<bool, StoreError>;

    /// What is known of the session of an account, if it has one.
    async fn listening_of_binding(
        &self,
        tenant: TenantId,
        binding: BindingId,
    ) -> Result<Option<KnownListening>, StoreError>;
}

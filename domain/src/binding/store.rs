use async_trait::async_trait;

use super::{Binding, Fingerprint, Hold, KeptPicture};
use crate::audit::AuditEntry;
use crate::ids::{BindingId, ChannelId, TenantId};
use crate::platform::{Account, Check, Problem};
use crate::sealing::Sealed;
use crate::secrets::TokenHash;
use crate::store::StoreError;
use crate::time::Timestamp;

/// Bindings in the database, and what they do to the life cycle of their channels.
///
/// A channel has one open binding at most, one current and one kept; an account has one hold over
/// the whole installation. That is true under any number of simultaneous calls, from any server.
/// A step names the version it was made from, and finds nothing changed when that is another one.
#[async_trait]
pub trait BindingStore: Send + Sync {
    /// Adds an open binding. To bind, the channel has to be Unbound, and is Binding from then on;
    /// otherwise it has to be Bound.
    async fn start_binding(
        &self,
        binding: &Binding,
        audit: &AuditEntry,
    ) -> Result<StartOutcome, StoreError>;

    /// Notes how far an open binding has come. An audit entry is written where there is one.
    async fn progress_binding(
        &self,
        binding: &Binding,
        progress: &Progress,
        audit: Option<&AuditEntry>,
    ) -> Result<StepOutcome, StoreError>;

    /// The open binding whose person was sent to the platform with this token, which works once.
    async fn take_authorisation(&self, token: &TokenHash) -> Result<Option<Binding>, StoreError>;

    /// Begins to confirm an open binding: nobody else confirms or cancels it before `until`, and
    /// from now on the platform may know of it. Claims its account, where there is a hold.
    async fn claim_account(
        &self,
        binding: &Binding,
        hold: Option<&Hold>,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<ClaimOutcome, StoreError>;

    /// Ends the confirmation of an open binding: the channel is Bound to its account. A binding
    /// to reauthorise gives its credentials to the current one and is gone; one to rebind takes
    /// the place of the current one, which is kept until `bound.kept_until` in the place of one
    /// that is kept already.
    async fn finish_binding(
        &self,
        binding: &Binding,
        bound: &Bound,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError>;

    /// Ends an open binding. What the platform may know of is to be released; everything else is
    /// gone. A channel that was Binding is Unbound.
    async fn cancel_binding(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<CancelOutcome, StoreError>;

    /// Gives a channel the account back that it had before a rebind, if that is still kept at
    /// `now`; the present one is to be released, and an open binding that authorises it again is
    /// gone.
    async fn roll_back_binding(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError>;

    /// Begins to unbind a Bound channel: it is Unbinding until everything it holds is released.
    async fn unbind_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
        now: Timestamp,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError>;

    /// A binding that is to be released and whose turn it is at `now`, also one that was kept long
    /// enough. Nobody else gets it before `until`, whichever server asks.
    async fn claim_release(
        &self,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Binding>, StoreError>;

    /// Lets a binding wait until `at` for its next turn to be released.
    async fn put_off_release(
        &self,
        binding: &Binding,
        at: Timestamp,
        problem: &Problem,
    ) -> Result<(), StoreError>;

    /// Ends a release: the binding is gone, its account free. A channel that was Unbinding and
    /// holds nothing else any more is Unbound. Of several at once, one does it.
    async fn finish_release(
        &self,
        binding: &Binding,
        audit: &AuditEntry,
    ) -> Result<StepOutcome, StoreError>;

    /// Puts other credentials in the place of those that a current or kept binding was read with.
    async fn renew_credentials(
        &self,
        binding: &Binding,
        sealed: &Sealed,
    ) -> Result<StepOutcome, StoreError>;

    /// What is known of the picture of a binding's account, if it was ever asked for.
    async fn kept_picture(&self, binding: &Binding) -> Result<Option<KeptPicture>, StoreError>;

    /// Keeps that. It is gone with the binding.
    async fn keep_picture(&self, binding: &Binding, kept: &KeptPicture) -> Result<(), StoreError>;

    /// Everything that a channel holds: what is open, current, kept and releasing, in this order.
    async fn bindings_of_channel(
        &self,
        tenant: TenantId,
        channel: ChannelId,
    ) -> Result<Vec<Binding>, StoreError>;

    /// The binding with this id, of whichever tenant. For what platforms send.
    async fn binding_by_id(&self, id: BindingId) -> Result<Option<Binding>, StoreError>;

    /// The binding that holds this account, of whichever tenant. For what platforms send, and for
    /// account managers.
    async fn binding_by_account(
        &self,
        account: &Fingerprint,
    ) -> Result<Option<Binding>, StoreError>;

    /// The bindings that hold accounts of this unit, at most 1,000. For what platforms send.
    async fn bindings_by_unit(&self, unit: &Fingerprint) -> Result<Vec<Binding>, StoreError>;

    /// Whether another binding than this one holds an account of the same unit.
    async fn shares_unit(&self, binding: &Binding) -> Result<bool, StoreError>;

    /// Open bindings that have not changed since `before`, at most `limit`.
    async fn abandoned_bindings(
        &self,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<Binding>, StoreError>;

    /// The sealed key of fingerprints. The first call stores `candidate`; every later call, from
    /// any server, returns that first one.
    async fn fingerprint_key(&self, candidate: &Sealed) -> Result<Sealed, StoreError>;
}

/// How far an open binding has come. Everything stands as it is from then on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The way that was chosen.
    pub way: Option<String>,
    /// What the person was sent to the platform with, if they were.
    pub token: Option<TokenHash>,
    /// The account, if it is chosen.
    pub account: Option<Account>,
    /// The candidates or credentials.
    pub sealed: Option<Sealed>,
    /// What the prerequisites are like.
    pub checks: Vec<Check>,
    /// Why the step did not succeed.
    pub problem: Option<Problem>,
    /// When this was.
    pub at: Timestamp,
}

impl Progress {
    /// As it stands now: what a step does not change.
    pub fn of(binding: &Binding, at: Timestamp) -> Self {
        Self {
            way: binding.way.clone(),
            token: None,
            account: binding.account.clone(),
            sealed: binding.sealed.clone(),
            checks: binding.checks.clone(),
            problem: None,
            at,
        }
    }
}

/// What a confirmation has led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The account as the platform describes it now.
    pub account: Account,
    /// Its credentials.
    pub sealed: Sealed,
    /// When.
    pub at: Timestamp,
    /// Until when the account of before is kept, if there is one.
    pub kept_until: Timestamp,
}

/// What came of starting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartOutcome {
    /// The binding is open.
    Started,
    /// The channel has this open binding already; nothing was changed.
    AlreadyOpen(Box<Binding>),
    /// There is no such channel, or not in the right state; nothing was changed.
    OtherState,
}

/// What came of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepOutcome {
    /// It is done.
    Done,
    /// Somebody was faster: the binding or the channel is not as it has to be. Nothing was
    /// changed.
    OtherState,
}

/// What came of claiming an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimOutcome {
    /// It is claimed.
    Claimed,
    /// Another binding holds it; nothing was changed.
    Taken,
    /// Somebody was faster; nothing was changed.
    OtherState,
}

/// What came of cancelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelOutcome {
    /// It is cancelled.
    Cancelled,
    /// Somebody is confirming it at this moment; nothing was changed.
    Confirming,
    /// The channel has no open binding.
    NotOpen,
}

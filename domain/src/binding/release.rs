//! Letting accounts go.

use super::step::endpoint;
use super::{Binding, BindingError, StepOutcome, credentials_of};
use crate::audit::{AuditAction, AuditEntry, FieldChange, SYSTEM};
use crate::caller::AccountManager;
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::{BindingId, ChannelId, TenantId};
use crate::permissions::Action;
use crate::platform::{Problem, Reason, ReasonKind, ReleaseScope};
use crate::ports::Ports;
use crate::store::StoreError;
use crate::tenant::Reason as Note;
use crate::time::Timestamp;

const SECOND: i64 = 1_000_000;

/// How long a release belongs to the server that does it. Longer than an adapter takes.
const LEASE: i64 = 120 * SECOND;

/// How many abandoned bindings are cancelled at a time.
const BATCH: u32 = 100;

/// What came of looking for something to release.
#[derive(Debug)]
pub enum Releasing {
    /// It is nothing's turn.
    Nothing,
    /// An account is free.
    Released(BindingId),
    /// The platform could not be told; it is tried again.
    PutOff(BindingId, Problem),
}

/// Releases the binding whose turn it is, if there is one. Each is released at least once, and
/// more than once only if a server dies before it has noted the success.
pub async fn release_next(ports: &Ports) -> Result<Releasing, StoreError> {
    let now = ports.clock.now();
    let Some(binding) = ports.store.claim_release(now, after(now, LEASE)).await? else {
        return Ok(Releasing::Nothing);
    };
    match release(ports, &binding).await? {
        Ok(remark) => {
            let mut audit =
                AuditEntry::new(ports, binding.tenant, SYSTEM, AuditAction::ChannelRelease);
            audit.channel = Some(binding.channel);
            audit.changes = account_of(&binding).into_iter().chain(remark).collect();
            ports.store.finish_release(&binding, &audit).await?;
            Ok(Releasing::Released(binding.id))
        }
        Err(problem) => {
            let next = after(ports.clock.now(), delay_after(binding.turns));
            ports.store.put_off_release(&binding, next, &problem).await?;
            Ok(Releasing::PutOff(binding.id, problem))
        }
    }
}

/// Tells the platform. Where it does not know or accept us any more, there is nothing left to
/// take away, which is remarked.
async fn release(
    ports: &Ports,
    binding: &Binding,
) -> Result<Result<Option<FieldChange>, Problem>, StoreError> {
    let Some(adapter) = ports.platforms.of(binding.channel_type) else {
        return Ok(Err(Reason::AppNotConfigured.into()));
    };
    let credentials = credentials_of(ports, binding).await?.unwrap_or_default();
    let scope = ReleaseScope { shares_subscription: ports.store.shares_unit(binding).await? };
    let released = adapter.release(&credentials, &endpoint(ports, binding), scope).await;
    Ok(match released {
        Ok(()) => Ok(None),
        Err(problem) if is_beyond_reach(&problem) => {
            let code = problem.reason.code().to_owned();
            Ok(Some(FieldChange { field: Field::Problem, before: None, after: Some(code) }))
        }
        Err(problem) => Err(problem),
    })
}

fn is_beyond_reach(problem: &Problem) -> bool {
    problem.reason.kind() == ReasonKind::Authorisation
        || matches!(problem.reason, Reason::AccountNotFound | Reason::AccountClosed)
}

/// A minute after the first time, then twice as long each time, up to an hour.
fn delay_after(turns: u32) -> i64 {
    const LONGEST: i64 = 3_600 * SECOND;
    let doublings = turns.saturating_sub(1).min(6);
    ((60 * SECOND) << doublings).min(LONGEST)
}

const fn after(at: Timestamp, micros: i64) -> Timestamp {
    Timestamp::from_micros(at.micros().saturating_add(micros))
}

fn account_of(binding: &Binding) -> Option<FieldChange> {
    let account = binding.account.as_ref()?;
    Some(FieldChange { field: Field::Account, before: Some(account.name.clone()), after: None })
}

/// Cancels open bindings that nobody has touched for a day, and returns how many.
pub async fn cancel_abandoned(ports: &Ports) -> Result<usize, StoreError> {
    let now = ports.clock.now();
    let before = Timestamp::from_micros(now.micros() - Binding::OPEN_FOR);
    let abandoned = ports.store.abandoned_bindings(before, BATCH).await?;
    for binding in &abandoned {
        let mut audit =
            AuditEntry::new(ports, binding.tenant, SYSTEM, AuditAction::ChannelBindCancel);
        audit.channel = Some(binding.channel);
        ports.store.cancel_binding(binding.tenant, binding.channel, now, &audit).await?;
    }
    Ok(abandoned.len())
}

/// Begins to unbind a channel of whichever tenant. The account is released in the background.
pub async fn unbind(
    ports: &Ports,
    manager: &AccountManager,
    tenant: TenantId,
    channel: ChannelId,
    note: &Note,
) -> Result<(), BindingError> {
    let mut audit = managing(ports, manager, tenant, channel, AuditAction::ChannelUnbind).await?;
    let bindings = ports.store.bindings_of_channel(tenant, channel).await?;
    let current = bindings.iter().find(|one| one.state == super::BindingState::Current);
    let note = FieldChange { field: Field::Note, before: None, after: Some(note.to_string()) };
    audit.changes = current.and_then(account_of).into_iter().chain([note]).collect();
    let now = ports.clock.now();
    match ports.store.unbind_channel(tenant, channel, now, &audit).await? {
        StepOutcome::Done => Ok(()),
        StepOutcome::OtherState => {
            audit.refused(ports, ErrorCode::BindingOtherState).await?;
            Err(BindingError::OtherState(ErrorCode::BindingOtherState))
        }
    }
}

/// Ends a release that the platform does not let end. What it still knows, it keeps.
pub async fn give_up_release(
    ports: &Ports,
    manager: &AccountManager,
    tenant: TenantId,
    channel: ChannelId,
    note: &Note,
) -> Result<(), BindingError> {
    let mut audit = managing(ports, manager, tenant, channel, AuditAction::ChannelRelease).await?;
    let bindings = ports.store.bindings_of_channel(tenant, channel).await?;
    let releasing = bindings.iter().filter(|one| one.state == super::BindingState::Releasing);
    let mut done = StepOutcome::OtherState;
    for binding in releasing {
        let problem = binding.problem.as_ref().map(|problem| FieldChange {
            field: Field::Problem,
            before: None,
            after: Some(problem.reason.code().to_owned()),
        });
        let note = FieldChange { field: Field::Note, before: None, after: Some(note.to_string()) };
        audit.id = crate::ids::AuditEntryId::from_uuid(ports.ids.next());
        audit.changes = account_of(binding).into_iter().chain(problem).chain([note]).collect();
        done = ports.store.finish_release(binding, &audit).await?;
    }
    match done {
        StepOutcome::Done => Ok(()),
        StepOutcome::OtherState => {
            audit.refused(ports, ErrorCode::BindingOtherState).await?;
            Err(BindingError::OtherState(ErrorCode::BindingOtherState))
        }
    }
}

async fn managing(
    ports: &Ports,
    manager: &AccountManager,
    tenant: TenantId,
    channel: ChannelId,
    action: AuditAction,
) -> Result<AuditEntry, BindingError> {
    let mut audit = AuditEntry::new(ports, tenant, &manager.actor, action);
    audit.channel = Some(channel);
    if let Err(code) = manager.may(Action::UnbindChannels) {
        audit.refused(ports, code).await?;
        return Err(BindingError::Denied(code));
    }
    Ok(audit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_tried_further_and_further_apart() {
        let minutes: Vec<_> = (1..=9).map(|turns| delay_after(turns) / SECOND / 60).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(delay_after(u32::MAX), 3_600 * SECOND);
    }
}

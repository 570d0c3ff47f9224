//! From the account that was found to a bound channel, and back to the one before.

use super::credentials::{Contents, seal};
use super::step::{Binder, Step, endpoint};
use super::{
    Binding, BindingError, BindingState, Bound, CancelOutcome, ClaimOutcome, Hold, Progress,
    Purpose, StepOutcome, account_fingerprint, credentials_of, unit_fingerprint,
};
use crate::audit::{AuditAction, FieldChange};
use crate::caller::Caller;
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::ChannelId;
use crate::platform::{Account, Candidate, Credentials, Problem, ReleaseScope};
use crate::ports::Ports;
use crate::time::Timestamp;

/// Binds the channel to the account that was found: claims it, tells the platform, and makes it
/// the channel's own.
///
/// To be run to its end even when nobody waits for it any more. Cut off all the same, it leaves
/// an open binding that can be confirmed again, or cancelled.
pub async fn confirm(
    ports: &Ports,
    caller: &Caller,
    channel: ChannelId,
    version: i64,
) -> Result<(), BindingError> {
    let step = Step::of(ports, caller, channel, version, AuditAction::ChannelBind).await?;
    let account = step.binding.account.clone();
    let credentials = credentials_of(ports, &step.binding).await?;
    let (Some(account), Some(credentials)) = (account, credentials) else {
        return Err(step.binder.refuse(ports, ErrorCode::BindingAccountMissing).await);
    };
    let mut step = claim(ports, step, &account, &credentials).await?;
    let endpoint = step.endpoint(ports).await?;
    match step.adapter.bind(&credentials, &endpoint).await {
        Ok(candidate) => finish(ports, step, candidate).await,
        Err(problem) => {
            step.binder.audit.changes = vec![noted(Field::Problem, problem.reason.code())];
            let progress = Progress {
                problem: Some(problem.clone()),
                ..Progress::of(&step.binding, ports.clock.now())
            };
            let audit = Some(&step.binder.audit);
            // If that is too late, somebody else has decided already.
            ports.store.progress_binding(&step.binding, &progress, audit).await?;
            Err(problem.into())
        }
    }
}

/// Claims the account, so that no other channel can have it, before the platform is told.
async fn claim(
    ports: &Ports,
    mut step: Step,
    account: &Account,
    credentials: &Credentials,
) -> Result<Step, BindingError> {
    let binding = &step.binding;
    let (kind, now) = (binding.channel_type, ports.clock.now());
    let hold = match binding.purpose() {
        // The channel holds it already.
        Some(Purpose::Reauthorise) => None,
        _ => Some(Hold {
            account: account_fingerprint(ports, kind, &account.id).await?,
            unit: unit_fingerprint(ports, kind, account, credentials).await?,
        }),
    };
    let until = Timestamp::from_micros(now.micros() + Binding::CONFIRMING_FOR);
    let code = match ports.store.claim_account(binding, hold.as_ref(), now, until).await? {
        ClaimOutcome::Claimed => {
            step.binding.version += 1;
            step.binding.told_platform = true;
            return Ok(step);
        }
        ClaimOutcome::OtherState => ErrorCode::BindingNotOpen,
        ClaimOutcome::Taken => {
            let holder = match &hold {
                Some(hold) => ports.store.binding_by_account(&hold.account).await?,
                None => None,
            };
            let is_own = holder.is_some_and(|holder| holder.channel == binding.channel);
            if is_own { ErrorCode::BindingSameAccount } else { ErrorCode::BindingAccountTaken }
        }
    };
    step.binder.audit.changes = vec![noted(Field::Account, &account.name)];
    Err(step.binder.refuse(ports, code).await)
}

async fn finish(ports: &Ports, step: Step, candidate: Candidate) -> Result<(), BindingError> {
    let Step { mut binder, binding, adapter } = step;
    let current = binder.current(ports).await?;
    let before = current.as_ref().and_then(|current| current.account.clone());
    let (action, holder) = match (binding.purpose(), &current) {
        (Some(Purpose::Reauthorise), Some(current)) => {
            (AuditAction::ChannelReauthorise, current.id)
        }
        (Some(Purpose::Rebind), _) => (AuditAction::ChannelRebind, binding.id),
        _ => (AuditAction::ChannelBind, binding.id),
    };
    let contents = Contents::of(std::slice::from_ref(&candidate));
    let now = ports.clock.now();
    let bound = Bound {
        sealed: seal(ports, binding.tenant, holder, &contents).await?,
        account: candidate.account,
        at: now,
        kept_until: Timestamp::from_micros(now.micros() + Binding::KEPT_FOR),
    };
    binder.audit.action = action;
    binder.audit.changes = vec![FieldChange {
        field: Field::Account,
        before: before.map(|account| account.name),
        after: Some(bound.account.name.clone()),
    }];
    match ports.store.finish_binding(&binding, &bound, &binder.audit).await? {
        StepOutcome::Done => Ok(()),
        StepOutcome::OtherState => {
            // Somebody ended it meanwhile, and its release may have come before the platform was
            // told. What was bound for nothing is let go; where that fails, the platform reports
            // to nobody until the account is bound again.
            if binding.purpose() != Some(Purpose::Reauthorise) {
                let scope =
                    ReleaseScope { shares_subscription: ports.store.shares_unit(&binding).await? };
                let endpoint = endpoint(ports, &binding);
                let _ = adapter.release(&candidate.credentials, &endpoint, scope).await;
            }
            Err(binder.refuse(ports, ErrorCode::BindingNotOpen).await)
        }
    }
}

/// Ends an open binding, whoever has begun it.
pub async fn cancel(
    ports: &Ports,
    caller: &Caller,
    channel: ChannelId,
) -> Result<(), BindingError> {
    let binder = Binder::of(ports, caller, channel, AuditAction::ChannelBindCancel).await?;
    let (tenant, now) = (binder.caller.tenant, ports.clock.now());
    match ports.store.cancel_binding(tenant, channel, now, &binder.audit).await? {
        CancelOutcome::Cancelled => Ok(()),
        CancelOutcome::Confirming => Err(binder.refuse(ports, ErrorCode::BindingConfirming).await),
        CancelOutcome::NotOpen => Err(binder.refuse(ports, ErrorCode::BindingNotOpen).await),
    }
}

/// Gives a channel the account back that it had before a rebind of the last day.
pub async fn roll_back(
    ports: &Ports,
    caller: &Caller,
    channel: ChannelId,
) -> Result<(), BindingError> {
    let mut binder = Binder::of(ports, caller, channel, AuditAction::ChannelRollBack).await?;
    let bindings = binder.bindings(ports).await?;
    let name = |state: BindingState| {
        let binding = bindings.iter().find(|binding| binding.state == state)?;
        binding.account.as_ref().map(|account| account.name.clone())
    };
    let (before, after) = (name(BindingState::Current), name(BindingState::Kept));
    binder.audit.changes = vec![FieldChange { field: Field::Account, before, after }];
    let (tenant, now) = (binder.caller.tenant, ports.clock.now());
    match ports.store.roll_back_binding(tenant, channel, now, &binder.audit).await? {
        StepOutcome::Done => Ok(()),
        StepOutcome::OtherState => Err(binder.refuse(ports, ErrorCode::BindingOtherState).await),
    }
}

/// Sets the callback at the platform once more, where somebody has changed or taken it away.
pub async fn repair_callback(
    ports: &Ports,
    caller: &Caller,
    channel: ChannelId,
) -> Result<(), BindingError> {
    let mut binder = Binder::of(ports, caller, channel, AuditAction::ChannelRepair).await?;
    let Some(current) = binder.current(ports).await? else {
        return Err(binder.refuse(ports, ErrorCode::BindingOtherState).await);
    };
    let Some(adapter) = ports.platforms.of(current.channel_type) else {
        return Err(binder.refuse(ports, ErrorCode::BindingUnavailable).await);
    };
    let credentials = credentials_of(ports, &current).await?.unwrap_or_default();
    let repaired = adapter.bind(&credentials, &endpoint(ports, &current)).await;
    let problem: Option<Problem> = match repaired {
        Ok(candidate) => {
            let contents = Contents::of(&[candidate]);
            let sealed = seal(ports, current.tenant, current.id, &contents).await?;
            // Whoever has authorised the channel meanwhile has newer ones.
            ports.store.renew_credentials(&current, &sealed).await?;
            None
        }
        Err(problem) => {
            binder.audit.changes = vec![noted(Field::Problem, problem.reason.code())];
            Some(problem)
        }
    };
    ports.store.append_audit_entry(&binder.audit).await?;
    problem.map_or(Ok(()), |problem| Err(problem.into()))
}

fn noted(field: Field, text: &str) -> FieldChange {
    FieldChange { field, before: None, after: Some(text.to_owned()) }
}

//! From an open binding to the account that it is for.

use super::credentials::{Contents, open, seal};
use super::step::Step;
use super::{Binding, BindingError, Progress, StepOutcome};
use crate::audit::{AuditAction, FieldChange};
use crate::caller::Caller;
use crate::customer::acting_on;
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::ChannelId;
use crate::platform::{Authorisation, Candidate, CodeGrant, Credentials, Problem, Reason, Way};
use crate::ports::Ports;
use crate::secrets::SecretToken;

/// Where the form of a way has led.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authorising {
    /// The account was looked for here.
    Done,
    /// The browser has to go to this address at the platform.
    Leave(String),
}

/// Takes the form of a way: finds the account that it leads to, and what stands in the way; or
/// prepares the way to the platform. What the person has typed for that waits, sealed, until they
/// come back.
pub async fn authorise(
    ports: &Ports,
    caller: &Caller,
    channel: ChannelId,
    version: i64,
    way: &str,
    typed: &[(String, String)],
) -> Result<Authorising, BindingError> {
    let step = Step::of(ports, caller, channel, version, AuditAction::ChannelAuthorise).await?;
    let Some(way) = step.way(way) else {
        return Err(step.binder.refuse(ports, ErrorCode::BindingWayUnknown).await);
    };
    let credentials = Credentials::parse(way, typed).map_err(BindingError::Invalid)?;
    match way.authorisation {
        Authorisation::CodeExchange => leave(ports, step, way, &credentials).await,
        Authorisation::Form => {
            let found = step.adapter.find_account(&credentials).await;
            let found = found.map(|candidate| vec![candidate]);
            found_accounts(ports, step, way, found).await.map(|()| Authorising::Done)
        }
    }
}

async fn leave(
    ports: &Ports,
    step: Step,
    way: &Way,
    credentials: &Credentials,
) -> Result<Authorising, BindingError> {
    let token = ports.secrets.token();
    let redirect_uri = ports.platforms.redirect_uri();
    let url = step.adapter.authorisation_url(way, &redirect_uri, &token.reveal());
    let Some(url) = url else {
        return Err(step.binder.refuse(ports, ErrorCode::BindingUnavailable).await);
    };
    let binding = &step.binding;
    // What was found before stays, so that somebody who turns round at the platform loses nothing.
    let mut contents = open(ports, binding).await?;
    contents.typed =
        credentials.values().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let progress = Progress {
        way: Some(way.name.to_owned()),
        token: Some(ports.secrets.hash_token(&token)),
        sealed: Some(seal(ports, binding.tenant, binding.id, &contents).await?),
        ..Progress::of(binding, ports.clock.now())
    };
    advance(ports, step, &progress, false).await.map(|()| Authorising::Leave(url))
}

/// What the platform sent a browser back with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformAnswer {
    /// What the browser was sent there with.
    pub token: SecretToken,
    /// The code, if the person has agreed.
    pub code: Option<String>,
    /// What else came along.
    pub values: Vec<(String, String)>,
}

/// Takes the answer that a browser brings from the platform, once. Returns the channel that it is
/// about, together with what came of it.
pub async fn take_answer(
    ports: &Ports,
    caller: &Caller,
    answer: &PlatformAnswer,
) -> Result<(ChannelId, Result<(), BindingError>), BindingError> {
    let unknown = || BindingError::OtherState(ErrorCode::BindingAnswerUnknown);
    let token = ports.secrets.hash_token(&answer.token);
    let binding = ports.store.take_authorisation(&token).await?.ok_or_else(unknown)?;
    // Somebody else's browser was made to bring it.
    let acting = acting_on(ports, caller, binding.channel).await?;
    if binding.started_by != caller.user || binding.tenant != acting.tenant {
        return Err(unknown());
    }
    let taken = exchange(ports, caller, &binding, answer).await;
    Ok((binding.channel, taken))
}

async fn exchange(
    ports: &Ports,
    caller: &Caller,
    binding: &Binding,
    answer: &PlatformAnswer,
) -> Result<(), BindingError> {
    let (channel, version) = (binding.channel, binding.version);
    let step = Step::of(ports, caller, channel, version, AuditAction::ChannelAuthorise).await?;
    let Some(way) = step.way(binding.way.as_deref().unwrap_or_default()) else {
        return Err(step.binder.refuse(ports, ErrorCode::BindingWayUnknown).await);
    };
    let found = match &answer.code {
        None => Err(Reason::PersonDeclined.into()),
        Some(code) => {
            let is_field = |name: &str| way.fields.iter().any(|field| field.name == name);
            let typed = open(ports, binding).await?.typed;
            let typed = typed.into_iter().filter(|(name, _)| is_field(name));
            let came = answer.values.iter().filter(|(name, _)| is_field(name)).cloned();
            let grant = CodeGrant {
                code: code.clone(),
                redirect_uri: ports.platforms.redirect_uri(),
                // What the platform says comes last: it knows what was chosen there.
                values: typed.chain(came).collect(),
            };
            step.adapter.exchange_code(way, &grant).await
        }
    };
    found_accounts(ports, step, way, found).await
}

/// Chooses one of the accounts that the authorisation leads to.
pub async fn choose_account(
    ports: &Ports,
    caller: &Caller,
    channel: ChannelId,
    version: i64,
    account: &str,
) -> Result<(), BindingError> {
    let step = Step::of(ports, caller, channel, version, AuditAction::ChannelAuthorise).await?;
    let candidates = open(ports, &step.binding).await?.candidates();
    let chosen = candidates.into_iter().find(|candidate| candidate.account.id == account);
    let way = step.binding.way.as_deref().and_then(|name| step.way(name));
    match (chosen, way) {
        (Some(chosen), Some(way)) => found_accounts(ports, step, way, Ok(vec![chosen])).await,
        _ => Err(step.binder.refuse(ports, ErrorCode::BindingAccountMissing).await),
    }
}

/// Checks the prerequisites of the chosen account once more.
pub async fn check_again(
    ports: &Ports,
    caller: &Caller,
    channel: ChannelId,
    version: i64,
) -> Result<(), BindingError> {
    let step = Step::of(ports, caller, channel, version, AuditAction::ChannelAuthorise).await?;
    let credentials = super::credentials_of(ports, &step.binding).await?.unwrap_or_default();
    let endpoint = step.endpoint(ports).await?;
    let checks = step.adapter.check_prerequisites(&credentials, &endpoint).await;
    let progress = Progress { checks, ..Progress::of(&step.binding, ports.clock.now()) };
    advance(ports, step, &progress, false).await
}

/// Notes which accounts were found. A single one is chosen, and its prerequisites checked.
async fn found_accounts(
    ports: &Ports,
    mut step: Step,
    way: &Way,
    found: Result<Vec<Candidate>, Problem>,
) -> Result<(), BindingError> {
    let wanted = step.wanted_account(ports).await?;
    let found = found.and_then(|candidates| right_ones(candidates, wanted.as_deref()));
    let binding = &step.binding;
    let mut progress =
        Progress { way: Some(way.name.to_owned()), ..Progress::of(binding, ports.clock.now()) };
    let candidates = match found {
        Ok(candidates) => candidates,
        Err(problem) => {
            let code = problem.reason.code().to_owned();
            step.binder.audit.changes =
                vec![FieldChange { field: Field::Problem, before: None, after: Some(code) }];
            progress.problem = Some(problem.clone());
            advance(ports, step, &progress, true).await?;
            return Err(problem.into());
        }
    };
    let contents = Contents::of(&candidates);
    progress.sealed = Some(seal(ports, binding.tenant, binding.id, &contents).await?);
    progress.account = None;
    progress.checks.clear();
    if let [only] = &candidates[..] {
        let endpoint = step.endpoint(ports).await?;
        progress.checks = step.adapter.check_prerequisites(&only.credentials, &endpoint).await;
        progress.account = Some(only.account.clone());
    }
    let name = |candidate: &Candidate| FieldChange {
        field: Field::Account,
        before: None,
        after: Some(candidate.account.name.clone()),
    };
    step.binder.audit.changes = candidates.iter().take(20).map(name).collect();
    advance(ports, step, &progress, true).await
}

/// Those that the binding may lead to.
fn right_ones(candidates: Vec<Candidate>, wanted: Option<&str>) -> Result<Vec<Candidate>, Problem> {
    if candidates.is_empty() {
        return Err(Reason::NoAccountFound.into());
    }
    let Some(wanted) = wanted else { return Ok(candidates) };
    let right: Vec<_> =
        candidates.into_iter().filter(|candidate| candidate.account.id == wanted).collect();
    if right.is_empty() { Err(Reason::OtherAccount.into()) } else { Ok(right) }
}

async fn advance(
    ports: &Ports,
    step: Step,
    progress: &Progress,
    is_noted: bool,
) -> Result<(), BindingError> {
    let audit = is_noted.then_some(&step.binder.audit);
    match ports.store.progress_binding(&step.binding, progress, audit).await? {
        StepOutcome::Done => Ok(()),
        StepOutcome::OtherState => Err(step.binder.refuse(ports, ErrorCode::BindingNotOpen).await),
    }
}

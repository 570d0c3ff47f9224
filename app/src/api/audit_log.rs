use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse, Response};
use domain::audit::{
    self, AuditAction, AuditEntry, AuditFilter, AuditList, AuditLogError, AuditOutcome, AuditPage,
    FieldChange,
};
use domain::error_code::ErrorCode;
use futures::stream;

use super::csv::{self, ROWS_AT_ONCE};
use super::fields::Fields;
use super::{Console, CurrentAccountManager, CurrentCaller, Failure, RequestContext};
use crate::components::time;
use crate::locale::Texts;
use crate::pages::audit_log::AuditLogPage;
use crate::{pages, routes};

/// Entries on a page.
const ROWS: u16 = 50;

/// The longest name in the log, in characters.
const MAX_ACTOR_LENGTH: usize = 200;

/// The log of the caller's tenant.
pub(super) async fn list(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let list = read(query)?;
    let page = audit::tenant_log(&console.ports, &caller, &list).await?;
    let continued = list.after.is_some();
    let (address, file) = (routes::AUDIT_LOG, routes::AUDIT_LOG_CSV);
    let page = AuditLogPage { address, file, filter: list.filter, continued, page };
    Ok(Html(pages::audit_log::page(&context, &page)).into_response())
}

/// The log of what concerns no tenant.
pub(super) async fn installation(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let list = read(query)?;
    let page = audit::installation_log(&console.ports, &manager, &list).await?;
    let continued = list.after.is_some();
    let (address, file) = (routes::INSTALLATION_LOG, routes::INSTALLATION_LOG_CSV);
    let page = AuditLogPage { address, file, filter: list.filter, continued, page };
    Ok(Html(pages::audit_log::page(&context, &page)).into_response())
}

/// The filtered log of the caller's tenant as a file, every page of it.
pub(super) async fn export(
    State(console): State<Console>,
    CurrentCaller(caller): CurrentCaller,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    file(context.texts(), read(query)?, move |list| {
        let (console, caller) = (console.clone(), caller.clone());
        async move { audit::tenant_log(&console.ports, &caller, &list).await }
    })
    .await
}

/// The same of what concerns no tenant.
pub(super) async fn export_installation(
    State(console): State<Console>,
    CurrentAccountManager(manager): CurrentAccountManager,
    context: RequestContext,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    file(context.texts(), read(query)?, move |list| {
        let (console, manager) = (console.clone(), manager.clone());
        async move { audit::installation_log(&console.ports, &manager, &list).await }
    })
    .await
}

async fn file<F>(
    texts: &'static Texts,
    list: AuditList,
    page: impl Fn(AuditList) -> F + Send + 'static,
) -> Result<Response, Failure>
where
    F: Future<Output = Result<AuditPage, AuditLogError>> + Send,
{
    let first = AuditList { limit: ROWS_AT_ONCE, after: None, ..list };
    // As with the channels: a failing database is an error page and not a broken file.
    let begin = page(first.clone()).await?;
    let head = heading(texts) + &rows(texts, &begin.entries);
    let rest = stream::unfold((begin.next, page), move |(after, page)| {
        let list = AuditList { after, ..first.clone() };
        async move {
            after?;
            match page(list).await {
                Ok(found) => Some((Ok(rows(texts, &found.entries)), (found.next, page))),
                Err(error) => {
                    tracing::error!(%error, "the export broke off");
                    Some((Err(error), (None, page)))
                }
            }
        }
    });
    Ok(csv::file("audit-log.csv", &head, rest))
}

fn read(query: Option<String>) -> Result<AuditList, ErrorCode> {
    let mut fields = Fields::parse(query.unwrap_or_default().as_bytes())?;
    let mut given = |name| fields.optional(name).filter(|value: &String| !value.is_empty());
    let known = |word: String| AuditAction::ALL.into_iter().find(|one| one.as_str() == word);
    let action =
        given("action").map(|word| known(word).ok_or(ErrorCode::ListFilterInvalid)).transpose()?;
    let actor = given("actor").map(|actor| actor.trim().to_owned());
    // PostgreSQL cannot even be asked about a NUL character.
    let wrong = |actor: &String| actor.chars().count() > MAX_ACTOR_LENGTH || actor.contains('\0');
    if actor.as_ref().is_some_and(wrong) {
        return Err(ErrorCode::ListFilterInvalid);
    }
    // An id grants nothing, so unlike other positions it needs no signature.
    let after = given("after")
        .map(|id| id.parse().map_err(|_| ErrorCode::ListCursorInvalid))
        .transpose()?;
    let refused = given("refused").is_some();
    Ok(AuditList { filter: AuditFilter { action, actor, refused }, after, limit: ROWS })
}

fn heading(texts: &Texts) -> String {
    let words = &texts.audit_log;
    csv::line(&[
        words.time,
        words.person,
        words.action,
        words.refused_for,
        words.channel_id,
        words.user_id,
        words.changes,
        texts.shell.provider,
    ])
}

fn rows(texts: &Texts, entries: &[AuditEntry]) -> String {
    entries
        .iter()
        .map(|entry| {
            let refused_for = match entry.outcome {
                AuditOutcome::Done => "",
                AuditOutcome::Refused(code) => code.code(),
            };
            let changes: Vec<_> =
                entry.changes.iter().map(|change| change_text(texts, change)).collect();
            csv::line(&[
                &time::iso_8601(entry.at),
                &entry.actor,
                entry.action.as_str(),
                refused_for,
                &entry.channel.map(|id| id.to_string()).unwrap_or_default(),
                &entry.user.map(|id| id.to_string()).unwrap_or_default(),
                &changes.join("\n"),
                entry.provider.as_ref().map_or("", |provider| provider.name.as_str()),
            ])
        })
        .collect()
}

fn change_text(texts: &Texts, change: &FieldChange) -> String {
    let value = |text: &Option<String>| text.clone().unwrap_or_default();
    let field = (texts.field)(change.field);
    format!("{field}: {} → {}", value(&change.before), value(&change.after))
}

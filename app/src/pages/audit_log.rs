use domain::audit::{AuditAction, AuditFilter, AuditPage};
use domain::ids::AuditEntryId;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::{History, Icon, IconView, Section, document};
use crate::locale::Texts;
use crate::routes;

/// A log with filters: an organisation's, or that of the installation.
#[derive(Debug)]
pub(crate) struct AuditLogPage {
    /// Where the log is.
    pub(crate) address: &'static str,
    /// Where it is as a file.
    pub(crate) file: &'static str,
    /// Which entries are shown.
    pub(crate) filter: AuditFilter,
    /// Whether entries before these are left out.
    pub(crate) continued: bool,
    /// The entries on this page.
    pub(crate) page: AuditPage,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &AuditLogPage) -> String {
    let texts = context.texts();
    let words = &texts.audit_log;
    let (heading, section) = if page.address == routes::INSTALLATION_LOG {
        (words.installation_heading, Some(Section::BackOffice))
    } else {
        (texts.shell.audit_log, None)
    };
    document(context, heading, section, || {
        view! {
            <div class="page-head">
                <h1>{heading}</h1>
                <p class="lead">{words.introduction}</p>
            </div>
            {filter_form(page, texts)}
            {entries(page, texts)}
            {paging(page, texts)}
        }
    })
}

fn entries(page: &AuditLogPage, texts: &'static Texts) -> AnyView {
    let words = &texts.audit_log;
    if page.page.entries.is_empty() && page.filter != AuditFilter::default() {
        return view! {
            <div class="empty">
                <IconView icon=Icon::Search />
                <h2>{words.no_match_heading}</h2>
                <p>{words.no_match_explanation}</p>
            </div>
        }
        .into_any();
    }
    view! {
        <section class="panel">
            <History entries=&page.page.entries mixed=true texts=texts />
        </section>
    }
    .into_any()
}

fn filter_form(page: &AuditLogPage, texts: &'static Texts) -> AnyView {
    let words = &texts.audit_log;
    let filter = &page.filter;
    let actions: Vec<_> = AuditAction::ALL
        .into_iter()
        .map(|action| {
            view! {
                <option value=action.as_str() selected=filter.action == Some(action)>
                    {(texts.audit_action)(action)}" · "{action.as_str()}
                </option>
            }
        })
        .collect();
    let clear = (*filter != AuditFilter::default()).then(|| {
        view! { <a class="button" href=page.address>{texts.list.clear_filters}</a> }
    });
    let export = view! {
        <a class="button" href=address(page.file, filter, None) download>
            <IconView icon=Icon::Download />
            {texts.list.export_csv}
        </a>
    };
    view! {
        <form class="filters" method="get" action=page.address role="search">
            <div class="filter grow">
                <label for="filter-actor">{words.person}</label>
                <input
                    type="search"
                    id="filter-actor"
                    name="actor"
                    value=filter.actor.clone().unwrap_or_default()
                    placeholder=words.person_hint
                    maxlength="200"
                />
            </div>
            <div class="filter">
                <label for="filter-action">{words.action}</label>
                <select id="filter-action" name="action">
                    <option value="">{words.all_actions}</option>
                    {actions}
                </select>
            </div>
            <div class="filter">
                <label for="filter-refused">{words.outcome}</label>
                <select id="filter-refused" name="refused">
                    <option value="">{words.all_outcomes}</option>
                    <option value="only" selected=filter.refused>{words.refused_only}</option>
                </select>
            </div>
            <div class="filter-actions">
                <button type="submit" class="button">
                    <IconView icon=Icon::Search />
                    {texts.list.apply}
                </button>
                {clear}
                {export}
            </div>
        </form>
    }
    .into_any()
}

fn paging(page: &AuditLogPage, texts: &'static Texts) -> AnyView {
    let words = &texts.list;
    let first = page.continued.then(|| {
        let address = address(page.address, &page.filter, None);
        view! { <a class="button" rel="first" href=address>{words.first_page}</a> }
    });
    let next = page.page.next.map(|next| {
        let address = address(page.address, &page.filter, Some(next));
        view! { <a class="button" rel="next" href=address>{words.next_page}</a> }
    });
    if first.is_none() && next.is_none() {
        return ().into_any();
    }
    view! {
        <nav class="paging" aria-label=words.paging>
            <div>{first} {next}</div>
        </nav>
    }
    .into_any()
}

fn address(page: &str, filter: &AuditFilter, after: Option<AuditEntryId>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let Some(action) = filter.action {
        query.append_pair("action", action.as_str());
    }
    if let Some(actor) = &filter.actor {
        query.append_pair("actor", actor);
    }
    if filter.refused {
        query.append_pair("refused", "only");
    }
    if let Some(after) = after {
        query.append_pair("after", &after.to_string());
    }
    match query.finish() {
        query if query.is_empty() => page.to_owned(),
        query => format!("{page}?{query}"),
    }
}

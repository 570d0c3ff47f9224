use domain::back_office::Waiting;
use domain::ids::TenantId;
use domain::tenant::{self, Tenant, TenantList, TenantState};
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{Icon, IconView, Section, TenantBadge, document};
use crate::locale::Texts;
use crate::routes;

/// All organisations.
#[derive(Debug)]
pub(crate) struct TenantsPage {
    /// What the address asks for.
    pub(crate) list: TenantList,
    /// The organisations on this page.
    pub(crate) page: tenant::TenantPage,
    /// What waits for an account manager.
    pub(crate) waiting: Waiting,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &TenantsPage) -> String {
    let texts = context.texts();
    let words = &texts.back_office;
    document(context, texts.shell.back_office, Some(Section::BackOffice), || {
        let content = if !page.page.tenants.is_empty() {
            table(&page.page, texts)
        } else if page.list.is_everything() {
            empty_state(Icon::BackOffice, words.nobody_heading, words.nobody_explanation)
        } else {
            empty_state(Icon::Search, words.no_match_heading, words.no_match_explanation)
        };
        view! {
            <div class="page-head">
                <h1>{texts.shell.back_office}</h1>
                <p class="lead">{words.introduction}</p>
                <p><a href=routes::INSTALLATION_LOG>{texts.audit_log.installation_heading}</a></p>
            </div>
            {queues(page.waiting, texts)}
            {filter_form(&page.list, texts)}
            {content}
            {paging(page, texts)}
        }
    })
}

/// What waits, and where.
fn queues(waiting: Waiting, texts: &'static Texts) -> AnyView {
    let words = &texts.back_office;
    let pending = TenantList { state: Some(TenantState::Pending), ..TenantList::default() };
    view! {
        <ul class="queues" aria-label=words.waiting_heading>
            {queue(address(&pending, None), waiting.verifications, words.waiting_verifications)}
            {queue(routes::QUOTA_REQUESTS.to_owned(), waiting.quota_requests, words.waiting_requests)}
            {queue(
                routes::CHANNEL_REQUESTS.to_owned(),
                waiting.channel_requests,
                texts.channel_desk.waiting,
            )}
        </ul>
    }
    .into_any()
}

fn queue(address: String, count: u64, words: fn(u64) -> String) -> AnyView {
    let text = words(count);
    if count == 0 {
        return view! { <li>{text}</li> }.into_any();
    }
    view! {
        <li class="some">
            <a href=address>{text}</a>
        </li>
    }
    .into_any()
}

fn empty_state(icon: Icon, heading: &'static str, explanation: &'static str) -> AnyView {
    view! {
        <div class="empty">
            <IconView icon=icon />
            <h2>{heading}</h2>
            <p>{explanation}</p>
        </div>
    }
    .into_any()
}

fn filter_form(list: &TenantList, texts: &'static Texts) -> AnyView {
    let words = &texts.back_office;
    let states: Vec<_> = TenantState::ALL
        .into_iter()
        .map(|state| {
            view! {
                <option value=state.slug() selected=list.state == Some(state)>
                    {(texts.tenant_state)(state)}
                </option>
            }
        })
        .collect();
    let clear = (!list.search.is_empty() || list.state.is_some()).then(|| {
        view! { <a class="button" href=routes::BACK_OFFICE>{texts.list.clear_filters}</a> }
    });
    view! {
        <form class="filters" method="get" action=routes::BACK_OFFICE role="search">
            <div class="filter grow">
                <label for="filter-q">{texts.list.search}</label>
                <input
                    type="search"
                    id="filter-q"
                    name="q"
                    value=list.search.clone()
                    placeholder=words.search_hint
                    maxlength=TenantList::MAX_SEARCH_LENGTH.to_string()
                />
            </div>
            <div class="filter">
                <label for="filter-state">{words.state}</label>
                <select id="filter-state" name="state">
                    <option value="">{words.all_states}</option>
                    {states}
                </select>
            </div>
            <div class="filter-actions">
                <button type="submit" class="button">
                    <IconView icon=Icon::Search />
                    {texts.list.apply}
                </button>
                {clear}
            </div>
        </form>
    }
    .into_any()
}

fn table(page: &tenant::TenantPage, texts: &'static Texts) -> AnyView {
    let words = &texts.back_office;
    let provider = |tenant: &Tenant| {
        let id = tenant.provider?;
        let name = page.providers.get(&id)?.clone();
        Some(view! { <a href=routes::tenant(id)>{name}</a> })
    };
    let rows: Vec<_> = page
        .tenants
        .iter()
        .map(|tenant| {
            let usage = tenant.usage;
            view! {
                <tr>
                    <th scope="row">
                        <a class="person" href=routes::tenant(tenant.id)>{tenant.name.clone()}</a>
                        <span class="id"><code>{tenant.id.to_string()}</code></span>
                    </th>
                    <td data-label=words.state>
                        <TenantBadge state=tenant.standing.state() texts=texts />
                    </td>
                    <td data-label=words.channels>
                        {(words.usage)(usage.used, usage.quota)}
                    </td>
                    <td data-label=words.provider>{provider(tenant)}</td>
                    <td data-label=words.registered class="time">
                        <Time at=tenant.created_at />
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-frame">
            <table class="people">
                <caption class="visually-hidden">{words.table_caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.organisation}</th>
                        <th scope="col">{words.state}</th>
                        <th scope="col">{words.channels}</th>
                        <th scope="col">{words.provider}</th>
                        <th scope="col">{words.registered}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn paging(page: &TenantsPage, texts: &'static Texts) -> AnyView {
    let words = &texts.list;
    let link = |address: String, label: &'static str, relation: &'static str| {
        view! { <a class="button" rel=relation href=address>{label}</a> }
    };
    let first = page.list.after.map(|_| link(address(&page.list, None), words.first_page, "first"));
    let next =
        page.page.next.map(|next| link(address(&page.list, Some(next)), words.next_page, "next"));
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

fn address(list: &TenantList, after: Option<TenantId>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if !list.search.is_empty() {
        query.append_pair("q", &list.search);
    }
    if let Some(state) = list.state {
        query.append_pair("state", state.slug());
    }
    if let Some(after) = after {
        query.append_pair("after", &after.to_string());
    }
    match query.finish() {
        query if query.is_empty() => routes::BACK_OFFICE.to_owned(),
        query => format!("{}?{query}", routes::BACK_OFFICE),
    }
}

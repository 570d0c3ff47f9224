use std::sync::Arc;

use domain::caller::Caller;
use domain::customer::{self, ConsentRequest, CustomerList, CustomerPosition};
use domain::error_code::ErrorCode;
use domain::permissions::Action;
use domain::tenant::{Tenant, TenantState};
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{
    FormSummary, Icon, IconView, Notice, Problems, Section, SuspensionNotice, TenantBadge, Tone,
    document,
};
use crate::locale::Texts;
use crate::pages::offers;
use crate::routes;

/// The customers of a service provider.
#[derive(Debug)]
pub(crate) struct CustomersPage {
    /// Who looks.
    pub(crate) caller: Arc<Caller>,
    /// What the address asks for.
    pub(crate) list: CustomerList,
    /// The customers on this page.
    pub(crate) page: customer::CustomerPage,
    /// The requests for consent that nobody has answered yet.
    pub(crate) requests: Vec<ConsentRequest>,
    /// What was just done.
    pub(crate) notice: Option<CustomersNotice>,
    /// Why a form is here again.
    pub(crate) problems: Problems,
    /// The address to confirm the password at, and to come back from.
    pub(crate) confirm: String,
}

/// What was just done, when the page is shown after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CustomersNotice {
    Asked,
    Withdrawn,
    Ended,
}

impl CustomersNotice {
    const ALL: [Self; 3] = [Self::Asked, Self::Withdrawn, Self::Ended];

    const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Withdrawn => "withdrawn",
            Self::Ended => "ended",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.word() == word)
    }

    /// The page with this notice.
    pub(crate) fn address(self) -> String {
        routes::customers_changed(self.word())
    }
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &CustomersPage) -> String {
    let texts = context.texts();
    let words = &texts.customers;
    document(context, texts.shell.customers, Some(Section::Customers), || {
        let notice = page.notice.map(|notice| {
            let text = match notice {
                CustomersNotice::Asked => words.asked_notice,
                CustomersNotice::Withdrawn => words.withdrawn_notice,
                CustomersNotice::Ended => words.ended_notice,
            };
            view! { <Notice tone=Tone::Success>{text}</Notice> }
        });
        let manages = offers(&page.caller, Action::ManageCustomers);
        let new = manages.then(|| {
            view! {
                <a class="button primary" href=routes::NEW_CUSTOMER>
                    <IconView icon=Icon::Plus />
                    {words.new_customer}
                </a>
            }
        });
        let is_filtered = !page.list.search.is_empty() || page.list.state.is_some();
        let is_empty = page.page.customers.is_empty();
        let content = match (is_empty, is_filtered || page.list.after.is_some()) {
            (true, true) => view! { <p class="quiet">{words.no_match}</p> }.into_any(),
            (true, false) => empty_state(texts),
            (false, _) => table(&page.page.customers, texts),
        };
        let filters = (!is_empty || is_filtered).then(|| filter_form(&page.list, texts));
        view! {
            {notice}
            <FormSummary problems=page.problems.clone() texts=texts />
            <div class="page-head with-actions">
                <div>
                    <h1>{texts.shell.customers}</h1>
                    <p class="lead">{words.introduction}</p>
                </div>
                {new}
            </div>
            <SuspensionNotice standing=page.caller.standing.clone() texts=texts />
            {(!manages).then(|| view! { <p class="quiet">{words.only_admins}</p> })}
            {filters}
            {content}
            {paging(page, texts)}
            {(!page.requests.is_empty()).then(|| requests_section(page, texts))}
        }
    })
}

fn empty_state(texts: &'static Texts) -> AnyView {
    view! {
        <div class="empty">
            <IconView icon=Icon::Customers />
            <h2>{texts.customers.none_heading}</h2>
            <p>{texts.customers.none_explanation}</p>
        </div>
    }
    .into_any()
}

fn filter_form(list: &CustomerList, texts: &'static Texts) -> AnyView {
    let words = &texts.customers;
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
        view! { <a class="button" href=routes::CUSTOMERS>{texts.list.clear_filters}</a> }
    });
    view! {
        <form class="filters" method="get" action=routes::CUSTOMERS role="search">
            <div class="filter grow">
                <label for="filter-q">{texts.list.search}</label>
                <input
                    type="search"
                    id="filter-q"
                    name="q"
                    value=list.search.clone()
                    placeholder=words.search_hint
                    maxlength=CustomerList::MAX_SEARCH_LENGTH.to_string()
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

fn table(customers: &[Tenant], texts: &'static Texts) -> AnyView {
    let words = &texts.customers;
    let rows: Vec<_> = customers.iter().map(|customer| row(customer, texts)).collect();
    view! {
        <div class="table-frame">
            <table class="people">
                <caption class="visually-hidden">{texts.shell.customers}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.customer}</th>
                        <th scope="col">{words.state}</th>
                        <th scope="col">{words.channels}</th>
                        <th scope="col">{words.since}</th>
                        <th scope="col" class="actions">{texts.list.actions}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(customer: &Tenant, texts: &'static Texts) -> AnyView {
    let words = &texts.customers;
    let usage = customer.usage;
    let name = customer.name.clone();
    view! {
        <tr>
            <th scope="row">
                <a class="person" href=routes::customer(customer.id)>{name.clone()}</a>
                <span class="id"><code>{customer.id.to_string()}</code></span>
            </th>
            <td data-label=words.state>
                <TenantBadge state=customer.standing.state() texts=texts />
            </td>
            <td data-label=words.channels>{(words.usage)(usage.used, usage.quota)}</td>
            <td data-label=words.since class="time"><Time at=customer.created_at /></td>
            <td>
                <a
                    href=routes::channels_of(customer.id)
                    aria-label=(words.show_channels_of)(&name)
                >
                    {words.show_channels}
                </a>
            </td>
        </tr>
    }
    .into_any()
}

/// What was asked for and not answered yet. Of these organisations nothing is known but the id.
fn requests_section(page: &CustomersPage, texts: &'static Texts) -> AnyView {
    let words = &texts.customers;
    let may = page.caller.may(Action::ManageCustomers, page.caller.tenant);
    let manages = may.is_ok();
    let confirmation = (may == Err(ErrorCode::SessionNotFresh)).then(|| {
        view! {
            <p>{words.confirm_first}" "<a href=page.confirm.clone()>{texts.confirm.heading}</a></p>
        }
    });
    let rows: Vec<_> = page
        .requests
        .iter()
        .map(|request| {
            let id = request.customer.to_string();
            let withdrawal = manages.then(|| {
                view! {
                    <td>
                        <form method="post" action=routes::withdraw_request(request.customer)>
                            <button
                                type="submit"
                                class="button"
                                aria-label=(words.withdraw_named)(&id)
                            >
                                {words.withdraw}
                            </button>
                        </form>
                    </td>
                }
            });
            view! {
                <tr>
                    <th scope="row"><span class="id"><code>{id.clone()}</code></span></th>
                    <td data-label=words.asked_at class="time"><Time at=request.asked_at /></td>
                    {withdrawal}
                </tr>
            }
        })
        .collect();
    view! {
        <section aria-labelledby="requests">
            <h2 id="requests">{words.requests_heading}</h2>
            <p class="quiet">{words.requests_explanation}</p>
            {confirmation}
            <div class="table-frame">
                <table class="people">
                    <thead>
                        <tr>
                            <th scope="col">{words.customer_id}</th>
                            <th scope="col">{words.asked_at}</th>
                            {manages.then(|| view! { <th scope="col" class="actions">{texts.list.actions}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn paging(page: &CustomersPage, texts: &'static Texts) -> AnyView {
    let words = &texts.list;
    let link = |address: String, label: &'static str, relation: &'static str| {
        view! { <a class="button" rel=relation href=address>{label}</a> }
    };
    let after = page.list.after.as_ref();
    let first = after.map(|_| link(address(&page.list, None), words.first_page, "first"));
    let next = page.page.next.as_ref();
    let next = next.map(|next| link(address(&page.list, Some(next)), words.next_page, "next"));
    (first.is_some() || next.is_some())
        .then(|| {
            view! {
                <nav class="paging" aria-label=words.paging>
                    <div>{first} {next}</div>
                </nav>
            }
        })
        .into_any()
}

fn address(list: &CustomerList, after: Option<&CustomerPosition>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if !list.search.is_empty() {
        query.append_pair("q", &list.search);
    }
    if let Some(state) = list.state {
        query.append_pair("state", state.slug());
    }
    if let Some(after) = after {
        query.append_pair("name", &after.key);
        query.append_pair("after", &after.id.to_string());
    }
    match query.finish() {
        query if query.is_empty() => routes::CUSTOMERS.to_owned(),
        query => format!("{}?{query}", routes::CUSTOMERS),
    }
}

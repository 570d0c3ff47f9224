//! What stands around the channel table: search and filters, headings that sort, pages. All of
//! it plain links and one GET form, so that it works without JavaScript.

use domain::channel::{
    ChannelOrder, ChannelPage, ChannelType, Direction, Lifecycle, PageSize, SortColumn,
};
use domain::customer::CustomerChoices;
use domain::ids::TenantId;
use leptos::prelude::*;

use crate::api::{ChannelListQuery, CursorKey};
use crate::components::{Icon, IconView, customer_options};
use crate::locale::Texts;
use crate::routes;

pub(super) fn filter_form(
    query: &ChannelListQuery,
    choices: &CustomerChoices,
    texts: &'static Texts,
) -> impl IntoView + use<> {
    let words = &texts.list;
    let customers = customer_filter(query, choices, texts);
    let types: Vec<_> = ChannelType::ALL
        .into_iter()
        .map(|one| option(one.slug(), one.product_name(), query.filter.channel_type == Some(one)))
        .collect();
    let states: Vec<_> = Lifecycle::ALL
        .into_iter()
        .map(|one| option(one.slug(), (texts.lifecycle)(one), query.filter.lifecycle == Some(one)))
        .collect();
    let sizes: Vec<_> = PageSize::ALL
        .into_iter()
        .map(|one| {
            let rows = one.rows().to_string();
            view! {
                <option value=rows.clone() selected=one == query.page_size>{rows.clone()}</option>
            }
        })
        .collect();
    let order = (query.order != ChannelOrder::default()).then(|| {
        view! {
            <input type="hidden" name="sort" value=query.order.column.slug() />
            <input type="hidden" name="dir" value=query.order.direction.slug() />
        }
    });
    let clear = (!query.filter.is_empty()).then(|| {
        let address = query.without_filter().address();
        view! { <a class="button" href=address>{words.clear_filters}</a> }
    });
    view! {
        <form class="filters" method="get" action=routes::CHANNELS role="search">
            <div class="filter grow">
                <label for="filter-q">{words.search}</label>
                <input
                    type="search"
                    id="filter-q"
                    name="q"
                    value=query.filter.search.clone()
                    placeholder=words.search_hint
                    maxlength="150"
                />
            </div>
            {customers}
            <div class="filter">
                <label for="filter-type">{words.channel_type}</label>
                <select id="filter-type" name="type">
                    <option value="">{words.all_types}</option>
                    {types}
                </select>
            </div>
            <div class="filter">
                <label for="filter-status">{words.status}</label>
                <select id="filter-status" name="status">
                    <option value="">{words.all_statuses}</option>
                    {states}
                </select>
            </div>
            <div class="filter">
                <label for="filter-limit">{words.rows_per_page}</label>
                <select id="filter-limit" name="limit">{sizes}</select>
            </div>
            {order}
            <div class="filter-actions">
                <button type="submit" class="button">
                    <IconView icon=Icon::Search />
                    {words.apply}
                </button>
                {clear}
                <a class="button" href=query.csv_address() download>
                    <IconView icon=Icon::Download />
                    {words.export_csv}
                </a>
            </div>
        </form>
    }
}

/// Whose channels are wanted. Only a service provider has a choice.
fn customer_filter(
    query: &ChannelListQuery,
    choices: &CustomerChoices,
    texts: &'static Texts,
) -> impl IntoView + use<> {
    let words = &texts.customers;
    let chosen = query.filter.customer.map(|id| id.to_string()).unwrap_or_default();
    let options = customer_options(words.all_customers, choices, &chosen);
    let others = choices.incomplete.then(|| {
        view! { <a href=routes::CUSTOMERS>{words.all_link}</a> }
    });
    (!choices.organisations.is_empty()).then(|| {
        view! {
            <div class="filter">
                <label for="filter-customer">{words.customer}</label>
                <select id="filter-customer" name="customer" inner_html=options></select>
                {others}
            </div>
        }
    })
}

fn option(value: &'static str, label: &'static str, selected: bool) -> impl IntoView + use<> {
    view! { <option value=value selected=selected>{label}</option> }
}

pub(super) fn sort_heading(
    query: &ChannelListQuery,
    column: SortColumn,
    label: &'static str,
    texts: &'static Texts,
) -> impl IntoView + use<> {
    let sorted = (query.order.column == column).then_some(query.order.direction);
    let (aria, mark, spoken) = match sorted {
        Some(Direction::Ascending) => ("ascending", "▲", texts.list.sort_ascending),
        Some(Direction::Descending) => ("descending", "▼", texts.list.sort_descending),
        None => ("none", "", ""),
    };
    view! {
        <th scope="col" aria-sort=aria>
            <a href=query.sorted_by(column).address()>
                {label}
                <span class="sort-mark" aria-hidden="true">{mark}</span>
                <span class="visually-hidden">{spoken}</span>
            </a>
        </th>
    }
}

pub(super) fn paging(
    query: &ChannelListQuery,
    page: &ChannelPage,
    key: &CursorKey,
    tenant: TenantId,
    texts: &'static Texts,
) -> impl IntoView + use<> {
    let words = &texts.list;
    let link = |address: Option<String>, label: &'static str, relation: &'static str| {
        address.map(|address| view! { <a class="button" rel=relation href=address>{label}</a> })
    };
    let at = |position| query.address_at(key, tenant, position);
    let first = page.previous.as_ref().map(|_| query.address());
    view! {
        <nav class="paging" aria-label=words.paging>
            <p class="quiet">{(words.rows_shown)(page.channels.len())}</p>
            <div>
                {link(first, words.first_page, "first")}
                {link(page.previous.as_ref().map(at), words.previous_page, "prev")}
                {link(page.next.as_ref().map(at), words.next_page, "next")}
            </div>
        </nav>
    }
}

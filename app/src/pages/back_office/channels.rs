use domain::channel::{Channel, ChannelPage, Lifecycle};
use domain::tenant::Tenant;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{ChannelTypeLabel, Icon, IconView, Section, StatusBadge, document};
use crate::locale::Texts;
use crate::routes;

/// The channels of an organisation, as account managers see them.
#[derive(Debug)]
pub(crate) struct ChannelsPage {
    /// Whose channels.
    pub(crate) tenant: Tenant,
    /// In which state.
    pub(crate) lifecycle: Lifecycle,
    /// The channels on this page.
    pub(crate) page: ChannelPage,
    /// The position of the page before, if there is one.
    pub(crate) previous: Option<String>,
    /// The position of the next page, if there is one.
    pub(crate) next: Option<String>,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &ChannelsPage) -> String {
    let texts = context.texts();
    let words = &texts.channel_desk;
    let tenant = &page.tenant;
    let heading = (words.channels_heading)(&tenant.name);
    document(context, &heading, Some(Section::BackOffice), || {
        let content = if page.page.channels.is_empty() {
            view! {
                <div class="empty">
                    <IconView icon=Icon::Channels />
                    <h2>{words.no_channels}</h2>
                </div>
            }
            .into_any()
        } else {
            table(page, texts)
        };
        view! {
            <p class="back"><a href=routes::tenant(tenant.id)>{tenant.name.clone()}</a></p>
            <div class="page-head">
                <h1>{heading.clone()}</h1>
            </div>
            {filter(page, texts)}
            {content}
            {paging(page, texts)}
        }
    })
}

fn filter(page: &ChannelsPage, texts: &'static Texts) -> AnyView {
    let options: Vec<_> = Lifecycle::ALL
        .into_iter()
        .map(|state| {
            view! {
                <option value=state.slug() selected=state == page.lifecycle>
                    {(texts.lifecycle)(state)}
                </option>
            }
        })
        .collect();
    view! {
        <form class="filters" method="get" action=routes::tenant_channels(page.tenant.id)>
            <div class="filter">
                <label for="filter-status">{texts.list.status}</label>
                <select id="filter-status" name="status">{options}</select>
            </div>
            <div class="filter-actions">
                <button type="submit" class="button">{texts.channel_desk.show}</button>
            </div>
        </form>
    }
    .into_any()
}

fn table(page: &ChannelsPage, texts: &'static Texts) -> AnyView {
    let words = &texts.channel_desk;
    let rows: Vec<_> = page.page.channels.iter().map(|channel| row(channel, texts)).collect();
    view! {
        <div class="table-frame">
            <table class="people">
                <caption class="visually-hidden">
                    {(words.channels_heading)(&page.tenant.name)}
                </caption>
                <thead>
                    <tr>
                        <th scope="col">{words.channel}</th>
                        <th scope="col">{texts.list.channel_type}</th>
                        <th scope="col">{texts.list.status}</th>
                        <th scope="col">{words.account}</th>
                        <th scope="col">{texts.list.created}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(channel: &Channel, texts: &'static Texts) -> AnyView {
    let address = routes::tenant_channel(channel.tenant, channel.id);
    let account = channel.bound_account.clone().unwrap_or_else(|| "–".to_owned());
    view! {
        <tr>
            <th scope="row">
                <a class="person" href=address>{channel.name.to_string()}</a>
                <span class="id"><code>{channel.id.to_string()}</code></span>
            </th>
            <td data-label=texts.list.channel_type>
                <ChannelTypeLabel channel_type=channel.channel_type />
            </td>
            <td data-label=texts.list.status>
                <StatusBadge lifecycle=channel.lifecycle texts=texts />
            </td>
            <td data-label=texts.channel_desk.account>{account}</td>
            <td data-label=texts.list.created class="time"><Time at=channel.created_at /></td>
        </tr>
    }
    .into_any()
}

fn paging(page: &ChannelsPage, texts: &'static Texts) -> AnyView {
    let words = &texts.list;
    let address = |position: &String| {
        let (list, status) = (routes::tenant_channels(page.tenant.id), page.lifecycle.slug());
        format!("{list}?status={status}&after={position}")
    };
    let previous = page.previous.as_ref().map(|position| {
        view! { <a class="button" rel="prev" href=address(position)>{words.previous_page}</a> }
    });
    let next = page.next.as_ref().map(|position| {
        view! { <a class="button" rel="next" href=address(position)>{words.next_page}</a> }
    });
    if previous.is_none() && next.is_none() {
        return ().into_any();
    }
    view! {
        <nav class="paging" aria-label=words.paging>
            <div>{previous} {next}</div>
        </nav>
    }
    .into_any()
}

use domain::back_office::ChannelRequestQueue;
use domain::channel_request::QueuedChannelRequest;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{ChannelTypeLabel, Icon, IconView, Section, document, wish_text};
use crate::locale::Texts;
use crate::routes;

/// The open requests about channels of all organisations.
#[derive(Debug)]
pub(crate) struct ChannelRequestsPage {
    /// The requests on this page.
    pub(crate) queue: ChannelRequestQueue,
    /// Whether requests before these are left out.
    pub(crate) continued: bool,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &ChannelRequestsPage) -> String {
    let texts = context.texts();
    let words = &texts.channel_desk;
    document(context, words.queue_heading, Some(Section::BackOffice), || {
        let content = if page.queue.requests.is_empty() {
            view! {
                <div class="empty">
                    <IconView icon=Icon::Check />
                    <h2>{words.queue_empty}</h2>
                </div>
            }
            .into_any()
        } else {
            table(&page.queue.requests, texts)
        };
        view! {
            <p class="back"><a href=routes::BACK_OFFICE>{texts.back_office.back}</a></p>
            <div class="page-head">
                <h1>{words.queue_heading}</h1>
                <p class="lead">{words.queue_introduction}</p>
            </div>
            {content}
            {paging(page, texts)}
        }
    })
}

fn table(requests: &[QueuedChannelRequest], texts: &'static Texts) -> AnyView {
    let words = &texts.channel_desk;
    let rows: Vec<_> = requests.iter().map(|queued| row(queued, texts)).collect();
    view! {
        <div class="table-frame">
            <table class="people">
                <caption class="visually-hidden">{words.queue_heading}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.channel}</th>
                        <th scope="col">{texts.back_office.organisation}</th>
                        <th scope="col">{words.wish}</th>
                        <th scope="col">{words.reason}</th>
                        <th scope="col">{words.asked_at}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(queued: &QueuedChannelRequest, texts: &'static Texts) -> AnyView {
    let words = &texts.channel_desk;
    let request = &queued.request;
    let address = routes::tenant_channel(request.tenant, request.channel);
    view! {
        <tr>
            <th scope="row">
                <a class="person" href=address>{queued.channel_name.clone()}</a>
                <ChannelTypeLabel channel_type=queued.channel_type />
            </th>
            <td data-label=texts.back_office.organisation>
                <a href=routes::tenant(request.tenant)>{queued.tenant_name.clone()}</a>
            </td>
            <td data-label=words.wish>{wish_text(request, texts)}</td>
            <td data-label=words.reason class="remarks">{request.reason.to_string()}</td>
            <td data-label=words.asked_at class="time"><Time at=request.asked_at /></td>
        </tr>
    }
    .into_any()
}

fn paging(page: &ChannelRequestsPage, texts: &'static Texts) -> AnyView {
    let words = &texts.list;
    let first = page.continued.then(|| {
        view! { <a class="button" rel="first" href=routes::CHANNEL_REQUESTS>{words.first_page}</a> }
    });
    let next = page.queue.next.map(|next| {
        let address = format!("{}?after={next}", routes::CHANNEL_REQUESTS);
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

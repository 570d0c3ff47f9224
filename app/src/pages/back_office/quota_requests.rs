use domain::back_office::RequestQueue;
use domain::ids::QuotaRequestId;
use domain::quota_request::QueuedRequest;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{Icon, IconView, Section, document};
use crate::locale::Texts;
use crate::routes;

/// The open quota requests of all organisations.
#[derive(Debug)]
pub(crate) struct QuotaRequestsPage {
    /// The requests on this page.
    pub(crate) queue: RequestQueue,
    /// Whether requests before these are left out.
    pub(crate) continued: bool,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &QuotaRequestsPage) -> String {
    let texts = context.texts();
    let words = &texts.quota_request;
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

fn table(requests: &[QueuedRequest], texts: &'static Texts) -> AnyView {
    let words = &texts.back_office;
    let own = &texts.quota_request;
    let rows: Vec<_> = requests
        .iter()
        .map(|queued| {
            let request = &queued.request;
            let address = routes::tenant(request.tenant) + routes::QUOTA;
            view! {
                <tr>
                    <th scope="row">
                        <a class="person" href=address>{queued.tenant_name.clone()}</a>
                    </th>
                    <td data-label=own.wanted>{request.quota}</td>
                    <td data-label=words.channels>
                        {(words.usage)(queued.usage.used, queued.usage.quota)}
                    </td>
                    <td data-label=own.reason class="remarks">{request.reason.to_string()}</td>
                    <td data-label=own.asked_at class="time"><Time at=request.asked_at /></td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table-frame">
            <table class="people">
                <caption class="visually-hidden">{own.queue_heading}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.organisation}</th>
                        <th scope="col">{own.wanted}</th>
                        <th scope="col">{words.channels}</th>
                        <th scope="col">{own.reason}</th>
                        <th scope="col">{own.asked_at}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn paging(page: &QuotaRequestsPage, texts: &'static Texts) -> AnyView {
    let words = &texts.list;
    let first = page.continued.then(|| {
        view! { <a class="button" rel="first" href=routes::QUOTA_REQUESTS>{words.first_page}</a> }
    });
    let next = page.queue.next.map(|next| {
        view! { <a class="button" rel="next" href=address_after(next)>{words.next_page}</a> }
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

fn address_after(id: QuotaRequestId) -> String {
    format!("{}?after={id}", routes::QUOTA_REQUESTS)
}

use std::sync::Arc;

use domain::caller::Caller;
use domain::customer::{ConsentRequest, OwnProvider};
use domain::error_code::ErrorCode;
use domain::permissions::Action;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{
    CopyButton, FormSummary, Notice, Problems, SuspensionNotice, Tone, document,
};
use crate::locale::Texts;
use crate::routes;

/// The service provider of the organisation, and those who ask to be.
#[derive(Debug)]
pub(crate) struct ProviderPage {
    /// Who looks.
    pub(crate) caller: Arc<Caller>,
    /// The one there is.
    pub(crate) provider: Option<OwnProvider>,
    /// Those who ask.
    pub(crate) requests: Vec<ConsentRequest>,
    /// What was just done.
    pub(crate) notice: Option<ProviderNotice>,
    /// Why a form is here again.
    pub(crate) problems: Problems,
    /// The address to confirm the password at, and to come back from.
    pub(crate) confirm: String,
}

/// What was just done, when the page is shown after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ProviderNotice {
    Accepted,
    Declined,
    Ended,
}

impl ProviderNotice {
    const ALL: [Self; 3] = [Self::Accepted, Self::Declined, Self::Ended];

    const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Ended => "ended",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.word() == word)
    }

    /// The page with this notice.
    pub(crate) fn address(self) -> String {
        routes::provider_changed(self.word())
    }
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &ProviderPage) -> String {
    let texts = context.texts();
    let words = &texts.provider;
    document(context, texts.shell.provider, None, || {
        let notice = page.notice.map(|notice| {
            let text = match notice {
                ProviderNotice::Accepted => words.accepted_notice,
                ProviderNotice::Declined => words.declined_notice,
                ProviderNotice::Ended => words.ended_notice,
            };
            view! { <Notice tone=Tone::Success>{text}</Notice> }
        });
        let may = page.caller.may(Action::ChooseProvider, page.caller.tenant);
        let is_there = page.provider.is_some() || !page.requests.is_empty();
        let way_in = match may {
            Err(ErrorCode::SessionNotFresh) if is_there => confirmation(page, texts),
            Err(ErrorCode::PermissionDenied) => {
                view! { <p class="quiet">{words.only_admins}</p> }.into_any()
            }
            _ => ().into_any(),
        };
        let chooses = may.is_ok();
        let provider = match &page.provider {
            Some(provider) => provider_section(provider, chooses, texts),
            None => view! { <p>{words.none}</p> }.into_any(),
        };
        view! {
            {notice}
            <FormSummary problems=page.problems.clone() texts=texts />
            <div class="page-head">
                <h1>{texts.shell.provider}</h1>
                <p class="lead">{words.introduction}</p>
            </div>
            <SuspensionNotice standing=page.caller.standing.clone() texts=texts />
            {way_in}
            {provider}
            {(!page.requests.is_empty()).then(|| requests_section(page, chooses, texts))}
            <section class="panel narrow">
                <p>{words.own_id}</p>
                <p class="link">
                    <code>{page.caller.tenant.to_string()}</code>
                    <CopyButton label=texts.shell.copy_id />
                </p>
            </section>
        }
    })
}

fn confirmation(page: &ProviderPage, texts: &'static Texts) -> AnyView {
    view! {
        <section class="panel narrow">
            <p>{texts.provider.confirm_first}</p>
            <p class="page-actions">
                <a class="button" href=page.confirm.clone()>{texts.confirm.heading}</a>
            </p>
        </section>
    }
    .into_any()
}

fn provider_section(provider: &OwnProvider, chooses: bool, texts: &'static Texts) -> AnyView {
    let words = &texts.provider;
    let name = provider.organisation.name.clone();
    let told = if provider.has_right {
        (words.current)(&name)
    } else {
        format!("{name}: {}", words.without_right)
    };
    let end = chooses.then(|| {
        let action = routes::provider_action(provider.organisation.id, "end");
        view! {
            <form class="small-form" method="post" action=action>
                <p class="quiet">{(words.end_explanation)(&name)}</p>
                <div class="form-actions">
                    <button type="submit" class="button danger">{words.end}</button>
                </div>
            </form>
        }
    });
    view! {
        <section class="panel narrow" aria-labelledby="current">
            <h2 id="current">{words.current_heading}</h2>
            <p>{told}</p>
            {end}
        </section>
    }
    .into_any()
}

fn requests_section(page: &ProviderPage, chooses: bool, texts: &'static Texts) -> AnyView {
    let words = &texts.provider;
    let has_provider = page.provider.is_some() || page.caller.provider.is_some();
    let rows: Vec<_> = page
        .requests
        .iter()
        .map(|request| request_row(request, chooses, has_provider, texts))
        .collect();
    let explanation = if has_provider { words.end_first } else { words.accept_explanation };
    view! {
        <section aria-labelledby="requests">
            <h2 id="requests">{words.requests_heading}</h2>
            <p>{explanation}</p>
            <div class="table-frame">
                <table class="people">
                    <caption class="visually-hidden">{words.requests_heading}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{texts.shell.provider}</th>
                            <th scope="col">{words.asked_at}</th>
                            {chooses.then(|| view! { <th scope="col" class="actions">{texts.list.actions}</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn request_row(
    request: &ConsentRequest,
    chooses: bool,
    has_provider: bool,
    texts: &'static Texts,
) -> AnyView {
    let words = &texts.provider;
    let (id, name) = (request.provider.id, request.provider.name.as_str());
    let answers = chooses.then(|| {
        let accept = (!has_provider).then(|| {
            view! {
                <form method="post" action=routes::provider_action(id, "accept")>
                    <button type="submit" class="button" aria-label=(words.accept_named)(name)>
                        {words.accept}
                    </button>
                </form>
            }
        });
        view! {
            <td>
                <div class="page-actions">
                    {accept}
                    <form method="post" action=routes::provider_action(id, "decline")>
                        <button
                            type="submit"
                            class="button"
                            aria-label=(words.decline_named)(name)
                        >
                            {words.decline}
                        </button>
                    </form>
                </div>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <span class="person">{name.to_owned()}</span>
                <span class="id"><code>{id.to_string()}</code></span>
            </th>
            <td data-label=words.asked_at class="time"><Time at=request.asked_at /></td>
            {answers}
        </tr>
    }
    .into_any()
}

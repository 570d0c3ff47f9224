use domain::caller::Caller;
use domain::channel::{Channel, ChannelForm, ChannelPage, SortColumn};
use domain::field_errors::FieldErrors;
use domain::ids::{ChannelId, CreationKey};
use domain::permissions::Action;
use domain::tenant::{ChannelUsage, Needs};
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;

use super::list_controls::{filter_form, paging, sort_heading};
use super::list_rows::{self, RowActions};
use crate::api::{ChannelListQuery, CursorKey, RequestContext};
use crate::components::{
    self, ChannelFormView, Icon, IconView, QuotaNotice, Section, StandingNotice, Tone, document,
};
use crate::islands::CreateDialog;
use crate::locale::Texts;
use crate::pages::offers;
use crate::routes;

/// The channel table.
#[derive(Debug)]
pub(crate) struct ListPage<'a> {
    /// What the address asks for.
    pub(crate) query: ChannelListQuery,
    /// The channels on this page.
    pub(crate) page: ChannelPage,
    /// How many there are and may be.
    pub(crate) usage: ChannelUsage,
    /// What was just done.
    pub(crate) notice: Option<Notice>,
    /// Who looks.
    pub(crate) caller: &'a Caller,
    /// For the Create Channel form in the dialog.
    pub(crate) new_channel: CreationKey,
}

/// What was just done, when the table is shown after it.
#[derive(Debug)]
pub(crate) enum Notice {
    /// This channel was created.
    Created(Channel),
    /// A channel was deleted.
    Deleted,
    /// The service was activated.
    Activated,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, key: &CursorKey, page: ListPage) -> String {
    let texts = context.texts();
    document(context, texts.shell.channel_management, Some(Section::Channels), || {
        let ListPage { query, page, usage, notice, caller, new_channel } = page;
        let created = match &notice {
            Some(Notice::Created(channel)) => Some(channel.id),
            _ => None,
        };
        let creates = offers(caller, Action::CreateChannel);
        let standing = caller.standing.clone();
        let changes = offers(caller, Action::ChangeTenant);
        let open = !usage.is_full() && standing.meets(Needs::Service).is_ok();
        let pages = paging(&query, &page, key, caller.tenant, texts);
        let content = if !page.channels.is_empty() {
            let actions = RowActions::of(caller);
            let table = table(&query, &page.channels, created, actions, texts);
            EitherOf3::A(view! { {table} {pages} })
        } else if query.filter.is_empty() {
            EitherOf3::B(empty_state(creates, texts))
        } else {
            EitherOf3::C(no_match_state(&query, texts))
        };
        let filters = (usage.used > 0).then(|| filter_form(&query, texts));
        let notices = (!open).then(|| {
            view! {
                <div id="why-closed" class="notices">
                    <StandingNotice standing=standing changes=changes texts=texts />
                    {creates.then(|| view! { <QuotaNotice usage=usage asks=changes texts=texts /> })}
                </div>
            }
        });
        view! {
            {notice.map(|notice| notice_view(notice, texts))}
            <div class="page-head with-actions">
                <div>
                    <h1>{texts.shell.channel_management}</h1>
                    <p class="lead">{texts.list.introduction}</p>
                </div>
                <UsageMeter usage=usage texts=texts />
                {creates.then(|| view! { <CreateChannel key=new_channel open=open texts=texts /> })}
            </div>
            {notices}
            {filters}
            {content}
        }
    })
}

fn notice_view(notice: Notice, texts: &'static Texts) -> impl IntoView + use<> {
    let words = &texts.list;
    let text = match notice {
        Notice::Deleted => Either::Left(words.deleted_notice),
        Notice::Activated => Either::Left(texts.standing.activated_notice),
        Notice::Created(channel) => Either::Right(view! {
            <strong>{(words.created_notice)(channel.name.as_str())}</strong>
            " "
            {(words.next_step)(channel.channel_type)}
            " "
            <a href=routes::channel(channel.id)>{words.open_channel}</a>
        }),
    };
    view! { <components::Notice tone=Tone::Success>{text}</components::Notice> }
}

#[component]
fn UsageMeter(usage: ChannelUsage, texts: &'static Texts) -> impl IntoView {
    view! {
        <div class="usage">
            <span id="usage">{(texts.list.usage)(usage.used, usage.quota)}</span>
            <meter
                aria-labelledby="usage"
                min="0"
                max=usage.quota.max(1).to_string()
                value=usage.used.to_string()
                class:full=usage.is_full()
            ></meter>
        </div>
    }
    .into_any()
}

/// The button, and the dialog that it opens where the browser runs our code; elsewhere it leads
/// to the same form on a page of its own. While nothing can be created it stays a link: the notice
/// on this page and on the form's page says why no more can be created.
#[component]
fn CreateChannel(key: CreationKey, open: bool, texts: &'static Texts) -> impl IntoView {
    let dialog = open.then(|| {
        view! {
            <dialog aria-labelledby="create-channel">
                <div class="dialog-head">
                    <h2 id="create-channel">{texts.form.create_heading}</h2>
                    <button type="button" class="icon-button" data-close aria-label=texts.form.close>
                        <IconView icon=Icon::Close />
                    </button>
                </div>
                <ChannelFormView
                    form=ChannelForm::default()
                    errors=FieldErrors::default()
                    key=key
                    name_seen=None
                    texts=texts
                />
            </dialog>
        }
    });
    view! {
        <CreateDialog>
            <a
                class="button primary"
                href=routes::NEW_CHANNEL
                data-open
                aria-disabled=(!open).then_some("true")
                aria-describedby=(!open).then_some("why-closed")
            >
                <IconView icon=Icon::Plus />
                {texts.list.create_channel}
            </a>
            {dialog}
        </CreateDialog>
    }
    .into_any()
}

fn empty_state(creates: bool, texts: &'static Texts) -> impl IntoView + use<> {
    let words = &texts.list;
    let create = creates.then(|| {
        view! {
            <a class="button primary" href=routes::NEW_CHANNEL>{words.create_channel}</a>
        }
    });
    view! {
        <div class="empty">
            <IconView icon=Icon::Channels />
            <h2>{words.empty_heading}</h2>
            <p>{words.empty_explanation}</p>
            <p class="quiet">{words.empty_first_step}</p>
            <p class="page-actions">
                {create}
                <a class="button" href=routes::HELP>{texts.shell.help}</a>
            </p>
        </div>
    }
}

fn no_match_state(query: &ChannelListQuery, texts: &'static Texts) -> impl IntoView + use<> {
    let words = &texts.list;
    view! {
        <div class="empty">
            <IconView icon=Icon::Search />
            <h2>{words.no_match_heading}</h2>
            <p>{words.no_match_explanation}</p>
            <p class="page-actions">
                <a class="button" href=query.without_filter().address()>{words.clear_filters}</a>
            </p>
        </div>
    }
}

fn table(
    query: &ChannelListQuery,
    channels: &[Channel],
    created: Option<ChannelId>,
    actions: RowActions,
    texts: &'static Texts,
) -> impl IntoView + use<> {
    let words = &texts.list;
    let rows = list_rows::rows(channels, created, actions, texts);
    let actions_heading = actions.any().then(|| {
        view! { <th scope="col" class="actions">{words.actions}</th> }
    });
    view! {
        <div class="table-frame">
            <table class="channels">
                <caption class="visually-hidden">{words.table_caption}</caption>
                <thead>
                    <tr>
                        {sort_heading(query, SortColumn::Name, words.channel_name, texts)}
                        {sort_heading(query, SortColumn::Type, words.channel_type, texts)}
                        {sort_heading(query, SortColumn::Status, words.status, texts)}
                        <th scope="col">{words.bound_resource}</th>
                        <th scope="col">{words.remarks}</th>
                        {sort_heading(query, SortColumn::Created, words.created, texts)}
                        {actions_heading}
                    </tr>
                </thead>
                <tbody inner_html=rows></tbody>
            </table>
        </div>
    }
}

use domain::caller::Caller;
use domain::channel::{Channel, ChannelForm, ChannelPage, SortColumn};
use domain::customer::CustomerChoices;
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
    self, ActingNotice, ChannelFormView, Icon, IconView, QuotaNotice, Section, StandingNotice,
    Tone, document, management,
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
    /// How many there are and may be. Absent where customers with quotas of their own are mixed.
    pub(crate) usage: Option<ChannelUsage>,
    /// What was just done.
    pub(crate) notice: Option<Notice>,
    /// Who looks.
    pub(crate) caller: &'a Caller,
    /// The same, as they act in the tenant whose channels these are.
    pub(crate) acting: Caller,
    /// The customers that can be chosen.
    pub(crate) choices: CustomerChoices,
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
    let heading = management(context);
    document(context, heading, Some(Section::Channels), || {
        let ListPage { query, page, usage, notice, caller, acting, choices, new_channel } = page;
        let created = match &notice {
            Some(Notice::Created(channel)) => Some(channel.id),
            _ => None,
        };
        let introduction = match &caller.provider {
            Some(_) => texts.customers.channels_introduction,
            None => texts.list.introduction,
        };
        let creates = offers(&acting, Action::CreateChannel);
        let is_full = usage.is_some_and(ChannelUsage::is_full);
        let suspended = acting.acts_as_provider().is_some_and(|provider| provider.suspended);
        let open = !is_full && !suspended && acting.standing.meets(Needs::Service).is_ok();
        let pages = paging(&query, &page, key, caller.tenant, texts);
        let content = if !page.channels.is_empty() {
            let actions = RowActions::of(&acting);
            let table = table(&query, &page, created, actions, caller.provider.is_some(), texts);
            EitherOf3::A(view! { {table} {pages} })
        } else if query.filter.is_empty() {
            EitherOf3::B(empty_state(creates, texts))
        } else {
            EitherOf3::C(no_match_state(&query, texts))
        };
        let has_filters = usage.is_none_or(|usage| usage.used > 0) || caller.provider.is_some();
        let filters = has_filters.then(|| filter_form(&query, &choices, texts));
        let notices = (!open).then(|| why_closed(&acting, usage.filter(|_| creates), texts));
        let form = ChannelForm {
            customer: caller
                .provider
                .as_ref()
                .map(|_| query.filter.customer.map(|id| id.to_string()).unwrap_or_default()),
            ..ChannelForm::default()
        };
        let create = creates.then(|| {
            let address = query
                .filter
                .customer
                .map_or_else(|| routes::NEW_CHANNEL.to_owned(), routes::new_channel_for);
            view! {
                <CreateChannel
                    key=new_channel
                    address=address
                    form=form
                    choices=choices
                    open=open
                    texts=texts
                />
            }
        });
        view! {
            <ActingNotice caller=&acting texts=texts />
            {notice.map(|notice| notice_view(notice, texts))}
            <div class="page-head with-actions">
                <div>
                    <h1>{heading}</h1>
                    <p class="lead">{introduction}</p>
                </div>
                {usage.map(|usage| view! { <UsageMeter usage=usage texts=texts /> })}
                {create}
            </div>
            {notices}
            {filters}
            {content}
        }
    })
}

/// Why no channel can be created. What the quota says is only for those who could.
fn why_closed(
    acting: &Caller,
    usage: Option<ChannelUsage>,
    texts: &'static Texts,
) -> impl IntoView + use<> {
    let standing = acting.standing.clone();
    let changes = offers(acting, Action::ChangeTenant);
    let of_customer = acting.acts_as_provider().is_some();
    let customer = of_customer.then(|| acting.tenant_name.clone());
    let quota = usage.map(|usage| {
        view! { <QuotaNotice usage=usage asks=changes customer=customer texts=texts /> }
    });
    view! {
        <div id="why-closed" class="notices">
            <StandingNotice
                standing=standing
                changes=changes
                of_customer=of_customer
                texts=texts
            />
            {quota}
        </div>
    }
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
fn CreateChannel(
    key: CreationKey,
    /// The page with the form.
    address: String,
    form: ChannelForm,
    choices: CustomerChoices,
    open: bool,
    texts: &'static Texts,
) -> impl IntoView {
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
                    form=form
                    errors=FieldErrors::default()
                    key=key
                    name_seen=None
                    choices=choices
                    texts=texts
                />
            </dialog>
        }
    });
    view! {
        <CreateDialog>
            <a
                class="button primary"
                href=address
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
    page: &ChannelPage,
    created: Option<ChannelId>,
    actions: RowActions,
    with_customers: bool,
    texts: &'static Texts,
) -> impl IntoView + use<> {
    let words = &texts.list;
    let rows = list_rows::rows(page, created, actions, texts);
    let customer = with_customers
        .then(|| sort_heading(query, SortColumn::Customer, texts.customers.customer, texts));
    let actions_heading = actions.any().then(|| {
        view! { <th scope="col" class="actions">{words.actions}</th> }
    });
    view! {
        <div class="table-frame">
            <table class="channels" class:of-customers=with_customers>
                <caption class="visually-hidden">{words.table_caption}</caption>
                <thead>
                    <tr>
                        {sort_heading(query, SortColumn::Name, words.channel_name, texts)}
                        {customer}
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

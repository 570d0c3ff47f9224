//! The rows of the channel table, written straight into a text.
//!
//! A hundred rows as Leptos views cost more than everything else of a request together
//! (`docs/performance.md`), so they are the one place with another template. What does not change
//! from row to row is rendered once by the components that every page uses.

use domain::caller::Caller;
use domain::channel::{Channel, ChannelHealth, ChannelPage, ChannelType, Lifecycle};
use domain::ids::ChannelId;
use domain::permissions::Action;
use leptos::prelude::*;
use maud::{Markup, PreEscaped, html};

use crate::components::time::date_and_time;
use crate::components::{ChannelTypeLabel, CopyButton, HealthBadge, StatusBadge};
use crate::locale::Texts;
use crate::pages::offers;
use crate::routes;

/// What a row offers to do with its channel.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowActions {
    bind: bool,
    edit: bool,
    delete: bool,
}

impl RowActions {
    /// What this caller may do.
    pub(super) fn of(caller: &Caller) -> Self {
        Self {
            bind: offers(caller, Action::BindChannel),
            edit: offers(caller, Action::EditChannel),
            delete: offers(caller, Action::DeleteChannel),
        }
    }

    /// Whether there is anything.
    pub(super) fn any(self) -> bool {
        self.bind || self.edit || self.delete
    }
}

/// The rows as HTML. The channel that was just created is pointed out.
pub(super) fn rows(
    page: &ChannelPage,
    created: Option<ChannelId>,
    actions: RowActions,
    texts: &'static Texts,
) -> String {
    let words = &texts.list;
    let parts = Parts::new(texts);
    let rows = html! {
        @for channel in &page.channels {
            @let name = channel.name.as_str();
            // Ids and times have no character that HTML would have to escape.
            @let id = PreEscaped(channel.id.to_string());
            @let address = PreEscaped(routes::channel(channel.id));
            @let (date, time) = date_and_time(channel.created_at);
            @let (date, time) = (PreEscaped(date), PreEscaped(time));
            tr class=[(created == Some(channel.id)).then_some("created")] {
                th scope="row" {
                    a href=(address) { (name) }
                    span class="id" { code { (id) } (parts.copy) }
                }
                @if let Some(customer) = page.customers.get(&channel.tenant) {
                    td { a href=(routes::channels_of(channel.tenant)) { (customer) } }
                }
                td { (parts.types[channel.channel_type as usize]) }
                td class="states" {
                    (parts.states[channel.lifecycle as usize])
                    (parts.levels[channel.health as usize])
                }
                @match channel.bound_account.as_deref() {
                    Some(account) => td class="bound-account" { (account) },
                    None => td class="quiet" { (words.nothing_bound) },
                }
                td class="remarks" { (channel.remarks.as_str()) }
                td class="time" {
                    time datetime={ (date) "T" (time) "Z" } { (date) " " (time) " UTC" }
                }
                @if actions.any() {
                    td class="actions" { (row_actions(&address, channel, actions, texts)) }
                }
            }
        }
    };
    rows.into_string()
}

/// What is the same in many rows.
struct Parts {
    types: [Markup; ChannelType::ALL.len()],
    states: [Markup; Lifecycle::ALL.len()],
    levels: [Markup; ChannelHealth::ALL.len()],
    copy: Markup,
}

impl Parts {
    fn new(texts: &'static Texts) -> Self {
        Self {
            types: ChannelType::ALL.map(|channel_type| {
                PreEscaped(view! { <ChannelTypeLabel channel_type=channel_type /> }.to_html())
            }),
            states: Lifecycle::ALL.map(|lifecycle| {
                PreEscaped(view! { <StatusBadge lifecycle=lifecycle texts=texts /> }.to_html())
            }),
            levels: ChannelHealth::ALL.map(|health| match health {
                ChannelHealth::NotMeasured => PreEscaped(String::new()),
                _ => PreEscaped(view! { <HealthBadge health=health texts=texts /> }.to_html()),
            }),
            copy: PreEscaped(view! { <CopyButton label=texts.shell.copy_id /> }.to_html()),
        }
    }
}

fn row_actions(
    address: &PreEscaped<String>,
    channel: &Channel,
    actions: RowActions,
    texts: &'static Texts,
) -> Markup {
    let (words, name) = (&texts.list, channel.name.as_str());
    let is_unbound = matches!(channel.lifecycle, Lifecycle::Unbound | Lifecycle::Binding);
    html! {
        @if actions.bind && is_unbound {
            @let label = (texts.binding.action_named)(channel.channel_type, name);
            a href={ (address) (routes::BIND) } aria-label=(label) {
                ((texts.binding.action)(channel.channel_type))
            }
        }
        @if actions.edit {
            a href={ (address) (routes::EDIT) } aria-label=((words.edit_named)(name)) {
                (words.edit)
            }
        }
        @if actions.delete {
            a href={ (address) (routes::DELETE) } aria-label=((words.delete_named)(name)) {
                (words.delete)
            }
        }
    }
}

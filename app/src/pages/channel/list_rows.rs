//! The rows of the channel table, written straight into a text.
//!
//! A hundred rows as Leptos views cost more than everything else of a request together
//! (`docs/performance.md`), so they are the one place with another template. What does not change
//! from row to row is rendered once by the components that every page uses.

use domain::channel::{Channel, ChannelType, Lifecycle};
use domain::ids::ChannelId;
use leptos::prelude::*;
use maud::{Markup, PreEscaped, html};

use crate::components::{ChannelTypeLabel, CopyButton, StatusBadge, time};
use crate::locale::Texts;
use crate::routes;

/// The rows as HTML. The channel that was just created is pointed out.
pub(super) fn rows(
    channels: &[Channel],
    created: Option<ChannelId>,
    texts: &'static Texts,
) -> String {
    let parts = Parts::new(texts);
    let rows = channels.iter().map(|channel| row(channel, created == Some(channel.id), &parts));
    html! { @for row in rows { (row) } }.into_string()
}

/// What is the same in many rows.
struct Parts {
    texts: &'static Texts,
    types: [Markup; ChannelType::ALL.len()],
    states: [Markup; Lifecycle::ALL.len()],
    copy: Markup,
}

impl Parts {
    fn new(texts: &'static Texts) -> Self {
        Self {
            texts,
            types: ChannelType::ALL.map(|channel_type| {
                PreEscaped(view! { <ChannelTypeLabel channel_type=channel_type /> }.to_html())
            }),
            states: Lifecycle::ALL.map(|lifecycle| {
                PreEscaped(view! { <StatusBadge lifecycle=lifecycle texts=texts /> }.to_html())
            }),
            copy: PreEscaped(view! { <CopyButton label=texts.shell.copy_id /> }.to_html()),
        }
    }
}

fn row(channel: &Channel, created: bool, parts: &Parts) -> Markup {
    let words = &parts.texts.list;
    let id = channel.id.to_string();
    let name = channel.name.as_str();
    let (shown_time, machine_time) = time::shown_and_machine(channel.created_at);
    html! {
        tr class=[created.then_some("created")] {
            th scope="row" {
                a href=(routes::channel(channel.id)) { (name) }
                span class="id" { code { (id) } (parts.copy) }
            }
            td { (parts.types[channel.channel_type as usize]) }
            td { (parts.states[channel.lifecycle as usize]) }
            td class="quiet" { (words.nothing_bound) }
            td class="remarks" { (channel.remarks.as_str()) }
            td class="time" { time datetime=(machine_time) { (shown_time) } }
            td class="actions" {
                a href=(routes::edit_channel(channel.id)) aria-label=((words.edit_named)(name)) {
                    (words.edit)
                }
                a
                    href=(routes::delete_channel(channel.id))
                    aria-label=((words.delete_named)(name))
                {
                    (words.delete)
                }
            }
        }
    }
}

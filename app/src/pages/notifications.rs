use std::sync::Arc;

use domain::caller::Caller;
use domain::ids::NotificationId;
use domain::notification::{Notification, NotificationPage};
use domain::permissions::Action;
use leptos::prelude::*;

use super::offers;
use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{ChannelTypeLabel, Icon, IconView, Section, document};
use crate::locale::Texts;
use crate::routes;

/// What people were told about their channels.
#[derive(Debug)]
pub(crate) struct NotificationsPage {
    /// Who looks.
    pub(crate) caller: Arc<Caller>,
    /// What they were told.
    pub(crate) page: NotificationPage,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &NotificationsPage) -> String {
    let texts = context.texts();
    let words = &texts.notifications;
    document(context, words.heading, Some(Section::Notifications), || {
        let settings = offers(&page.caller, Action::SetNotifications).then(|| {
            view! {
                <a class="button" href=routes::NOTIFICATION_SETTINGS>{words.settings.link}</a>
            }
        });
        view! {
            <div class="page-head">
                <h1>{words.heading}</h1>
                <p class="lead">{words.introduction}</p>
                <div class="form-actions">{mark_all_read(&page.page, texts)} {settings}</div>
            </div>
            {list(&page.page, texts)}
        }
    })
}

/// Up to the newest that the page shows: what comes meanwhile stays new.
fn mark_all_read(page: &NotificationPage, texts: &'static Texts) -> Option<AnyView> {
    let newest = page.notifications.first().filter(|newest| is_unread(newest.id, page))?;
    Some(
        view! {
            <form method="post" action=routes::READ_NOTIFICATIONS>
                <input type="hidden" name="until" value=newest.id.to_string() />
                <button type="submit" class="button">{texts.notifications.mark_all_read}</button>
            </form>
        }
        .into_any(),
    )
}

fn is_unread(id: NotificationId, page: &NotificationPage) -> bool {
    page.read_until.is_none_or(|until| id > until)
}

fn list(page: &NotificationPage, texts: &'static Texts) -> AnyView {
    let words = &texts.notifications;
    if page.notifications.is_empty() {
        return view! {
            <div class="empty">
                <IconView icon=Icon::Check />
                <p>{words.none}</p>
            </div>
        }
        .into_any();
    }
    let entries: Vec<_> = page
        .notifications
        .iter()
        .map(|notification| entry(notification, is_unread(notification.id, page), texts))
        .collect();
    let older = page.next.map(|last| {
        view! { <a class="button" href=routes::notifications_before(last)>{words.older}</a> }
    });
    view! {
        <section class="panel">
            <ol class="history">{entries}</ol>
        </section>
        {older}
    }
    .into_any()
}

fn entry(notification: &Notification, is_unread: bool, texts: &'static Texts) -> AnyView {
    let words = &texts.notifications;
    let unread = is_unread.then(|| view! { <span class="tag">{words.unread}</span>" " });
    let reason = notification.reason.map(|reason| {
        view! { <p>{(texts.platform.cause)(reason)}</p> }
    });
    let kind = notification.kind;
    let class = if kind.is_good() { "badge badge-healthy" } else { "badge badge-down" };
    view! {
        <li class:unread=is_unread>
            <p>
                {unread}
                <span class=class>{(words.news)(kind)}</span>
                " "
                <a href=routes::channel(notification.channel)>
                    {notification.channel_name.to_string()}
                </a>
                " "
                <ChannelTypeLabel channel_type=notification.channel_type />
                " · "
                <Time at=notification.at />
            </p>
            {reason}
        </li>
    }
    .into_any()
}

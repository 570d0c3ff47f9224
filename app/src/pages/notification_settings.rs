use data_encoding::BASE64;
use domain::field_errors::Field;
use domain::notification::{DeliveryState, Notification, WebhookEndpoint, WebhookSecret};
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{
    CopyButton, FormSummary, Input, InputField, Notice, Problems, Section, Tone, document,
};
use crate::locale::Texts;
use crate::routes;

/// Where an organisation's notifications are sent to.
#[derive(Debug, Default)]
pub(crate) struct SettingsPage {
    /// Where webhooks go.
    pub(crate) endpoint: Option<WebhookEndpoint>,
    /// How the latest of them went.
    pub(crate) deliveries: Vec<(Notification, DeliveryState)>,
    /// The address in the form: what was typed, or what is stored.
    pub(crate) url: String,
    /// What was made just now. It is shown on this page and never again.
    pub(crate) secret: Option<WebhookSecret>,
    /// Whether to say that webhooks go nowhere any more.
    pub(crate) removed: bool,
    /// Why the form is here again.
    pub(crate) problems: Problems,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &SettingsPage) -> String {
    let texts = context.texts();
    let words = &texts.notifications.settings;
    let mail = if context.sends_mail { words.mail_explanation } else { words.no_mail };
    document(context, words.heading, Some(Section::Notifications), || {
        let removed = page.removed.then(|| {
            view! { <Notice tone=Tone::Success>{words.removed_notice}</Notice> }
        });
        view! {
            {removed}
            <FormSummary problems=page.problems.clone() texts=texts />
            <p class="back"><a href=routes::NOTIFICATIONS>{texts.notifications.heading}</a></p>
            <div class="page-head">
                <h1>{words.heading}</h1>
            </div>
            {page.secret.as_ref().map(|secret| secret_section(secret, texts))}
            <section class="panel narrow" aria-labelledby="mail">
                <h2 id="mail">{words.mail_heading}</h2>
                <p>{mail}</p>
            </section>
            {webhook_section(page, texts)}
            {deliveries_section(page, texts)}
        }
    })
}

fn secret_section(secret: &WebhookSecret, texts: &'static Texts) -> AnyView {
    let words = &texts.notifications.settings;
    // The form in which the libraries of Standard Webhooks take it.
    let secret = format!("whsec_{}", BASE64.encode(&secret.0));
    view! {
        <section class="panel narrow" aria-labelledby="secret">
            <h2 id="secret">{words.secret_heading}</h2>
            <p>{words.secret_explanation}</p>
            <div class="link">
                <code>{secret}</code>
                <CopyButton label=words.copy_secret />
            </div>
        </section>
    }
    .into_any()
}

fn webhook_section(page: &SettingsPage, texts: &'static Texts) -> AnyView {
    let words = &texts.notifications.settings;
    let present = match &page.endpoint {
        Some(endpoint) => view! {
            <dl class="facts">
                <dt>{words.address}</dt>
                <dd><code>{endpoint.url.to_string()}</code></dd>
                <dt>{words.set_by}</dt>
                <dd>{endpoint.set_by.clone()}" · " <Time at=endpoint.set_at /></dd>
            </dl>
            <form method="post" action=routes::REMOVE_WEBHOOK>
                <button type="submit" class="button">{words.remove}</button>
            </form>
        }
        .into_any(),
        None => view! { <p class="quiet">{words.none}</p> }.into_any(),
    };
    let replaces = page.endpoint.is_some();
    let submit = if replaces { words.replace } else { words.set };
    let explanation = replaces.then(|| view! { <p class="quiet">{words.replace_explanation}</p> });
    view! {
        <section class="panel narrow" aria-labelledby="webhook">
            <h2 id="webhook">{words.webhook_heading}</h2>
            <p>{words.webhook_explanation}</p>
            {present}
            <form class="small-form" method="post" action=routes::NOTIFICATION_SETTINGS novalidate>
                <InputField
                    field=Field::WebhookUrl
                    input=Input::Line(page.url.clone())
                    errors=page.problems.errors.clone()
                    label=words.address
                    hint=words.address_hint
                    texts=texts
                />
                {explanation}
                <div class="form-actions">
                    <button type="submit" class="button primary">{submit}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn deliveries_section(page: &SettingsPage, texts: &'static Texts) -> AnyView {
    let words = &texts.notifications.settings;
    if page.endpoint.is_none() {
        return ().into_any();
    }
    let entries: Vec<_> = page
        .deliveries
        .iter()
        .map(|(notification, state)| {
            view! {
                <li>
                    <p>
                        <strong>{(words.delivery)(*state)}</strong>
                        " · "
                        {(texts.notifications.news)(notification.kind)}
                        " · "
                        <a href=routes::channel(notification.channel)>
                            {notification.channel_name.to_string()}
                        </a>
                        " · "
                        <Time at=notification.at />
                    </p>
                </li>
            }
        })
        .collect();
    let list = if entries.is_empty() {
        view! { <p class="quiet">{words.no_deliveries}</p> }.into_any()
    } else {
        view! { <ol class="history">{entries}</ol> }.into_any()
    };
    view! {
        <section class="panel narrow" aria-labelledby="deliveries">
            <h2 id="deliveries">{words.deliveries}</h2>
            {list}
        </section>
    }
    .into_any()
}

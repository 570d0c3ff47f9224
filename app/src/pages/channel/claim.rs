use domain::caller::Caller;
use domain::channel::Channel;
use domain::channel_request::ChannelRequestForm;
use domain::field_errors::Field;
use domain::platform::Account;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::{
    ActingNotice, ChannelTypeLabel, FormSummary, Notice, Problems, ReasonField, Section,
    StatusBadge, Tone, document,
};
use crate::locale::Texts;
use crate::routes;

/// Asks for an account that another channel holds.
#[derive(Debug)]
pub(crate) struct ClaimPage {
    /// Who asks.
    pub(crate) caller: Caller,
    /// Their channel.
    pub(crate) channel: Channel,
    /// The account that can be claimed.
    pub(crate) account: Option<Account>,
    /// What was typed.
    pub(crate) form: ChannelRequestForm,
    /// Why the form is here again.
    pub(crate) problems: Problems,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &ClaimPage) -> String {
    let texts = context.texts();
    let words = &texts.channel_request;
    let channel = &page.channel;
    document(context, words.claim_heading, Some(Section::Channels), || {
        let content = match &page.account {
            Some(account) => form(page, account, texts),
            None => {
                view! { <Notice tone=Tone::Warning>{words.nothing_to_claim}</Notice> }.into_any()
            }
        };
        view! {
            <ActingNotice caller=&page.caller texts=texts />
            <p class="back"><a href=routes::channel(channel.id)>{channel.name.to_string()}</a></p>
            <FormSummary problems=page.problems.clone() texts=texts />
            <div class="page-head">
                <h1>{words.claim_heading}</h1>
                <p class="channel-facts">
                    <ChannelTypeLabel channel_type=channel.channel_type />
                    <StatusBadge lifecycle=channel.lifecycle texts=texts />
                </p>
            </div>
            {content}
        }
    })
}

fn form(page: &ClaimPage, account: &Account, texts: &'static Texts) -> AnyView {
    let words = &texts.channel_request;
    view! {
        <form
            class="panel small-form"
            method="post"
            action=routes::claim_account(page.channel.id)
            novalidate
        >
            <p>{(words.claim_explanation)(&account.name)}</p>
            <ReasonField
                field=Field::Reason
                text=page.form.reason.clone()
                errors=page.problems.errors.clone()
                hint=words.reason_hint
                texts=texts
            />
            <div class="form-actions">
                <button type="submit" class="button primary">{words.claim}</button>
                <a class="button" href=routes::channel(page.channel.id)>{texts.form.cancel}</a>
            </div>
        </form>
    }
    .into_any()
}

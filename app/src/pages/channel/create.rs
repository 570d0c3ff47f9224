use domain::caller::Caller;
use domain::channel::{Channel, ChannelForm};
use domain::customer::CustomerChoices;
use domain::field_errors::FieldErrors;
use domain::ids::CreationKey;
use domain::permissions::Action;
use domain::tenant::Tenant;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::{
    ActingNotice, ChannelFormView, Notice, QuotaNotice, Section, StandingNotice, SuspensionNotice,
    Tone, document,
};
use crate::pages::offers;

/// The Create Channel form as a page of its own.
#[derive(Debug)]
pub(crate) struct CreatePage {
    /// What was typed.
    pub(crate) form: ChannelForm,
    /// What is wrong with it.
    pub(crate) errors: FieldErrors,
    /// Makes a form that is sent twice create one channel.
    pub(crate) key: CreationKey,
    /// The name that the person is being told is in use.
    pub(crate) name_seen: Option<String>,
    /// The channel that this form has created before, with other values.
    pub(crate) created_before: Option<Channel>,
    /// Who creates it, as they act for the customer, if one is chosen already.
    pub(crate) acting: Caller,
    /// The tenant that gets the channel, if that is known already: whether there is room for one
    /// more, and whether the service may be used.
    pub(crate) tenant: Option<Tenant>,
    /// The customers that can be chosen.
    pub(crate) choices: CustomerChoices,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &CreatePage) -> String {
    let texts = context.texts();
    document(context, texts.form.create_heading, Some(Section::Channels), || {
        let created_before = page.created_before.as_ref().map(|channel| {
            let text = (texts.form.creation_key_used)(channel.name.as_str());
            view! { <Notice tone=Tone::Warning>{text}</Notice> }
        });
        let acting = &page.acting;
        let of_customer = acting.acts_as_provider().is_some();
        let asks = offers(acting, Action::ChangeTenant);
        let suspension = page.tenant.is_none().then(|| {
            view! { <SuspensionNotice standing=acting.standing.clone() texts=texts /> }
        });
        let notices = page.tenant.as_ref().map(|tenant| {
            let customer = of_customer.then(|| tenant.name.clone());
            view! {
                <StandingNotice
                    standing=tenant.standing.clone()
                    of_customer=of_customer
                    texts=texts
                />
                <QuotaNotice usage=tenant.usage asks=asks customer=customer texts=texts />
            }
        });
        view! {
            <ActingNotice caller=acting texts=texts />
            <div class="page-head">
                <h1>{texts.form.create_heading}</h1>
            </div>
            {suspension}
            {notices}
            {created_before}
            <div class="panel">
                <ChannelFormView
                    form=page.form.clone()
                    errors=page.errors.clone()
                    key=page.key
                    name_seen=page.name_seen.clone()
                    choices=page.choices.clone()
                    texts=texts
                />
            </div>
        }
    })
}

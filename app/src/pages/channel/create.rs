use domain::caller::Caller;
use domain::channel::{Channel, ChannelForm};
use domain::field_errors::FieldErrors;
use domain::ids::CreationKey;
use domain::permissions::Action;
use domain::tenant::Tenant;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::{
    ChannelFormView, Notice, QuotaNotice, Section, StandingNotice, Tone, document,
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
    /// Whether there is room for one more, and whether the service may be used.
    pub(crate) tenant: Tenant,
    /// Whether whoever looks may ask for a larger quota.
    pub(crate) asks: bool,
}

impl CreatePage {
    /// An empty form.
    pub(crate) fn empty(key: CreationKey, tenant: Tenant, caller: &Caller) -> Self {
        Self {
            form: ChannelForm::default(),
            errors: FieldErrors::default(),
            key,
            name_seen: None,
            created_before: None,
            tenant,
            asks: offers(caller, Action::ChangeTenant),
        }
    }
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &CreatePage) -> String {
    let texts = context.texts();
    document(context, texts.form.create_heading, Some(Section::Channels), || {
        let created_before = page.created_before.as_ref().map(|channel| {
            let text = (texts.form.creation_key_used)(channel.name.as_str());
            view! { <Notice tone=Tone::Warning>{text}</Notice> }
        });
        view! {
            <div class="page-head">
                <h1>{texts.form.create_heading}</h1>
            </div>
            <StandingNotice standing=page.tenant.standing.clone() texts=texts />
            <QuotaNotice usage=page.tenant.usage asks=page.asks texts=texts />
            {created_before}
            <div class="panel">
                <ChannelFormView
                    form=page.form.clone()
                    errors=page.errors.clone()
                    key=page.key
                    name_seen=page.name_seen.clone()
                    texts=texts
                />
            </div>
        }
    })
}

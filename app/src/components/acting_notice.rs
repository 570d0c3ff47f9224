use domain::caller::Caller;
use domain::error_code::ErrorCode;
use leptos::prelude::*;

use super::{Icon, IconView, Notice, Tone};
use crate::locale::Texts;
use crate::routes;

/// For which customer somebody of a service provider is acting, and what keeps the provider from
/// it. Nothing in their own organisation.
#[component]
pub(crate) fn ActingNotice<'a>(caller: &'a Caller, texts: &'static Texts) -> impl IntoView + use<> {
    caller.acts_as_provider().map(|provider| {
        let suspended = provider.suspended.then(|| {
            let sentence = (texts.error)(ErrorCode::TenantSuspended);
            view! { <Notice tone=Tone::Warning>{sentence}</Notice> }
        });
        view! {
            <p class="acting">
                <IconView icon=Icon::Customers />
                <span>{(texts.customers.acting)(&caller.tenant_name)}</span>
                <a href=routes::customer(caller.tenant)>{texts.customers.customer}</a>
            </p>
            {suspended}
        }
    })
}

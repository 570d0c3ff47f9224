use domain::binding::Binding;
use leptos::prelude::*;

use crate::routes;

/// The name of the account that a binding holds, beside its picture. The picture says nothing that
/// the name does not, so it has no text of its own.
#[component]
pub(crate) fn AccountName<'a>(binding: &'a Binding) -> impl IntoView {
    let account = binding.account.as_ref()?;
    let picture = account.picture.as_ref().map(|_| {
        let address = routes::account_picture(binding.channel, binding.id);
        view! { <img class="account-picture" src=address alt="" width="40" height="40" /> }
    });
    Some(view! {
        <span class="account-name">{picture} <strong>{account.name.clone()}</strong></span>
    })
}

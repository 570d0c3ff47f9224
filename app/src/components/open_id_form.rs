use leptos::prelude::*;

/// The way to the OpenID provider: a button alone.
#[component]
pub(crate) fn OpenIdForm(
    action: String,
    label: String,
    /// Where to go afterwards.
    #[prop(optional)]
    return_to: Option<String>,
) -> impl IntoView {
    view! {
        <form method="post" action=action>
            {return_to.map(|address| {
                view! { <input type="hidden" name="return_to" value=address /> }
            })}
            <button type="submit" class="button">{label}</button>
        </form>
    }
    .into_any()
}

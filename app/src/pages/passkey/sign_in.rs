use leptos::prelude::*;

use super::script::PasskeyScript;
use crate::api::{RequestContext, remembering};
use crate::routes;

/// Signs in with a passkey instead of anything that is typed. Nothing where there are none.
#[component]
pub(crate) fn PasskeySignIn<'a>(
    context: &'a RequestContext,
    return_to: String,
) -> impl IntoView + use<> {
    let words = &context.texts().passkey;
    let action = remembering(routes::SIGN_IN_WITH_PASSKEY, &return_to);
    let nonce = context.nonce.clone();
    context.has_passkeys.then(|| {
        view! {
            <form
                class="small-form"
                method="post"
                action=action
                data-passkey=routes::START_SIGN_IN_WITH_PASSKEY
                hidden
            >
                <input type="hidden" name="token" />
                <input type="hidden" name="answer" />
                <input type="hidden" name="return_to" value=return_to />
                <div class="form-actions">
                    <button type="submit" class="button">{words.sign_in}</button>
                </div>
                <p class="field-error" role="alert" data-failed hidden>{words.failed}</p>
            </form>
            <PasskeyScript nonce=nonce />
        }
    })
}

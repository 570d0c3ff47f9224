use domain::field_errors::Field;
use domain::passkey::{Passkey, PasskeyName};
use leptos::prelude::*;

use super::script::PasskeyScript;
use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{FieldError, FormSummary, Notice, Problems, Tone, document};
use crate::locale::Texts;
use crate::routes;

/// A person's own passkeys.
#[derive(Debug)]
pub(crate) struct PasskeysPage {
    /// The passkeys, the newest first.
    pub(crate) passkeys: Vec<Passkey>,
    /// What was just done.
    pub(crate) notice: Option<PasskeyNotice>,
    /// The name that was typed for another one.
    pub(crate) name: String,
    /// Why the form is here again.
    pub(crate) problems: Problems,
}

/// What was just done, when the page is shown after it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PasskeyNotice {
    /// There is one more.
    Added,
    /// There is one less.
    Removed,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &PasskeysPage) -> String {
    let texts = context.texts();
    let words = &texts.passkey;
    document(context, words.heading, None, || {
        let notice = page.notice.map(|notice| {
            let text = match notice {
                PasskeyNotice::Added => words.added_notice,
                PasskeyNotice::Removed => words.removed_notice,
            };
            view! { <Notice tone=Tone::Success>{text}</Notice> }
        });
        let nonce = context.nonce.clone();
        view! {
            {notice}
            <div class="page-head">
                <h1>{words.heading}</h1>
                <p class="lead">{words.explanation}</p>
            </div>
            {list(&page.passkeys, texts)}
            {form(page, texts)}
            <p><a href=routes::ACCOUNT>{words.back}</a></p>
            <PasskeyScript nonce=nonce />
        }
    })
}

fn list(passkeys: &[Passkey], texts: &'static Texts) -> AnyView {
    let words = &texts.passkey;
    if passkeys.is_empty() {
        return view! { <p class="quiet">{words.none}</p> }.into_any();
    }
    let items: Vec<_> = passkeys
        .iter()
        .map(|passkey| {
            let name = passkey.name.to_string();
            let label = (words.remove_named)(&name);
            let used = passkey.used_at.map(|at| {
                view! { " · " {words.last_used} " " <Time at=at /> }
            });
            view! {
                <li>
                    <div>
                        <strong>{name}</strong>
                        <p class="quiet">
                            {words.added} " " <Time at=passkey.created_at /> {used}
                        </p>
                    </div>
                    <form method="post" action=routes::remove_passkey(passkey.id)>
                        <button type="submit" class="button" aria-label=label>
                            {words.remove}
                        </button>
                    </form>
                </li>
            }
        })
        .collect();
    view! { <section class="panel"><ul class="own-list">{items}</ul></section> }.into_any()
}

/// The browser checks the name, too, unlike elsewhere: a passkey whose form comes back is already
/// in the device.
fn form(page: &PasskeysPage, texts: &'static Texts) -> AnyView {
    let words = &texts.passkey;
    let name = Field::PasskeyName.name();
    let error = page.problems.errors.of(Field::PasskeyName);
    view! {
        <section class="panel" aria-labelledby="add-heading">
            <h2 id="add-heading">{words.add_heading}</h2>
            <noscript><p>{words.needs_script}</p></noscript>
            <FormSummary problems=page.problems.clone() texts=texts />
            <form
                class="small-form"
                method="post"
                action=routes::PASSKEYS
                data-passkey=routes::START_PASSKEY
                data-create
                hidden
            >
                <input type="hidden" name="token" />
                <input type="hidden" name="answer" />
                <div class="field">
                    <label for=name>{(texts.field)(Field::PasskeyName)}</label>
                    <input
                        type="text"
                        id=name
                        name=name
                        value=page.name.clone()
                        required
                        pattern=r".*\S.*"
                        maxlength=PasskeyName::MAX_LENGTH.to_string()
                        autocomplete="off"
                        aria-describedby=format!("{name}-hint {name}-error")
                        aria-invalid=error.map(|_| "true")
                    />
                    <p class="hint" id=format!("{name}-hint")>{words.name_hint}</p>
                    <FieldError field=Field::PasskeyName error=error texts=texts />
                </div>
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.add}</button>
                </div>
                <p class="field-error" role="alert" data-failed hidden>{words.failed}</p>
            </form>
        </section>
    }
    .into_any()
}

use data_encoding::BASE32_NOPAD;
use domain::second_factor::TotpKey;
use leptos::prelude::*;

use super::code_field::CodeField;
use super::qr_code::QrCodeView;
use crate::api::RequestContext;
use crate::components::{CopyButton, FormSummary, Notice, Problems, Tone, card};
use crate::locale::Texts;
use crate::routes;

/// Sets a second factor up: says what it takes, then shows the key and asks for the first code.
#[derive(Debug)]
pub(crate) struct SetUpPage {
    /// The key that waits for its first code, and the same as an address that apps understand.
    pub(crate) key: Option<(TotpKey, String)>,
    /// Whether the back office stays closed without.
    pub(crate) required: bool,
    /// Why the form is here again.
    pub(crate) problems: Problems,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &SetUpPage) -> String {
    let texts = context.texts();
    let words = &texts.second_factor;
    card(context, words.set_up_heading, || {
        let required = page.required.then(|| {
            view! { <Notice tone=Tone::Warning>{words.required}</Notice> }
        });
        let step = match &page.key {
            Some((key, address)) => first_code(key, address, &page.problems, texts),
            None => introduction(page.required, texts),
        };
        view! {
            {required}
            {step}
        }
    })
}

fn introduction(required: bool, texts: &'static Texts) -> AnyView {
    let words = &texts.second_factor;
    let way_out = if required { routes::ACCOUNT } else { routes::HOME };
    view! {
        <p>{words.explanation}</p>
        <p>{words.introduction}</p>
        <form class="small-form" method="post" action=routes::START_SECOND_FACTOR>
            <div class="form-actions">
                <button type="submit" class="button primary">{words.begin}</button>
                <a class="button" href=way_out>{words.not_now}</a>
            </div>
        </form>
    }
    .into_any()
}

fn first_code(key: &TotpKey, address: &str, problems: &Problems, texts: &'static Texts) -> AnyView {
    let words = &texts.second_factor;
    view! {
        <p>{words.scan}</p>
        <QrCodeView text=address.to_owned() label=words.picture />
        <dl class="facts">
            <dt>{words.key}</dt>
            <dd class="link"><code>{grouped(key)}</code><CopyButton label=words.copy_key /></dd>
        </dl>
        <form class="small-form" method="post" action=routes::SECOND_FACTOR novalidate>
            <FormSummary problems=problems.clone() texts=texts />
            <CodeField
                label=words.first_code
                hint=words.first_code_hint
                errors=problems.errors.clone()
                texts=texts
            />
            <div class="form-actions">
                <button type="submit" class="button primary">{words.turn_on}</button>
                <a class="button" href=routes::ACCOUNT>{texts.form.cancel}</a>
            </div>
        </form>
    }
    .into_any()
}

/// The key as it is typed into an app: base32 in groups of four, which apps read without spaces.
fn grouped(key: &TotpKey) -> String {
    let text = BASE32_NOPAD.encode(key.bytes());
    let groups: Vec<_> = text.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
    groups.join(" ")
}

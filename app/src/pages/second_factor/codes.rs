use domain::second_factor::RecoveryCode;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::{CopyButton, Icon, IconView, Notice, Tone, card};
use crate::routes;

/// Shows recovery codes, the only time that they can be seen.
#[derive(Debug)]
pub(crate) struct CodesPage {
    /// The codes.
    pub(crate) codes: Vec<RecoveryCode>,
    /// Whether the second factor was turned on just now.
    pub(crate) turned_on: bool,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &CodesPage) -> String {
    let words = &context.texts().second_factor;
    let codes: Vec<_> = page.codes.iter().map(RecoveryCode::reveal).collect();
    let lines = codes.join("\n");
    let file: String = percent_encoding::percent_encode(
        format!("Suiro\n\n{lines}\n").as_bytes(),
        percent_encoding::NON_ALPHANUMERIC,
    )
    .collect();
    card(context, words.codes_heading, || {
        let turned_on = page.turned_on.then(|| {
            view! { <Notice tone=Tone::Success>{words.turned_on}</Notice> }
        });
        // In the page itself, so that the file needs no second answer with the codes.
        let file = format!("data:text/plain;charset=utf-8,{file}");
        view! {
            {turned_on}
            <p>{words.codes_explanation}</p>
            <div class="link">
                <pre><code>{lines}</code></pre>
                <CopyButton label=words.copy_codes />
            </div>
            <div class="form-actions">
                <a class="button" href=file download="suiro-recovery-codes.txt">
                    <IconView icon=Icon::Download />
                    {words.download_codes}
                </a>
                <a class="button primary" href=routes::ACCOUNT>{words.done}</a>
            </div>
        }
    })
}

use domain::binding::Binding;
use domain::platform::{Authorisation, CredentialErrors, Way};
use leptos::prelude::*;

use super::BindPage;
use crate::components::{CredentialFields, Notice, Requirements, Tone};
use crate::locale::Texts;
use crate::routes;

/// The ways to authorise the channel, each with its form. Where there are several, they unfold one
/// at a time.
pub(super) fn ways_section(page: &BindPage, open: &Binding, texts: &'static Texts) -> AnyView {
    let chosen = page.typed.as_ref().map(|typed| typed.way.as_str()).or(open.way.as_deref());
    let several = page.ways.len() > 1;
    let ways: Vec<_> = page
        .ways
        .iter()
        .enumerate()
        .map(|(index, way)| {
            let is_open = chosen.map_or(index == 0, |chosen| chosen == way.name);
            let words = (texts.platform.way)(open.channel_type, way.name);
            let (title, when) = words.map_or((way.name, ""), |words| (words.title, words.when));
            let form = way_form(page, open, way, texts);
            if several {
                view! {
                    <details class="panel way" name="way" open=is_open>
                        <summary><h3>{title}</h3></summary>
                        <p class="quiet">{when}</p>
                        {form}
                    </details>
                }
                .into_any()
            } else {
                view! {
                    <div class="panel way">
                        <h3>{title}</h3>
                        <p class="quiet">{when}</p>
                        {form}
                    </div>
                }
                .into_any()
            }
        })
        .collect();
    view! {
        <div class="columns">
            <div class="main-column">
                <h2>{texts.binding.ways_heading}</h2>
                {ways}
            </div>
            <div class="side-column">
                <section class="panel">
                    <h2>{texts.detail.prerequisites}</h2>
                    <p class="quiet">{texts.detail.prerequisites_explanation}</p>
                    <Requirements channel_type=open.channel_type texts=texts />
                </section>
            </div>
        </div>
    }
    .into_any()
}

fn way_form(page: &BindPage, open: &Binding, way: &'static Way, texts: &'static Texts) -> AnyView {
    let words = &texts.binding;
    if page.not_ready.contains(&way.name) {
        return view! { <Notice tone=Tone::Warning>{words.not_configured}</Notice> }.into_any();
    }
    let back = page.typed.as_ref().filter(|typed| typed.way == way.name);
    let nothing = CredentialErrors::default();
    let (typed, errors) = back.map_or((&[][..], &nothing), |back| (&back.typed[..], &back.errors));
    let leaves = way.authorisation == Authorisation::CodeExchange;
    let explanation = leaves.then(|| view! { <p class="quiet">{words.leave_explanation}</p> });
    let label = if leaves { words.leave } else { words.find_account };
    view! {
        <form
            class="channel-form"
            method="post"
            action=routes::binding_step(open.channel, "authorise")
            novalidate
        >
            <input type="hidden" name="version" value=open.version.to_string() />
            <input type="hidden" name="way" value=way.name />
            <CredentialFields way=way typed=typed errors=errors texts=texts />
            {explanation}
            <div class="form-actions">
                <button type="submit" class="button primary">{label}</button>
            </div>
        </form>
    }
    .into_any()
}

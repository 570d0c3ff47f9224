use domain::binding::{Binding, Purpose};
use domain::platform::{Account, Outcome};
use leptos::prelude::*;

use super::BindPage;
use crate::components::time::Time;
use crate::components::{AccountName, CheckList, FactList, Notice, Tone};
use crate::locale::Texts;
use crate::routes;

/// Which of the accounts that the authorisation leads to.
pub(super) fn choose_section(page: &BindPage, open: &Binding, texts: &'static Texts) -> AnyView {
    let words = &texts.binding;
    let accounts: Vec<_> = page
        .candidates
        .iter()
        .map(|account| {
            view! {
                <label class="tick">
                    <input type="radio" name="account" value=account.id.clone() required />
                    <span>
                        <strong>{account.name.clone()}</strong>
                        " "
                        <code>{account.id.clone()}</code>
                    </span>
                </label>
            }
        })
        .collect();
    view! {
        <form class="panel" method="post" action=routes::binding_step(open.channel, "account")>
            <input type="hidden" name="version" value=open.version.to_string() />
            <fieldset class="field">
                <legend>{words.choose_heading}</legend>
                {accounts}
            </fieldset>
            <div class="form-actions">
                <button type="submit" class="button primary">{words.choose}</button>
                <a class="button" href=routes::other_account(open.channel)>{words.other_account}</a>
            </div>
        </form>
    }
    .into_any()
}

/// The account that was found, what is still missing, and the question whether to bind it.
pub(super) fn account_section(
    page: &BindPage,
    open: &Binding,
    account: &Account,
    texts: &'static Texts,
) -> AnyView {
    let words = &texts.binding;
    let purpose = open.purpose().unwrap_or(Purpose::Bind);
    let some_fail = open.checks.iter().any(|check| matches!(check.outcome, Outcome::Fail(_)));
    let warning =
        some_fail.then(|| view! { <Notice tone=Tone::Warning>{words.some_fail}</Notice> });
    let step = |step| routes::binding_step(page.holdings.channel.id, step);
    let version = open.version.to_string();
    view! {
        <section class="panel" aria-labelledby="account-heading">
            <h2 id="account-heading">{words.account_heading}</h2>
            <dl class="facts">
                <dt>{words.account}</dt>
                <dd><AccountName binding=open /></dd>
                <dt>{words.account_id}</dt>
                <dd><code>{account.id.clone()}</code></dd>
            </dl>
            <FactList facts=&account.facts texts=texts />
        </section>
        <section class="panel" aria-labelledby="checks-heading">
            <h2 id="checks-heading">{words.checks_heading}</h2>
            <CheckList checks=&open.checks texts=texts />
            <form method="post" action=step("check")>
                <input type="hidden" name="version" value=version.clone() />
                <div class="form-actions">
                    <button type="submit" class="button">{words.check_again}</button>
                    <span class="quiet"><Time at=open.changed_at /></span>
                </div>
            </form>
        </section>
        <form class="panel" method="post" action=step("confirm")>
            <h2>{words.confirm_heading}</h2>
            {warning}
            <p>{(words.confirm_explanation)(purpose)}</p>
            <input type="hidden" name="version" value=version />
            <div class="form-actions">
                <button type="submit" class="button primary">{words.confirm}</button>
                <a class="button" href=routes::other_account(open.channel)>{words.other_account}</a>
            </div>
        </form>
    }
    .into_any()
}

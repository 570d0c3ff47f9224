use std::sync::Arc;

use domain::error_code::ErrorCode;
use domain::field_errors::Field;
use domain::member::Membership;
use domain::second_factor::SecondFactor;
use domain::session::{Session, SignedIn};
use leptos::prelude::*;

use super::browser_name::browser_name;
use super::email_change::{self, EmailSection};
use super::open_id::LinkedAccounts;
use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{
    FormSummary, Input, InputField, KnownEmail, Notice, Problems, Tone, document,
};
use crate::locale::Texts;
use crate::pages::passkey::PasskeySection;
use crate::pages::second_factor::SecondFactorSection;
use crate::routes;

/// A person's own password, sessions and organisations.
#[derive(Debug)]
pub(crate) struct AccountPage {
    /// Who looks.
    pub(crate) signed_in: Arc<SignedIn>,
    /// Where they are signed in.
    pub(crate) sessions: Vec<Session>,
    /// Where they belong.
    pub(crate) memberships: Vec<Membership>,
    /// Whether they may register another organisation.
    pub(crate) registration: bool,
    /// Their second factor.
    pub(crate) second_factor: Option<SecondFactor>,
    /// Their accounts at OpenID providers.
    pub(crate) linked: LinkedAccounts,
    /// What was just done.
    pub(crate) notice: Option<AccountNotice>,
    /// About the e-mail address.
    pub(crate) email: EmailSection,
    /// Why the password form is here again.
    pub(crate) problems: Problems,
}

/// What was just done, when the page is shown after it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum AccountNotice {
    /// The password is another one.
    PasswordChanged,
    /// A link to the new e-mail address is on its way.
    EmailAsked,
    /// The e-mail address is another one.
    EmailChanged,
    /// One session was ended.
    SessionEnded,
    /// All other sessions were ended.
    OthersEnded,
    /// The second factor was taken away.
    SecondFactorOff,
    /// An account at a provider was linked.
    Linked,
    /// One is no longer linked.
    Unlinked,
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &AccountPage) -> String {
    let texts = context.texts();
    let words = &texts.account;
    document(context, texts.shell.account, None, || {
        let user = &page.signed_in.user;
        let notice = page.notice.map(|notice| {
            let text = match notice {
                AccountNotice::PasswordChanged => words.password_changed_notice,
                AccountNotice::EmailAsked => texts.email_change.asked_notice,
                AccountNotice::EmailChanged => texts.email_change.changed_notice,
                AccountNotice::SessionEnded => words.session_ended_notice,
                AccountNotice::OthersEnded => words.others_ended_notice,
                AccountNotice::SecondFactorOff => texts.second_factor.turned_off_notice,
                AccountNotice::Linked => texts.open_id.linked_notice,
                AccountNotice::Unlinked => texts.open_id.unlinked_notice,
            };
            view! { <Notice tone=Tone::Success>{text}</Notice> }
        });
        let without_tenant = page.signed_in.membership.is_none().then(|| {
            let text = (texts.error)(ErrorCode::TenantMissing);
            view! { <Notice tone=Tone::Warning>{text}</Notice> }
        });
        view! {
            {notice}
            {without_tenant}
            <div class="page-head">
                <h1>{texts.shell.account}</h1>
                <p class="channel-facts">
                    <strong>{user.name.to_string()}</strong>
                    <span class="email">{user.email.to_string()}</span>
                </p>
            </div>
            <div class="columns">
                <div class="main-column">
                    {tenants_section(page, texts)}
                    {sessions_section(page, texts)}
                </div>
                <div class="side-column">
                    {password_section(page, texts)}
                    <SecondFactorSection factor=page.second_factor texts=texts />
                    {context.has_passkeys.then(|| view! { <PasskeySection texts=texts /> })}
                    {page.linked.section(texts)}
                    {email_change::section(context, &page.email)}
                </div>
            </div>
        }
    })
}

fn password_section(page: &AccountPage, texts: &'static Texts) -> AnyView {
    let words = &texts.account;
    if page.signed_in.user.password.is_none() {
        return view! {
            <section class="panel" aria-labelledby="password-heading">
                <h2 id="password-heading">{words.password_heading}</h2>
                <p class="quiet">{texts.open_id.no_password}</p>
            </section>
        }
        .into_any();
    }
    let errors = &page.problems.errors;
    view! {
        <section class="panel" aria-labelledby="password-heading">
            <h2 id="password-heading">{words.password_heading}</h2>
            <form class="small-form" method="post" action=routes::CHANGE_PASSWORD novalidate>
                <FormSummary
                    problems=page.problems.clone()
                    called=(Field::Password, words.current_password)
                    texts=texts
                />
                <KnownEmail email=page.signed_in.user.email.to_string() texts=texts />
                <InputField
                    field=Field::Password
                    input=Input::CurrentPassword
                    errors=errors.clone()
                    label=words.current_password
                    texts=texts
                />
                <InputField
                    field=Field::NewPassword
                    input=Input::NewPassword
                    errors=errors.clone()
                    hint=words.new_password_hint
                    texts=texts
                />
                <p class="quiet">{words.password_explanation}</p>
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.change_password}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn tenants_section(page: &AccountPage, texts: &'static Texts) -> AnyView {
    let words = &texts.account;
    let current = page.signed_in.membership.as_ref().map(|(tenant, _)| tenant.id);
    let items: Vec<_> = page
        .memberships
        .iter()
        .map(|membership| {
            let here = current == Some(membership.tenant);
            tenant_item(membership, here, texts)
        })
        .collect();
    let content = if items.is_empty() {
        view! { <p class="quiet">{words.no_tenants}</p> }.into_any()
    } else {
        view! { <ul class="own-list">{items}</ul> }.into_any()
    };
    view! {
        <section class="panel" id="organisations" aria-labelledby="organisations-heading">
            <h2 id="organisations-heading">{words.tenants_heading}</h2>
            {content}
            {page.registration.then(|| view! {
                <p class="page-actions">
                    <a class="button" href=routes::REGISTER>{texts.registration.another}</a>
                </p>
            })}
        </section>
    }
    .into_any()
}

fn tenant_item(membership: &Membership, here: bool, texts: &'static Texts) -> AnyView {
    let words = &texts.account;
    let name = membership.tenant_name.clone();
    let way = if here {
        view! { <span class="mark-here">{words.this_tenant}</span> }.into_any()
    } else {
        let label = (words.switch_to)(&name);
        view! {
            <form method="post" action=routes::SWITCH_TENANT>
                <input type="hidden" name="tenant" value=membership.tenant.to_string() />
                <button type="submit" class="button" aria-label=label>{words.switch}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <li>
            <div>
                <strong>{name}</strong>
                <p class="quiet">{(texts.role)(membership.role)}</p>
            </div>
            {way}
        </li>
    }
    .into_any()
}

fn sessions_section(page: &AccountPage, texts: &'static Texts) -> AnyView {
    let words = &texts.account;
    let this = page.signed_in.session.id;
    let has_others = page.sessions.iter().any(|session| session.id != this);
    let items: Vec<_> = page
        .sessions
        .iter()
        .map(|session| session_item(session, session.id == this, texts))
        .collect();
    let end_others = has_others.then(|| {
        view! {
            <form method="post" action=routes::END_OTHER_SESSIONS>
                <button type="submit" class="button">{words.end_others}</button>
            </form>
        }
    });
    view! {
        <section class="panel" aria-labelledby="sessions-heading">
            <h2 id="sessions-heading">{words.sessions_heading}</h2>
            <p class="quiet">{words.sessions_explanation}</p>
            <ul class="own-list">{items}</ul>
            {end_others}
        </section>
    }
    .into_any()
}

fn session_item(session: &Session, this: bool, texts: &'static Texts) -> AnyView {
    let words = &texts.account;
    let browser = browser_name(&session.agent).unwrap_or_else(|| words.unknown_browser.to_owned());
    let way = if this {
        view! { <span class="mark-here">{words.this_session}</span> }.into_any()
    } else {
        let label = (words.end_named)(&browser, &session.address);
        view! {
            <form method="post" action=routes::end_session(session.id)>
                <button type="submit" class="button" aria-label=label>{words.end}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <li>
            <div>
                <strong>{browser}</strong>
                <p class="quiet">
                    {session.address.clone()} " · " {words.signed_in_at} " "
                    <Time at=session.created_at /> " · " {words.last_seen} " "
                    <Time at=session.seen_at />
                </p>
            </div>
            {way}
        </li>
    }
    .into_any()
}

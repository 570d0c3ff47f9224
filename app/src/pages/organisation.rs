use std::sync::Arc;

use domain::caller::Caller;
use domain::field_errors::Field;
use domain::permissions::Action;
use domain::quota_request::{QuotaRequest, QuotaRequestForm};
use domain::registration::CompanyForm;
use domain::tenant::{Tenant, TenantState};
use leptos::prelude::*;

use super::offers;
use crate::api::RequestContext;
use crate::components::{
    CompanyFields, CopyButton, FormSummary, Input, InputField, Notice, Problems, QuotaTimeline,
    ReasonField, Section, StandingNotice, Steps, TenantBadge, TenantFacts, Tone, document,
};
use crate::locale::Texts;
use crate::routes;

/// One's own organisation.
#[derive(Debug)]
pub(crate) struct OrganisationPage {
    /// Who looks.
    pub(crate) caller: Arc<Caller>,
    /// The organisation.
    pub(crate) tenant: Tenant,
    /// Its quota requests, newest first.
    pub(crate) requests: Vec<QuotaRequest>,
    /// The form that asks for a larger quota: what was typed.
    pub(crate) quota: QuotaRequestForm,
    /// What was just done.
    pub(crate) notice: Option<OrganisationNotice>,
    /// The form that corrects a rejected organisation: what was typed, or what is stored.
    pub(crate) company: CompanyForm,
    /// Why a form is here again.
    pub(crate) problems: Problems,
}

/// What was just done, when the page is shown after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OrganisationNotice {
    Registered,
    AskedAgain,
    Asked,
    Withdrawn,
}

impl OrganisationNotice {
    const ALL: [Self; 4] = [Self::Registered, Self::AskedAgain, Self::Asked, Self::Withdrawn];

    /// The word in the address of the page.
    const fn word(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::AskedAgain => "asked-again",
            Self::Asked => "asked",
            Self::Withdrawn => "withdrawn",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.word() == word)
    }

    /// The page with this notice.
    pub(crate) fn address(self) -> String {
        routes::organisation_changed(self.word())
    }
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &OrganisationPage) -> String {
    let texts = context.texts();
    let words = &texts.organisation;
    let OrganisationPage { caller, tenant, .. } = page;
    document(context, texts.shell.organisation, Some(Section::Organisation), || {
        let notice = page.notice.map(|notice| {
            let text = match notice {
                OrganisationNotice::Registered => words.registered_notice,
                OrganisationNotice::AskedAgain => words.asked_again_notice,
                OrganisationNotice::Asked => texts.quota_request.asked_notice,
                OrganisationNotice::Withdrawn => texts.quota_request.withdrawn_notice,
            };
            view! { <Notice tone=Tone::Success>{text}</Notice> }
        });
        let changes = offers(caller, Action::ChangeTenant);
        let state = tenant.standing.state();
        view! {
            {notice}
            <FormSummary problems=page.problems.clone() texts=texts />
            <div class="page-head">
                <h1>{tenant.name.clone()}</h1>
                <p class="lead">{words.introduction}</p>
                <p class="channel-facts">
                    <TenantBadge state=state texts=texts />
                    <span class="id">
                        <code>{tenant.id.to_string()}</code>
                        <CopyButton label=texts.shell.copy_id />
                    </span>
                </p>
            </div>
            {steps(state, texts)}
            <StandingNotice standing=tenant.standing.clone() changes=changes texts=texts />
            {(changes && state == TenantState::Rejected).then(|| correction_form(page, texts))}
            <div class="columns">
                <div class="main-column">{quota_section(page, changes, texts)}</div>
                <div class="side-column first"><TenantFacts tenant=tenant texts=texts /></div>
            </div>
        }
    })
}

/// How far it is to the first channel, until the service may be used.
fn steps(state: TenantState, texts: &'static Texts) -> AnyView {
    let words = &texts.organisation;
    let current = match state {
        TenantState::Pending | TenantState::Rejected => 1,
        TenantState::Inactive => 2,
        TenantState::Active | TenantState::Suspended => return ().into_any(),
    };
    let steps = [words.step_register, words.step_verify, words.step_activate, words.step_create];
    view! {
        <section class="life-cycle" aria-label=words.steps>
            <Steps steps=steps current=current texts=texts />
        </section>
    }
    .into_any()
}

fn correction_form(page: &OrganisationPage, texts: &'static Texts) -> AnyView {
    let words = &texts.organisation;
    view! {
        <section class="panel narrow" aria-labelledby="correct">
            <h2 id="correct">{words.correct_heading}</h2>
            <p class="quiet">{words.correct_explanation}</p>
            <form class="small-form" method="post" action=routes::ASK_AGAIN novalidate>
                <CompanyFields
                    form=page.company.clone()
                    errors=page.problems.errors.clone()
                    texts=texts
                />
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.ask_again}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What was asked for, and the way to ask: for admins, while the tenant is not suspended.
fn quota_section(page: &OrganisationPage, changes: bool, texts: &'static Texts) -> AnyView {
    let words = &texts.quota_request;
    let open = page.requests.iter().find(|request| request.closed.is_none());
    let suspended = page.tenant.standing.suspended_at.is_some();
    let way = match open {
        _ if suspended => ().into_any(),
        _ if !changes => view! { <p class="quiet">{words.only_admins}</p> }.into_any(),
        Some(request) => withdrawal(request, texts),
        None => request_form(page, texts),
    };
    let timeline = (!page.requests.is_empty())
        .then(|| view! { <QuotaTimeline requests=&page.requests texts=texts /> });
    let usage = page.tenant.usage;
    view! {
        <section class="panel" aria-labelledby="quota-request">
            <h2 id="quota-request">{texts.back_office.quota_heading}</h2>
            <p>{(texts.list.usage)(usage.used, usage.quota)}</p>
            {way}
            {timeline}
        </section>
    }
    .into_any()
}

fn withdrawal(request: &QuotaRequest, texts: &'static Texts) -> AnyView {
    let words = &texts.quota_request;
    view! {
        <form method="post" action=routes::withdraw_quota_request(request.id)>
            <button type="submit" class="button">{words.withdraw}</button>
        </form>
    }
    .into_any()
}

fn request_form(page: &OrganisationPage, texts: &'static Texts) -> AnyView {
    let words = &texts.quota_request;
    let errors = &page.problems.errors;
    view! {
        <form class="small-form" method="post" action=routes::ASK_FOR_QUOTA novalidate>
            <InputField
                field=Field::Quota
                input=Input::Number(page.quota.quota.clone())
                errors=errors.clone()
                hint=words.number_hint
                texts=texts
            />
            <ReasonField
                field=Field::Reason
                text=page.quota.reason.clone()
                errors=errors.clone()
                hint=words.reason_hint
                texts=texts
            />
            <div class="form-actions">
                <button type="submit" class="button primary">{words.ask}</button>
            </div>
        </form>
    }
    .into_any()
}

use std::sync::Arc;

use domain::caller::Caller;
use domain::permissions::Action;
use domain::registration::CompanyForm;
use domain::tenant::{Tenant, TenantState};
use leptos::prelude::*;

use super::offers;
use crate::api::RequestContext;
use crate::components::{
    CompanyFields, CopyButton, FormSummary, Notice, Problems, Section, StandingNotice, Steps,
    TenantBadge, TenantFacts, Tone, document,
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
}

impl OrganisationNotice {
    const ALL: [Self; 2] = [Self::Registered, Self::AskedAgain];

    /// The word in the address of the page.
    const fn word(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::AskedAgain => "asked-again",
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
            <TenantFacts tenant=tenant texts=texts />
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

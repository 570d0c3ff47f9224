use domain::audit::AuditEntry;
use domain::back_office::{QuotaForm, ReasonForm};
use domain::caller::AccountManager;
use domain::customer::OwnProvider;
use domain::field_errors::{Field, FieldErrors};
use domain::ids::TenantId;
use domain::permissions::Action;
use domain::quota_request::QuotaRequest;
use domain::tenant::{Tenant, TenantState, Verification};
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::{
    CopyButton, FormSummary, History, Input, InputField, Notice, Problems, QuotaTimeline,
    ReasonField, Section, TenantBadge, TenantFacts, Tone, document,
};
use crate::locale::Texts;
use crate::routes;

/// One organisation, as account managers see it.
#[derive(Debug)]
pub(crate) struct TenantPage {
    /// Who looks.
    pub(crate) manager: AccountManager,
    /// The organisation.
    pub(crate) tenant: Tenant,
    /// Its service provider.
    pub(crate) provider: Option<OwnProvider>,
    /// The newest entries of its log.
    pub(crate) history: Vec<AuditEntry>,
    /// What was just done.
    pub(crate) notice: Option<TenantNotice>,
    /// The form that rejects or suspends: what was typed.
    pub(crate) reason: ReasonForm,
    /// Its quota requests, newest first.
    pub(crate) requests: Vec<QuotaRequest>,
    /// The quota form: what was typed, what is asked for, or what is stored.
    pub(crate) quota: QuotaForm,
    /// Why a form is here again.
    pub(crate) problems: Problems,
    /// The address to confirm the password at, and to come back from.
    pub(crate) confirm: String,
}

/// What was just done, when the page is shown after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TenantNotice {
    Verified,
    Rejected,
    QuotaChanged,
    RequestApproved,
    RequestRejected,
    Suspended,
    Resumed,
    ProviderGranted,
    ProviderRevoked,
}

impl TenantNotice {
    const ALL: [Self; 9] = [
        Self::Verified,
        Self::Rejected,
        Self::QuotaChanged,
        Self::RequestApproved,
        Self::RequestRejected,
        Self::Suspended,
        Self::Resumed,
        Self::ProviderGranted,
        Self::ProviderRevoked,
    ];

    /// The word in the address of the page.
    const fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Rejected => "rejected",
            Self::QuotaChanged => "quota-changed",
            Self::RequestApproved => "request-approved",
            Self::RequestRejected => "request-rejected",
            Self::Suspended => "suspended",
            Self::Resumed => "resumed",
            Self::ProviderGranted => "provider-granted",
            Self::ProviderRevoked => "provider-revoked",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.word() == word)
    }

    /// The page of the organisation, with this notice.
    pub(crate) fn address(self, id: TenantId) -> String {
        routes::tenant_changed(id, self.word())
    }
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &TenantPage) -> String {
    let texts = context.texts();
    let words = &texts.back_office;
    let tenant = &page.tenant;
    document(context, &tenant.name, Some(Section::BackOffice), || {
        let notice = page.notice.map(|notice| {
            let text = match notice {
                TenantNotice::Verified => words.verified_notice,
                TenantNotice::Rejected => words.rejected_notice,
                TenantNotice::QuotaChanged => words.quota_notice,
                TenantNotice::RequestApproved => texts.quota_request.approved_notice,
                TenantNotice::RequestRejected => texts.quota_request.rejected_notice,
                TenantNotice::Suspended => words.suspended_notice,
                TenantNotice::Resumed => words.resumed_notice,
                TenantNotice::ProviderGranted => words.provider_granted_notice,
                TenantNotice::ProviderRevoked => words.provider_revoked_notice,
            };
            view! { <Notice tone=Tone::Success>{text}</Notice> }
        });
        view! {
            <p class="back"><a href=routes::BACK_OFFICE>{words.back}</a></p>
            {notice}
            <FormSummary problems=page.problems.clone() texts=texts />
            <div class="page-head">
                <h1>{tenant.name.clone()}</h1>
                <p class="channel-facts">
                    <TenantBadge state=tenant.standing.state() texts=texts />
                    <span class="id">
                        <code>{tenant.id.to_string()}</code>
                        <CopyButton label=texts.shell.copy_id />
                    </span>
                </p>
            </div>
            <div class="columns">
                <div class="main-column">
                    {verification_section(page, texts)}
                    {limits_section(page, texts)}
                    {requests_section(page, texts)}
                    <section class="panel" aria-labelledby="history">
                        <h2 id="history">{words.log_heading}</h2>
                        <History entries=&page.history mixed=true texts=texts />
                    </section>
                </div>
                <div class="side-column first">
                    <TenantFacts tenant=tenant texts=texts />
                    <p class="page-actions">
                        <a class="button" href=routes::tenant_channels(tenant.id)>
                            {texts.channel_desk.channels_link}
                        </a>
                    </p>
                    {provider_facts(page, texts)}
                </div>
            </div>
        }
    })
}

/// Whose customer the organisation is.
fn provider_facts(page: &TenantPage, texts: &'static Texts) -> AnyView {
    let Some(provider) = &page.provider else { return ().into_any() };
    let address = routes::tenant(provider.organisation.id);
    let name = provider.organisation.name.clone();
    view! {
        <section class="panel">
            <h2>{texts.back_office.provider}</h2>
            <p><a href=address>{name}</a></p>
        </section>
    }
    .into_any()
}

/// Verifying and rejecting, until the organisation is verified.
fn verification_section(page: &TenantPage, texts: &'static Texts) -> AnyView {
    let words = &texts.back_office;
    let id = page.tenant.id;
    if page.tenant.standing.verification == Verification::Verified {
        return ().into_any();
    }
    view! {
        <section class="panel" aria-labelledby="verification">
            <h2 id="verification">{words.verification_heading}</h2>
            <form class="small-form" method="post" action=routes::tenant_action(id, "verify")>
                <input type="hidden" name="seen" value=page.tenant.statement().text() />
                <p>{words.verify_explanation}</p>
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.verify}</button>
                </div>
            </form>
            {reason_form(page, "reject", words.reject_hint, words.reject, texts)}
        </section>
    }
    .into_any()
}

/// Quota and suspension, which take a fresh proof.
fn limits_section(page: &TenantPage, texts: &'static Texts) -> AnyView {
    let words = &texts.back_office;
    if page.manager.may(Action::LimitTenants).is_err() {
        return view! {
            <section class="panel">
                <p>{words.confirm_first}</p>
                <p class="page-actions">
                    <a class="button" href=page.confirm.clone()>{texts.confirm.heading}</a>
                </p>
            </section>
        }
        .into_any();
    }
    let id = page.tenant.id;
    let suspension = match page.tenant.standing.state() {
        TenantState::Suspended => view! {
            <form class="small-form" method="post" action=routes::tenant_action(id, "resume")>
                <p>{words.resume_explanation}</p>
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.resume}</button>
                </div>
            </form>
        }
        .into_any(),
        // A page has one field for a reason: before, it rejects.
        TenantState::Pending | TenantState::Rejected => return quota_section(page, texts),
        TenantState::Inactive | TenantState::Active => {
            reason_form(page, "suspend", words.suspend_hint, words.suspend, texts)
        }
    };
    view! {
        {quota_section(page, texts)}
        {provider_section(page, texts)}
        <section class="panel danger-zone" aria-labelledby="suspension">
            <h2 id="suspension">{words.suspension_heading}</h2>
            {suspension}
        </section>
    }
    .into_any()
}

/// The right to act for customers, which whoever is a customer cannot have.
fn provider_section(page: &TenantPage, texts: &'static Texts) -> AnyView {
    let words = &texts.back_office;
    let has_right = page.tenant.service_provider;
    if page.provider.is_some()
        || (!has_right && page.tenant.standing.state() != TenantState::Active)
    {
        return ().into_any();
    }
    let (action, explanation, class, label) = if has_right {
        (
            "revoke-provider",
            words.revoke_provider_explanation,
            "button danger",
            words.revoke_provider,
        )
    } else {
        ("grant-provider", words.grant_provider_explanation, "button", words.grant_provider)
    };
    view! {
        <section class="panel" aria-labelledby="provider-right">
            <h2 id="provider-right">{words.provider_heading}</h2>
            <form
                class="small-form"
                method="post"
                action=routes::tenant_action(page.tenant.id, action)
            >
                <p>{explanation}</p>
                <div class="form-actions">
                    <button type="submit" class=class>{label}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// Changes the quota: by deciding what was asked for, if that is open.
fn quota_section(page: &TenantPage, texts: &'static Texts) -> AnyView {
    let words = &texts.back_office;
    let open = page.requests.iter().find(|request| request.closed.is_none());
    let id = page.tenant.id;
    let action = match open {
        Some(request) => routes::quota_request_action(id, request.id, "approve"),
        None => routes::tenant_action(id, "quota"),
    };
    let asked = open.map(|request| asked(request, texts));
    let buttons = match open {
        Some(request) => decision_buttons(id, request, texts),
        None => {
            view! { <button type="submit" class="button">{words.change_quota}</button> }.into_any()
        }
    };
    let hint = if open.is_some() { texts.quota_request.note_hint } else { words.note_hint };
    let errors = &page.problems.errors;
    view! {
        <section class="panel" aria-labelledby="quota-heading">
            <h2 id="quota-heading">{words.quota_heading}</h2>
            {asked}
            <form class="small-form" method="post" action=action novalidate>
                <InputField
                    field=Field::Quota
                    input=Input::Number(page.quota.quota.clone())
                    errors=errors.clone()
                    hint=words.quota_hint
                    texts=texts
                />
                <ReasonField
                    field=Field::Note
                    text=page.quota.note.clone()
                    errors=errors.clone()
                    hint=hint
                    texts=texts
                />
                <div class="form-actions">{buttons}</div>
            </form>
        </section>
    }
    .into_any()
}

fn asked(request: &QuotaRequest, texts: &'static Texts) -> AnyView {
    view! {
        <div>
            <p><strong>{(texts.quota_request.asked)(request.quota)}</strong></p>
            <p class="lines">{request.reason.to_string()}</p>
        </div>
    }
    .into_any()
}

/// The first one is also what Enter does.
fn decision_buttons(id: TenantId, request: &QuotaRequest, texts: &'static Texts) -> AnyView {
    let words = &texts.quota_request;
    let reject = routes::quota_request_action(id, request.id, "reject");
    view! {
        <button type="submit" class="button primary">{words.approve}</button>
        <button type="submit" class="button" formaction=reject>{words.reject}</button>
    }
    .into_any()
}

fn requests_section(page: &TenantPage, texts: &'static Texts) -> AnyView {
    if page.requests.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="panel" aria-labelledby="requests">
            <h2 id="requests">{texts.quota_request.timeline_heading}</h2>
            <QuotaTimeline requests=&page.requests texts=texts />
        </section>
    }
    .into_any()
}

fn reason_form(
    page: &TenantPage,
    action: &str,
    hint: &'static str,
    label: &'static str,
    texts: &'static Texts,
) -> AnyView {
    let errors: FieldErrors = page.problems.errors.clone();
    // A rejection is about what the organisation says of itself, and that may change.
    let seen = (action == "reject").then(|| page.tenant.statement().text());
    let seen = seen.map(|seen| view! { <input type="hidden" name="seen" value=seen /> });
    let action = routes::tenant_action(page.tenant.id, action);
    view! {
        <form class="small-form" method="post" action=action novalidate>
            {seen}
            <ReasonField
                field=Field::Reason
                text=page.reason.reason.clone()
                errors=errors
                hint=hint
                texts=texts
            />
            <div class="form-actions">
                <button type="submit" class="button danger">{label}</button>
            </div>
        </form>
    }
    .into_any()
}

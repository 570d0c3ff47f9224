//! What pages are made of. One component a file, named after it.

mod acting_notice;
mod channel_form;
mod channel_type_label;
#[allow(dead_code, reason = "the binding pages, which come next, use it")]
mod check_list;
mod company_fields;
mod copy_button;
#[allow(dead_code, reason = "the binding pages, which come next, use it")]
mod credential_fields;
mod customer_options;
#[allow(dead_code, reason = "the binding pages, which come next, use it")]
mod fact_list;
mod field_error;
mod form_summary;
mod history;
mod icon;
mod input_field;
mod known_email;
mod life_cycle_bar;
mod notice;
mod open_id_form;
#[allow(dead_code, reason = "the binding pages, which come next, use it")]
mod problem_notice;
mod quota_timeline;
mod reason_field;
mod requirements;
mod shell;
mod simulated_notice;
mod standing_notice;
mod status_badge;
mod steps;
mod tenant_facts;
pub(crate) mod time;

pub(crate) use acting_notice::ActingNotice;
pub(crate) use channel_form::{
    ChannelFields, ChannelFormView, ErrorSummary, QuotaNotice, messages,
};
pub(crate) use channel_type_label::ChannelTypeLabel;
#[allow(unused_imports, reason = "the binding pages, which come next, use it")]
pub(crate) use check_list::CheckList;
pub(crate) use company_fields::CompanyFields;
pub(crate) use copy_button::CopyButton;
#[allow(unused_imports, reason = "the binding pages, which come next, use it")]
pub(crate) use credential_fields::CredentialFields;
pub(crate) use customer_options::customer_options;
#[allow(unused_imports, reason = "the binding pages, which come next, use it")]
pub(crate) use fact_list::FactList;
pub(crate) use field_error::FieldError;
pub(crate) use form_summary::{FormSummary, Problems};
pub(crate) use history::History;
pub(crate) use icon::{Icon, IconView, Sprite, type_icon};
pub(crate) use input_field::{Input, InputField};
pub(crate) use known_email::KnownEmail;
pub(crate) use life_cycle_bar::LifeCycleBar;
pub(crate) use notice::{Notice, Tone};
pub(crate) use open_id_form::OpenIdForm;
#[allow(unused_imports, reason = "the binding pages, which come next, use it")]
pub(crate) use problem_notice::{ProblemDetails, ProblemNotice};
pub(crate) use quota_timeline::QuotaTimeline;
pub(crate) use reason_field::ReasonField;
pub(crate) use requirements::Requirements;
pub(crate) use shell::{Section, card, document, management};
pub(crate) use simulated_notice::SimulatedNotice;
pub(crate) use standing_notice::{StandingNotice, SuspensionNotice};
pub(crate) use status_badge::{StatusBadge, TenantBadge};
pub(crate) use steps::Steps;
pub(crate) use tenant_facts::{TenantFacts, country_name};

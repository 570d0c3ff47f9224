//! One function a page, from loaded data to HTML.

pub(crate) mod account;
pub(crate) mod audit_log;
pub(crate) mod back_office;
mod browser_name;
pub(crate) mod channel;
pub(crate) mod confirm;
pub(crate) mod customers;
pub(crate) mod email_change;
pub(crate) mod error;
pub(crate) mod forgot_password;
pub(crate) mod help;
pub(crate) mod invitation;
pub(crate) mod members;
pub(crate) mod notification_settings;
pub(crate) mod notifications;
pub(crate) mod open_id;
pub(crate) mod organisation;
pub(crate) mod passkey;
pub(crate) mod password_reset;
pub(crate) mod provider;
pub(crate) mod register;
pub(crate) mod second_factor;
pub(crate) mod set_up;
pub(crate) mod sign_in;

use std::sync::Arc;

use domain::caller::Caller;
use domain::error_code::ErrorCode;
use domain::permissions::Action;
use hydration_context::SsrSharedContext;
use leptos::prelude::*;

use crate::api::RequestContext;

/// Renders a view in one go. Pages wait for nothing: their data was loaded before.
pub(crate) fn render<V: RenderHtml>(context: &RequestContext, view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| {
        provide_context(context.nonce.clone());
        view().to_html()
    });
    owner.unset();
    html
}

/// Whether a page offers the caller to do something: whether they may, be it after their password.
pub(crate) fn offers(caller: &Caller, action: Action) -> bool {
    caller.may(action, caller.tenant) != Err(ErrorCode::PermissionDenied)
}

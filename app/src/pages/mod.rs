//! One function a page, from loaded data to HTML.

pub(crate) mod channel;
pub(crate) mod error;
pub(crate) mod help;

use std::sync::Arc;

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

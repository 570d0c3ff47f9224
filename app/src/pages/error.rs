use domain::error_code::ErrorCode;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::document;
use crate::routes;

/// Says what went wrong, and the way on.
pub(crate) fn page(context: &RequestContext, code: ErrorCode) -> String {
    let texts = context.texts();
    let words = &texts.error_page;
    let heading = match code.http_status() {
        404 => words.not_found_heading,
        503 => words.unavailable_heading,
        500..600 => words.internal_heading,
        _ => words.refused_heading,
    };
    let again = code.http_status() >= 500;
    let (trace_id, address) = (context.trace_id.to_string(), context.address.to_string());
    document(context, heading, None, || {
        view! {
            <div class="error-page">
                <h1>{heading}</h1>
                <p class="lead">{(texts.error)(code)}</p>
                <p class="page-actions">
                    <a class="button primary" href=routes::CHANNELS>{words.back}</a>
                    {again.then(|| view! { <a class="button" href=address>{words.try_again}</a> })}
                </p>
                <dl class="facts">
                    <dt>{words.code}</dt>
                    <dd><code>{code.code()}</code></dd>
                    <dt>{words.trace_id}</dt>
                    <dd><code>{trace_id}</code></dd>
                </dl>
                <p class="quiet">{words.trace_hint}</p>
            </div>
        }
    })
}

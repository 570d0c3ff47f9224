//! The fields of a channel, in the form that creates it and in the one that edits it. Rendered
//! here once; the island around the form only adds what is alive ([`crate::islands::LiveForm`]).

use domain::channel::{ChannelForm, ChannelName, ChannelType, Remarks};
use domain::customer::CustomerChoices;
use domain::error_code::ErrorCode;
use domain::field_errors::{Field, FieldErrors};
use domain::ids::CreationKey;
use domain::tenant::ChannelUsage;
use leptos::prelude::*;

use super::{FieldError, IconView, Notice, Tone, customer_options, type_icon};
use crate::islands::{LiveForm, Message};
use crate::locale::Texts;
use crate::routes;

/// Every mistake that these fields can have.
const MISTAKES: [ErrorCode; 10] = [
    ErrorCode::CustomerMissing,
    ErrorCode::CustomerUnknown,
    ErrorCode::ChannelTypeMissing,
    ErrorCode::ChannelTypeUnknown,
    ErrorCode::ChannelNameEmpty,
    ErrorCode::ChannelNameTooLong,
    ErrorCode::ChannelNameInvalid,
    ErrorCode::ChannelNameAlreadyUsed,
    ErrorCode::ChannelRemarksTooLong,
    ErrorCode::ChannelRemarksInvalid,
];

/// The Create Channel form.
#[component]
pub(crate) fn ChannelFormView(
    form: ChannelForm,
    errors: FieldErrors,
    key: CreationKey,
    name_seen: Option<String>,
    choices: CustomerChoices,
    texts: &'static Texts,
) -> impl IntoView {
    let warned = name_seen.is_some();
    let customer = form.customer.map(|chosen| {
        let error = errors.of(Field::Customer);
        view! { <CustomerField chosen=chosen choices=choices error=error texts=texts /> }
    });
    view! {
        <LiveForm messages=messages(texts)>
            <form
                class="channel-form"
                method="post"
                action=routes::NEW_CHANNEL
                data-name-check=routes::CHANNEL_NAME_CHECK
                novalidate
            >
                <ErrorSummary errors=errors.clone() texts=texts />
                <input type="hidden" name="creation_key" value=key.to_string() />
                <input type="hidden" name="name_seen" value=name_seen.unwrap_or_default() />
                {customer}
                <TypeCards chosen=form.channel_type error=errors.of(Field::ChannelType) texts=texts />
                <ChannelFields name=form.name remarks=form.remarks errors=errors warned=warned texts=texts />
                <div class="form-actions">
                    <button type="submit" class="button primary">{texts.form.ok}</button>
                    <a class="button" href=routes::CHANNELS data-close>{texts.form.cancel}</a>
                </div>
            </form>
        </LiveForm>
    }
    .into_any()
}

/// What the browser says while somebody types.
pub(crate) fn messages(texts: &'static Texts) -> Vec<Message> {
    MISTAKES
        .into_iter()
        .map(|code| Message { code, text: (texts.error)(code).to_owned() })
        .collect()
}

/// Every mistake of a form with a link to its field. Always there, so that the browser can fill it.
#[component]
pub(crate) fn ErrorSummary(errors: FieldErrors, texts: &'static Texts) -> impl IntoView {
    let items: Vec<_> = errors
        .iter()
        .map(|(field, code)| {
            view! {
                <li>
                    <a href=format!("#{}", first_control(field))>
                        {(texts.field)(field)}": "{(texts.error)(code)}
                    </a>
                </li>
            }
        })
        .collect();
    let labels: Vec<_> = [Field::Customer, Field::ChannelType, Field::Name, Field::Remarks]
        .map(|field| format!("{}={}", field.name(), (texts.field)(field)))
        .into();
    view! {
        <div
            class="summary"
            role="alert"
            tabindex="-1"
            data-summary=labels.join("\n")
            hidden=errors.is_empty()
            autofocus=!errors.is_empty()
        >
            <p>{texts.form.summary_heading}</p>
            <ul>{items}</ul>
        </div>
    }
    .into_any()
}

/// The control that a link to a field leads to.
fn first_control(field: Field) -> &'static str {
    match field {
        Field::ChannelType => "type-whatsapp",
        field => field.name(),
    }
}

/// Whose channel it will be.
#[component]
fn CustomerField(
    chosen: String,
    choices: CustomerChoices,
    error: Option<ErrorCode>,
    texts: &'static Texts,
) -> impl IntoView {
    let words = &texts.customers;
    let options = customer_options(words.choose, &choices, &chosen);
    let others = choices.incomplete.then(|| {
        view! { " " {words.incomplete} " " <a href=routes::CUSTOMERS>{words.all_link}</a> }
    });
    view! {
        <div class="field" data-field="customer">
            <label for="customer">
                {words.customer} <span class="mark">" "{texts.form.required}</span>
            </label>
            <select
                id="customer"
                name="customer"
                required
                aria-describedby="customer-hint customer-error"
                aria-invalid=error.map(|_| "true")
                inner_html=options
            ></select>
            <p class="hint" id="customer-hint">{words.choose_hint}{others}</p>
            <FieldError field=Field::Customer error=error texts=texts />
        </div>
    }
    .into_any()
}

/// The six types to choose from.
#[component]
fn TypeCards(chosen: String, error: Option<ErrorCode>, texts: &'static Texts) -> impl IntoView {
    let words = &texts.form;
    let cards: Vec<_> = ChannelType::ALL
        .into_iter()
        .map(|channel_type| {
            let slug = channel_type.slug();
            view! {
                <label class=format!("type-card type-{slug}")>
                    <input
                        type="radio"
                        name="type"
                        id=format!("type-{slug}")
                        value=slug
                        checked=slug == chosen
                        required
                        aria-labelledby=format!("type-{slug}-name")
                        aria-describedby=format!("type-{slug}-facts")
                    />
                    <span class="type-card-name" id=format!("type-{slug}-name")>
                        <IconView icon=type_icon(channel_type) />
                        {channel_type.product_name()}
                    </span>
                    <span class="type-card-facts" id=format!("type-{slug}-facts")>
                        <span class="fact">
                            <span class="fact-label">{words.bound_resource}": "</span>
                            {(texts.bound_resource)(channel_type.bound_resource())}
                        </span>
                        <span class="fact">
                            <span class="fact-label">{words.prerequisite}": "</span>
                            {prerequisites(channel_type, texts)}
                        </span>
                    </span>
                </label>
            }
            .into_any()
        })
        .collect();
    view! {
        <fieldset class="field" data-field="type" aria-describedby="type-hint type-error">
            <legend>
                {words.channel_type} <span class="mark">" "{words.required}</span>
            </legend>
            <p class="hint" id="type-hint">{words.channel_type_hint}</p>
            <div class="type-cards">{cards}</div>
            <FieldError field=Field::ChannelType error=error texts=texts />
        </fieldset>
    }
    .into_any()
}

fn prerequisites(channel_type: ChannelType, texts: &'static Texts) -> String {
    let parts: Vec<_> =
        channel_type.prerequisites().iter().map(|one| (texts.prerequisite)(*one)).collect();
    if parts.is_empty() { texts.form.no_prerequisite.to_owned() } else { parts.join("; ") }
}

/// Name and remarks.
#[component]
pub(crate) fn ChannelFields(
    name: String,
    remarks: String,
    errors: FieldErrors,
    /// Whether the person is told that the name is in use.
    #[prop(optional)]
    warned: bool,
    texts: &'static Texts,
) -> impl IntoView {
    let words = &texts.form;
    let name_error = errors.of(Field::Name);
    let remarks_error = errors.of(Field::Remarks);
    view! {
        <div class="field" data-field="name">
            <div class="label-line">
                <label for="name">
                    {words.channel_name} <span class="mark">" "{words.required}</span>
                </label>
                <Counter length=ChannelName::length(&name) limit=ChannelName::MAX_LENGTH />
            </div>
            <input
                type="text"
                id="name"
                name="name"
                value=name
                required
                autocomplete="off"
                aria-describedby="name-hint name-error name-warning"
                aria-invalid=name_error.map(|_| "true")
            />
            <p class="hint" id="name-hint">{words.channel_name_hint}</p>
            <FieldError field=Field::Name error=name_error texts=texts />
            <p class="field-warning" id="name-warning" role="status" hidden=!warned>
                {words.name_already_used}
            </p>
        </div>
        <div class="field" data-field="remarks">
            <div class="label-line">
                <label for="remarks">
                    {words.remarks} <span class="mark">" "{words.optional}</span>
                </label>
                <Counter length=Remarks::length(&remarks) limit=Remarks::MAX_LENGTH />
            </div>
            <textarea
                id="remarks"
                name="remarks"
                rows="3"
                aria-describedby="remarks-hint remarks-error"
                aria-invalid=remarks_error.map(|_| "true")
                inner_html=textarea_content(&remarks)
            ></textarea>
            <p class="hint" id="remarks-hint">{words.remarks_hint}</p>
            <FieldError field=Field::Remarks error=remarks_error texts=texts />
        </div>
    }
    .into_any()
}

/// How long the text is, of how long it may be. Kept up to date in the browser.
#[component]
fn Counter(length: usize, limit: usize) -> impl IntoView {
    let over = length > limit;
    view! {
        <span class="counter" class:over=over data-limit=limit>
            {format!("{length} / {limit}")}
        </span>
    }
}

/// Says that the quota is used up, and the way out.
#[component]
pub(crate) fn QuotaNotice(
    usage: ChannelUsage,
    /// Whether whoever looks may ask for a larger one.
    asks: bool,
    /// The name of the customer whose quota it is, if it is that of a customer.
    customer: Option<String>,
    texts: &'static Texts,
) -> impl IntoView {
    let words = &texts.quota_request;
    let way = match &customer {
        Some(_) => ().into_any(),
        None if asks => view! { <a href=routes::QUOTA_REQUEST>{words.ask}</a> }.into_any(),
        None => words.only_admins.into_any(),
    };
    usage.is_full().then(|| {
        let sentence = match customer {
            Some(name) => (texts.customers.quota_used_up)(&name, usage.quota),
            None => (texts.list.quota_used_up)(usage.quota),
        };
        view! { <Notice tone=Tone::Warning>{sentence} " " {way}</Notice> }
    })
}

/// The text as HTML. A browser drops one line break right after `<textarea>`, so one more is put
/// there for it to drop; and Leptos would write an empty text as a space.
pub(super) fn textarea_content(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("\n{escaped}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_cannot_end_their_field() {
        assert_eq!(
            textarea_content("\n</textarea><script>&amp;"),
            "\n\n&lt;/textarea&gt;&lt;script&gt;&amp;amp;"
        );
    }
}

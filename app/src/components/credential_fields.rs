use domain::platform::{CredentialErrors, CredentialFault, CredentialField, FieldShape, Way};
use leptos::prelude::*;

use crate::locale::Texts;

/// What a person fills in to authorise a channel this way. What was typed stays, except secrets,
/// which no page ever holds.
#[component]
pub(crate) fn CredentialFields<'a>(
    way: &'static Way,
    /// Names and values, as they were sent.
    typed: &'a [(String, String)],
    errors: &'a CredentialErrors,
    texts: &'static Texts,
) -> impl IntoView + use<> {
    let fields: Vec<_> = way
        .fields
        .iter()
        .map(|field| {
            let value = typed.iter().find(|(name, _)| name == field.name && !field.is_secret);
            let value = value.map_or("", |(_, value)| value.as_str());
            field_view(way, field, value, errors, texts)
        })
        .collect();
    view! { <SummaryOfFaults way=way errors=errors texts=texts /> {fields} }.into_any()
}

/// Every fault with a link to its field.
#[component]
fn SummaryOfFaults<'a>(
    way: &'static Way,
    errors: &'a CredentialErrors,
    texts: &'static Texts,
) -> impl IntoView + use<> {
    let items: Vec<_> = errors
        .0
        .iter()
        .map(|(name, fault)| {
            let sentence = (texts.platform.credential_fault)(*fault);
            let (label, _) = words_of(way, name, texts);
            view! { <li><a href=format!("#{}", id(way, name))>{label}": "{sentence}</a></li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <div class="summary" role="alert" tabindex="-1" autofocus>
                <p>{texts.form.summary_heading}</p>
                <ul>{items}</ul>
            </div>
        }
    })
}

fn field_view(
    way: &'static Way,
    field: &'static CredentialField,
    value: &str,
    errors: &CredentialErrors,
    texts: &'static Texts,
) -> AnyView {
    let id = id(way, field.name);
    let (label, hint) = words_of(way, field.name, texts);
    let mark = if field.is_optional { texts.form.optional } else { texts.form.required };
    let fault = errors.0.iter().find(|(name, _)| *name == field.name).map(|(_, fault)| *fault);
    let secret_hint = field.is_secret.then(|| view! { " " {texts.platform.secret_hint} });
    let example = example(way.name, field.name).map(|example| {
        view! { " " {texts.platform.for_example}": "<code>{example}</code> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label} <span class="mark">" "{mark}</span></label>
            {control(way, field, value, fault, texts)}
            <p class="hint" id=format!("{id}-hint")>{hint}{secret_hint}{example}</p>
            <p class="field-error" id=format!("{id}-error") hidden=fault.is_none()>
                {fault.map(texts.platform.credential_fault)}
            </p>
        </div>
    }
    .into_any()
}

fn control(
    way: &Way,
    field: &'static CredentialField,
    value: &str,
    fault: Option<CredentialFault>,
    texts: &'static Texts,
) -> AnyView {
    let id = id(way, field.name);
    let described = format!("{id}-hint {id}-error");
    let invalid = fault.map(|_| "true");
    match field.shape {
        FieldShape::Line | FieldShape::Date => view! {
            <input
                type=input_type(field)
                id=id
                name=field.name
                value=(!field.is_secret).then(|| value.to_owned())
                required=!field.is_optional
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=invalid
            />
        }
        .into_any(),
        FieldShape::Choice(choices) => {
            let nothing = field.is_optional.then(|| {
                view! { <option value="">{texts.platform.not_given}</option> }
            });
            let options: Vec<_> = choices
                .iter()
                .map(|word| {
                    let name = (texts.platform.choice)(field.name, word).unwrap_or(word);
                    view! { <option value=*word selected=*word == value>{name}</option> }
                })
                .collect();
            view! {
                <select
                    id=id
                    name=field.name
                    required=!field.is_optional
                    aria-describedby=described
                    aria-invalid=invalid
                >
                    {nothing}
                    {options}
                </select>
            }
            .into_any()
        }
    }
}

const fn input_type(field: &CredentialField) -> &'static str {
    match field.shape {
        FieldShape::Date => "date",
        _ if field.is_secret => "password",
        _ => "text",
    }
}

/// Apart from other fields on the page, which may have several ways with the same names.
fn id(way: &Way, name: &str) -> String {
    format!("{}-{name}", way.name)
}

/// Label and hint. Every field has them; a test of the server goes through all adapters.
fn words_of(way: &Way, name: &str, texts: &'static Texts) -> (String, &'static str) {
    match (texts.platform.credential)(way.name, name) {
        Some(words) => (words.label.to_owned(), words.hint),
        None => (name.to_owned(), ""),
    }
}

/// What a value looks like, where the hint does not say so already.
fn example(way: &str, field: &str) -> Option<&'static str> {
    Some(match (way, field) {
        ("embedded_signup" | "system_user", "waba_id") => "102290129340398",
        ("embedded_signup" | "system_user", "phone_number_id") => "106540352242922",
        ("twilio", "sender") => "+15005550006",
        ("twilio", "base_url") => "https://sms.example.com",
        ("twilio" | "smpp", "registration_country") => "SG",
        ("smpp", "host") => "smpp.example.com",
        ("smpp", "port") => "2775",
        ("smpp", "sender") => "6591234567",
        ("smtp", "host") => "mail.example.com",
        ("smtp", "sender") => "hello@example.com",
        ("smtp", "spf_include") => "spf.example.com",
        ("smtp", "dkim_selector") => "s1",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use domain::platform::Authorisation;

    use super::*;
    use crate::locale::Locale;

    static WAY: Way = Way {
        name: "smtp",
        authorisation: Authorisation::Form,
        fields: &[
            CredentialField::line("host"),
            CredentialField::choice("encryption", &["starttls", "tls"]),
            CredentialField::secret("password"),
        ],
    };

    fn html(errors: &CredentialErrors) -> String {
        let typed = [("host", "mail.<b>"), ("encryption", "tls"), ("password", "s3cret")];
        let typed = typed.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let texts = Locale::English.texts();
        view! { <CredentialFields way=&WAY typed=&typed errors=errors texts=texts /> }.to_html()
    }

    #[test]
    fn what_was_typed_stays_except_secrets() {
        let html = html(&CredentialErrors::default());
        assert!(html.contains(r#"value="mail.&lt;b&gt;""#), "{html}");
        assert!(html.contains(r#"<option value="tls" selected>"#), "{html}");
        assert!(!html.contains("s3cret"), "{html}");
        assert!(!html.contains(r#"role="alert""#), "{html}");
    }

    #[test]
    fn a_fault_stands_at_its_field_and_in_the_summary() {
        let html = html(&CredentialErrors(vec![("host", CredentialFault::Missing)]));
        assert!(html.contains(r##"<a href="#smtp-host">"##), "{html}");
        assert_eq!(html.matches("aria-invalid").count(), 1, "{html}");
        assert_eq!(html.matches("Fill in this field.").count(), 2, "{html}");
    }
}

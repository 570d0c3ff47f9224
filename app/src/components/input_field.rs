use domain::field_errors::{Field, FieldErrors};
use leptos::prelude::*;

use super::FieldError;
use crate::locale::Texts;

/// What is typed into a field of a person. A password that was typed is never put back into a
/// page, so there is no place for one here.
#[derive(Debug, Clone)]
pub(crate) enum Input {
    /// The name of whoever fills in the form.
    OwnName(String),
    /// The name of the organisation.
    Organisation(String),
    /// The address to sign in with.
    OwnEmail(String),
    /// The address of somebody else.
    OtherEmail(String),
    /// The password to sign in or to confirm with.
    CurrentPassword,
    /// A password that is being chosen.
    NewPassword,
    /// A text that no browser can know.
    Line(String),
    /// A whole number.
    Number(String),
}

impl Input {
    /// The kind of control, what a browser may fill in (HTML, 4.10.18.7), and the text in it.
    fn attributes(self) -> (&'static str, &'static str, Option<String>) {
        match self {
            Self::OwnName(name) => ("text", "name", Some(name)),
            Self::Organisation(name) => ("text", "organization", Some(name)),
            Self::OwnEmail(email) => ("email", "username", Some(email)),
            Self::OtherEmail(email) => ("email", "off", Some(email)),
            Self::CurrentPassword => ("password", "current-password", None),
            Self::NewPassword => ("password", "new-password", None),
            Self::Line(text) => ("text", "off", Some(text)),
            Self::Number(number) => ("number", "off", Some(number)),
        }
    }
}

/// A field of one line with its label, its hint and its mistake.
#[component]
pub(crate) fn InputField(
    field: Field,
    input: Input,
    errors: FieldErrors,
    /// What the field is called here, if not what it is called everywhere.
    #[prop(optional)]
    label: Option<&'static str>,
    #[prop(optional)] hint: Option<&'static str>,
    texts: &'static Texts,
) -> impl IntoView {
    let name = field.name();
    let error = errors.of(field);
    let (kind, autocomplete, value) = input.attributes();
    let hint_id = hint.map(|_| format!("{name}-hint "));
    view! {
        <div class="field">
            <label for=name>{label.unwrap_or((texts.field)(field))}</label>
            <input
                type=kind
                id=name
                name=name
                value=value
                required
                autocomplete=autocomplete
                aria-describedby=format!("{}{name}-error", hint_id.unwrap_or_default())
                aria-invalid=error.map(|_| "true")
            />
            {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            <FieldError field=field error=error texts=texts />
        </div>
    }
    .into_any()
}

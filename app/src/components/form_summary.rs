use domain::field_errors::{Field, FieldErrors};
use leptos::prelude::*;

use crate::locale::Texts;

/// Why a form comes back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Problems {
    /// What is wrong with its fields.
    pub(crate) errors: FieldErrors,
    /// Why it was refused as a whole.
    pub(crate) refusal: Option<String>,
}

impl Problems {
    /// The form was refused as a whole.
    pub(crate) fn refused(sentence: impl Into<String>) -> Self {
        Self { errors: FieldErrors::default(), refusal: Some(sentence.into()) }
    }
}

impl From<FieldErrors> for Problems {
    fn from(errors: FieldErrors) -> Self {
        Self { errors, refusal: None }
    }
}

/// Every mistake of a form with a link to its field, or why the whole was refused.
#[component]
pub(crate) fn FormSummary(
    problems: Problems,
    /// A field that is called something else here than everywhere, and what.
    #[prop(optional)]
    called: Option<(Field, &'static str)>,
    texts: &'static Texts,
) -> impl IntoView {
    let Problems { errors, refusal } = problems;
    let items: Vec<_> = errors
        .iter()
        .map(|(field, code)| {
            let address = format!("#{}", field.name());
            let own = called.filter(|(one, _)| *one == field).map(|(_, label)| label);
            let label = own.unwrap_or_else(|| (texts.field)(field));
            view! { <li><a href=address>{label}": "{(texts.error)(code)}</a></li> }
        })
        .collect();
    let list = (!items.is_empty()).then(|| {
        view! {
            <p>{texts.form.summary_heading}</p>
            <ul>{items}</ul>
        }
    });
    (list.is_some() || refusal.is_some()).then(|| {
        view! {
            <div class="summary" role="alert" tabindex="-1" autofocus>
                {refusal.map(|sentence| view! { <p>{sentence}</p> })}
                {list}
            </div>
        }
    })
}

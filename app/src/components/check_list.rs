use domain::platform::{Check, DnsRecord, Outcome};
use leptos::prelude::*;

use super::{CopyButton, FactList, Icon, IconView, ProblemDetails};
use crate::locale::Texts;

/// What was checked before binding: each line with its outcome in words, what to do about it, and
/// the platform's own values.
#[component]
pub(crate) fn CheckList<'a>(checks: &'a [Check], texts: &'static Texts) -> impl IntoView + use<> {
    if checks.is_empty() {
        return view! { <p class="quiet">{texts.platform.nothing_checked}</p> }.into_any();
    }
    let items: Vec<_> = checks.iter().map(|check| item(check, texts)).collect();
    view! { <ol class="checks">{items}</ol> }.into_any()
}

fn item(check: &Check, texts: &'static Texts) -> AnyView {
    let words = &texts.platform;
    let (class, icon, outcome) = match check.outcome {
        Outcome::Pass => ("check check-pass", Icon::Check, words.passed),
        Outcome::Fail(_) => ("check check-fail", Icon::Warning, words.failed),
        Outcome::CannotKnow(_) => ("check check-unknown", Icon::Help, words.cannot_know),
    };
    let details = match &check.outcome {
        Outcome::Fail(problem) | Outcome::CannotKnow(Some(problem)) => {
            view! { <ProblemDetails problem=problem texts=texts /> }.into_any()
        }
        Outcome::CannotKnow(None) => view! {
            <p class="quiet">{words.who_acts}": "{(words.actor)(check.actor())}</p>
        }
        .into_any(),
        Outcome::Pass => ().into_any(),
    };
    view! {
        <li class=class>
            <p class="check-line">
                <span class="check-outcome"><IconView icon=icon />{outcome}</span>
                <span>{(words.check_item)(check.item)}</span>
            </p>
            {details}
            <FactList facts=&check.facts texts=texts />
            {check.record.as_ref().map(|record| record_view(record, texts))}
        </li>
    }
    .into_any()
}

/// The record to publish, ready to be copied.
fn record_view(record: &DnsRecord, texts: &'static Texts) -> AnyView {
    let words = &texts.platform;
    let unknown_part = record.value.contains('<').then_some(words.record_unknown_part);
    view! {
        <p><strong>{words.record_heading}</strong></p>
        <dl class="facts">
            <dt>{words.record_name}</dt>
            <dd class="lines">
                <code>{record.name.clone()}</code>
                <CopyButton label=words.copy_record_name />
            </dd>
            <dt>{words.record_kind}</dt>
            <dd><code>{record.kind.to_string()}</code></dd>
            <dt>{words.record_value}</dt>
            <dd class="lines">
                <code>{record.value.clone()}</code>
                <CopyButton label=words.copy_record_value />
            </dd>
        </dl>
        {unknown_part.map(|sentence| view! { <p class="quiet">{sentence}</p> })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::platform::{CheckItem, Problem, Reason};

    use super::*;
    use crate::locale::Locale;

    fn html(check: Check) -> String {
        let checks = [check];
        view! { <CheckList checks=&checks texts=Locale::English.texts() /> }
            .to_html()
            .replace("<!>", "")
    }

    #[test]
    fn a_failed_check_says_what_to_do_and_which_record_to_publish() {
        let problem = Problem::new(Reason::DomainRecordMissing).with_answer("<none>");
        let record = DnsRecord {
            name: "example.com".to_owned(),
            kind: "TXT".into(),
            value: "v=spf1 include:<provider> ~all".to_owned(),
        };
        let html = html(Check::failed(CheckItem::Spf, problem).with_record(record));
        for words in ["Not in order", "Who acts", "Publish the record", "angle brackets"] {
            assert!(html.contains(words), "{words}: {html}");
        }
        assert!(html.contains("<pre>&lt;none&gt;</pre>"), "{html}");
        assert!(html.contains("Prerequisite.DomainRecordMissing"), "{html}");
    }

    #[test]
    fn values_of_the_platform_stand_beside_their_meaning() {
        let check = Check::new(CheckItem::SendingAllowed, Outcome::Pass)
            .with_fact("quality_rating", "GREEN")
            .with_fact("new_thing", "VIOLET");
        let html = html(check);
        assert!(html.contains("In order"), "{html}");
        assert!(html.contains("<code>GREEN</code><span class=\"quiet\"> high</span>"), "{html}");
        assert!(html.contains("<dt><code>new_thing</code></dt>"), "{html}");
    }
}

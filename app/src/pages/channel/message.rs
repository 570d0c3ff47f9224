use domain::binding::Binding;
use domain::callback::DeliveryState;
use domain::channel::Channel;
use domain::field_errors::{Field, FieldErrors};
use domain::message::{Message, MessageForm, Progress};
use domain::time::Timestamp;
use leptos::prelude::*;

use crate::components::time::Time;
use crate::components::{FormSummary, Input, InputField, ProblemDetails, Problems, ReasonField};
use crate::locale::Texts;
use crate::routes;

/// Test messages of a channel: the form, and what has become of the last ones.
#[derive(Debug)]
pub(crate) struct TestMessages {
    /// What was typed.
    pub(crate) form: MessageForm,
    /// Why the form is here again.
    pub(crate) problems: Problems,
    /// The newest messages, newest first.
    pub(crate) messages: Vec<Message>,
    /// The time, to see what will never be answered.
    pub(crate) now: Timestamp,
}

impl TestMessages {
    /// The section of the channel's page.
    pub(super) fn section(
        &self,
        channel: &Channel,
        may_send: bool,
        texts: &'static Texts,
    ) -> AnyView {
        let words = &texts.message;
        let form = may_send.then(|| self.form(channel, None, texts));
        view! {
            <section class="panel" id="test" aria-labelledby="test-heading">
                <h2 id="test-heading">{words.heading}</h2>
                {form}
                <h3>{words.recent}</h3>
                {self.list(texts)}
            </section>
        }
        .into_any()
    }

    /// The form and the list for an account that is only being tried.
    pub(super) fn of_candidate(
        &self,
        channel: &Channel,
        candidate: &Binding,
        texts: &'static Texts,
    ) -> AnyView {
        let words = &texts.message;
        view! {
            <section class="panel" id="test" aria-labelledby="test-heading">
                <h2 id="test-heading">{words.heading}</h2>
                {self.form(channel, Some(candidate), texts)}
                {self.list(texts)}
            </section>
        }
        .into_any()
    }

    fn form(
        &self,
        channel: &Channel,
        candidate: Option<&Binding>,
        texts: &'static Texts,
    ) -> AnyView {
        let words = &texts.message;
        let explanation =
            if candidate.is_some() { words.candidate_explanation } else { words.explanation };
        let candidate = candidate.map(|candidate| {
            view! { <input type="hidden" name="candidate" value=candidate.id.to_string() /> }
        });
        let errors: FieldErrors = self.problems.errors.clone();
        let recipient = Input::Line(self.form.recipient.clone());
        let hint = (words.recipient_hint)(channel.channel_type);
        let text = if self.form.text.is_empty() {
            words.default_text.to_owned()
        } else {
            self.form.text.clone()
        };
        view! {
            <p class="quiet">{explanation}</p>
            <form
                class="channel-form"
                method="post"
                action=routes::send_test(channel.id)
                novalidate
            >
                <FormSummary problems=self.problems.clone() texts=texts />
                {candidate}
                <InputField
                    field=Field::Recipient
                    input=recipient
                    hint=hint
                    errors=errors.clone()
                    texts=texts
                />
                <ReasonField
                    field=Field::Text
                    text=text
                    errors=errors
                    hint=words.text_hint
                    texts=texts
                />
                <div class="form-actions">
                    <button type="submit" class="button primary">{words.send}</button>
                </div>
            </form>
        }
        .into_any()
    }

    fn list(&self, texts: &'static Texts) -> AnyView {
        if self.messages.is_empty() {
            return view! { <p class="quiet">{texts.message.none_yet}</p> }.into_any();
        }
        let items: Vec<_> =
            self.messages.iter().map(|message| item(message, self.now, texts)).collect();
        view! { <ol class="history">{items}</ol> }.into_any()
    }
}

fn item(message: &Message, now: Timestamp, texts: &'static Texts) -> AnyView {
    let words = &texts.message;
    let (state, problem) = match message.progress(now) {
        Progress::Sending => (words.sending, None),
        Progress::OutcomeUnknown(problem) => (words.unknown, Some(problem)),
        Progress::Refused(problem) => (words.refused, Some(problem)),
        Progress::Reached(DeliveryState::Accepted) => (words.accepted, None),
        Progress::Reached(DeliveryState::Sent) => (words.sent, None),
        Progress::Reached(DeliveryState::Delivered) => (words.delivered, None),
        Progress::Reached(DeliveryState::Read) => (words.read, None),
        Progress::Reached(DeliveryState::Failed(problem)) => (words.failed, Some(problem)),
    };
    let problem = problem.map(|problem| {
        view! { <ProblemDetails problem=&problem texts=texts /> }
    });
    view! {
        <li>
            <p>
                <strong>{state}</strong>
                " · " {(words.to)(&message.recipient)} " · " <Time at=message.sent_at />
                " · " {message.sent_by.clone()}
            </p>
            {problem}
        </li>
    }
    .into_any()
}

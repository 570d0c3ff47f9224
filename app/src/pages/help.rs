use domain::channel::ChannelType;
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::{ChannelTypeLabel, Requirements, Section, document};

/// What channels are and how they work.
pub(crate) fn page(context: &RequestContext) -> String {
    let texts = context.texts();
    let words = &texts.help;
    document(context, words.heading, Some(Section::Help), || {
        let rows: Vec<_> = ChannelType::ALL
            .into_iter()
            .map(|channel_type| {
                view! {
                    <tr>
                        <th scope="row"><ChannelTypeLabel channel_type=channel_type /></th>
                        <td data-label=texts.form.bound_resource>
                            {(texts.bound_resource)(channel_type.bound_resource())}
                        </td>
                        <td data-label=texts.form.prerequisite>
                            <Requirements channel_type=channel_type texts=texts />
                        </td>
                    </tr>
                }
            })
            .collect();
        let steps: Vec<_> = words
            .life_cycle
            .iter()
            .map(|(step, text)| view! { <li><strong>{*step}</strong><p>{*text}</p></li> })
            .collect();
        let questions: Vec<_> = words
            .questions
            .iter()
            .map(|(question, answer)| {
                let answer: Vec<_> =
                    answer.iter().map(|paragraph| view! { <p>{*paragraph}</p> }).collect();
                view! { <details><summary>{*question}</summary>{answer}</details> }
            })
            .collect();
        view! {
            <div class="page-head">
                <h1>{words.heading}</h1>
                <p class="lead">{words.introduction}</p>
            </div>
            <section aria-labelledby="types">
                <h2 id="types">{words.types_heading}</h2>
                <p>{words.types_explanation}</p>
                <div class="table-frame">
                    <table class="types-table">
                        <thead>
                            <tr>
                                <th scope="col">{texts.form.channel_type}</th>
                                <th scope="col">{texts.form.bound_resource}</th>
                                <th scope="col">{texts.form.prerequisite}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
            <section aria-labelledby="life-cycle">
                <h2 id="life-cycle">{words.life_cycle_heading}</h2>
                <ol class="steps">{steps}</ol>
            </section>
            <section aria-labelledby="questions">
                <h2 id="questions">{words.questions_heading}</h2>
                <div class="questions">{questions}</div>
            </section>
        }
    })
}

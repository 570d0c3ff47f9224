use domain::health::WatchedChannel;
use leptos::prelude::*;

use super::time::Time;
use super::{Icon, IconView, ProblemDetails};
use crate::locale::Texts;

/// Above a channel's page: that the channel has trouble, why, and what to do. Nothing while it
/// is doing well.
#[component]
pub(crate) fn HealthBanner<'a>(
    watched: &'a WatchedChannel,
    /// The button for the repair, where there is one.
    repair: Option<AnyView>,
    texts: &'static Texts,
) -> impl IntoView + use<> {
    let words = &texts.health;
    let (level, problem) = watched.health.level();
    if level.is_trouble() {
        let problem =
            problem.map(|problem| view! { <ProblemDetails problem=problem texts=texts /> });
        return view! {
            <div class="notice notice-warning" role="status">
                <IconView icon=Icon::Warning />
                <div class="notice-text problem">
                    <p>
                        <strong>{(words.level)(level)}</strong>
                        " – "
                        {(words.meaning)(level)}
                    </p>
                    {problem}
                    {repair}
                </div>
            </div>
        }
        .into_any();
    }
    let Some(since) = watched.health.quiet_since else { return ().into_any() };
    view! {
        <div class="notice notice-warning" role="status">
            <IconView icon=Icon::Warning />
            <div class="notice-text">
                <p><strong>{words.quiet}</strong>" " <Time at=since /></p>
            </div>
        </div>
    }
    .into_any()
}

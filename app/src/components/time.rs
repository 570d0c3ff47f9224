//! Points in time on the page. The server writes them in UTC; the browser, if it runs our code,
//! puts them into the person's own time zone and keeps the exact UTC time as a tooltip.

use domain::time::Timestamp;
use leptos::prelude::*;

/// The exact time, for programs: `2026-11-22T10:28:09.123456Z`.
pub(crate) fn iso_8601(time: Timestamp) -> String {
    instant(time).to_string()
}

/// A point in time.
#[component]
pub(crate) fn Time(at: Timestamp) -> impl IntoView {
    let (shown, machine) = shown_and_machine(at);
    view! { <time datetime=machine>{shown}</time> }
}

/// The time for people (`2026-11-22 10:28:09 UTC`) and the same for `datetime`.
pub(crate) fn shown_and_machine(at: Timestamp) -> (String, String) {
    let shown = instant(at).strftime("%Y-%m-%d %H:%M:%S UTC").to_string();
    let machine = shown.replacen(' ', "T", 1).replace(" UTC", "Z");
    (shown, machine)
}

/// Stored times are within the years that exist here; another one would show as 1970.
fn instant(time: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(time.micros()).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

//! Points in time on the page. The server writes them in UTC; the browser, if it runs our code,
//! puts them into the person's own time zone and keeps the exact UTC time as a tooltip.

use domain::time::Timestamp;
use leptos::prelude::*;

/// The exact time, for programs: `2026-11-22T10:28:09.123456Z`.
pub(crate) fn iso_8601(time: Timestamp) -> String {
    instant(time).to_string()
}

/// A point in time, for people `2026-11-22 10:28:09 UTC`.
#[component]
pub(crate) fn Time(at: Timestamp) -> impl IntoView {
    let (date, time) = date_and_time(at);
    view! { <time datetime=format!("{date}T{time}Z")>{format!("{date} {time} UTC")}</time> }
}

/// The date and the time of day in UTC: `2026-11-22` and `10:28:09`.
pub(crate) fn date_and_time(at: Timestamp) -> (String, String) {
    // Not by strftime, which takes four times as long: a page has a hundred times.
    let mut date = format!("{:.0}", jiff::tz::TimeZone::UTC.to_datetime(instant(at)));
    let time = date.split_off(date.find('T').map_or(date.len(), |end| end + 1));
    date.pop();
    (date, time)
}

/// Stored times are within the years that exist here; another one would show as 1970.
fn instant(time: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(time.micros()).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

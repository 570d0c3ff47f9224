use domain::channel_settings::Weekday;

use crate::locale::ChannelSettingsTexts;

pub(super) const CHANNEL_SETTINGS: ChannelSettingsTexts = ChannelSettingsTexts {
    heading: "Configuration",
    introduction: "What customers learn about your business from this channel. It belongs to the \
                   channel: whatever account it is bound to later gets it, too.",
    nothing_at_platform: |platform| {
        format!(
            "Nothing can be set at {platform} from here. What you enter is kept here for your \
             team."
        )
    },
    nothing_set: "Nothing has been set yet.",
    change: "Change the configuration",
    of_account: |platform| format!("Shown by the account at {platform}"),
    of_messages: "Sent along with each message",
    kept_here: |platform| format!("Kept here for your team; {platform} has no place for it"),
    not_bound: "The account gets it as soon as the channel is bound.",
    waiting: "The account is about to get it.",
    applied_since: "The account has it since",
    put_off: "The account does not have it yet",
    next_try: "Next try",
    pass_on: "Pass on now",
    passed_on_notice: "The account has the configuration.",
    put_off_notice: "The account could not be given the configuration. The reason stands below; \
                     it is tried again by itself.",
    being_passed_on_notice: "The account is being given the configuration at this moment.",
    saved_notice: "The configuration has been saved.",
    found_heading: "At the account, different from here",
    found_explanation: "Nothing has been set here, so the account keeps what it has:",
    found_filled_in: "Filled in with what the account has now. Nothing of it changes until you save.",
    nothing_found: "Empty",
    sender_heading: "Sender and language",
    business_heading: "About the business",
    hours_heading: "Business hours",
    contact_heading: "Contact",
    empty_fields: "An empty field leaves the account as it is. What you have set here and empty \
                   later is removed from the account, too.",
    line_stays: "WhatsApp lets this line be replaced, but not removed.",
    no_language: "Not set",
    time_zone_hint: "For example Asia/Tokyo. Needed if you enter hours.",
    hours_hint: "Leave a closed day empty. Hours that end at midnight end at 00:00; what is open \
                 past midnight begins again on the next day at 00:00.",
    time_label: |opening, begins| match (opening, begins) {
        (1, true) => "First opening, from",
        (1, false) => "First opening, until",
        (_, true) => "Second opening, from",
        (_, false) => "Second opening, until",
    },
    until: "to",
    always_closed: "No hours",
    phone_hint: "In international form, for example +81 3 1234 5678.",
    website_hint: "The whole address, for example https://www.example.com.",
    at_most: |length| format!("At most {length} characters."),
};

pub(super) const fn hours(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

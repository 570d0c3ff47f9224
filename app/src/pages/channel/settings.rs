//! What a channel tells its customers, on its page.

use domain::channel::ChannelType;
use domain::channel_settings::{ChannelSettings, PassingState, SettingsOfChannel, Weekday};
use domain::field_errors::Field;
use domain::permissions::Action;
use domain::platform::{PlatformSetting, Setting, SettingCarrier};
use leptos::prelude::*;

use crate::components::ProblemDetails;
use crate::components::time::Time;
use crate::locale::Texts;
use crate::pages::offers;
use crate::routes;

/// The section of the channel's page.
pub(super) fn settings_section(of: &SettingsOfChannel, texts: &'static Texts) -> AnyView {
    let words = &texts.channel_settings;
    let known = &of.known;
    let channel_type = of.channel.channel_type;
    let set = Setting::ALL.into_iter().filter(|setting| known.settings.has(*setting));
    let items: Vec<_> = set
        .map(|setting| {
            let place = of.places.iter().find(|place| place.setting == setting);
            let place = what_becomes_of(channel_type, place, texts);
            item(&known.settings, setting, Some(place), texts)
        })
        .collect();
    let present = if items.is_empty() {
        view! { <p class="quiet">{words.nothing_set}</p> }.into_any()
    } else {
        view! { <dl class="facts">{items}</dl> }.into_any()
    };
    let change = offers(&of.caller, Action::EditChannel).then(|| {
        let address = routes::channel_settings(of.channel.id);
        view! { <p><a class="button" href=address>{words.change}</a></p> }
    });
    view! {
        <section class="panel" id="configuration" aria-labelledby="configuration-heading">
            <h2 id="configuration-heading">{words.heading}</h2>
            {nothing_at_platform(of, texts)}
            {present}
            {state(of, texts)}
            {found(of, texts)}
            {change}
        </section>
    }
    .into_any()
}

/// Says it where the platform has no place for anything.
pub(super) fn nothing_at_platform(of: &SettingsOfChannel, texts: &'static Texts) -> AnyView {
    if !of.places.is_empty() {
        return ().into_any();
    }
    let platform = of.channel.channel_type.product_name();
    view! { <p class="quiet">{(texts.channel_settings.nothing_at_platform)(platform)}</p> }
        .into_any()
}

/// What becomes of a setting.
pub(super) fn what_becomes_of(
    channel_type: ChannelType,
    place: Option<&PlatformSetting>,
    texts: &'static Texts,
) -> String {
    let words = &texts.channel_settings;
    match place.map(|place| place.carried_by) {
        Some(SettingCarrier::Account) => (words.of_account)(channel_type.product_name()),
        Some(SettingCarrier::Messages) => words.of_messages.to_owned(),
        None => (words.kept_here)(channel_type.product_name()),
    }
}

/// What a setting is called.
pub(super) fn label(setting: Setting, texts: &'static Texts) -> &'static str {
    let field = match setting {
        Setting::BusinessHours => return texts.channel_settings.hours_heading,
        Setting::DisplayName => Field::DisplayName,
        Setting::DefaultLanguage => Field::DefaultLanguage,
        Setting::About => Field::About,
        Setting::Description => Field::Description,
        Setting::Greeting => Field::Greeting,
        Setting::Email => Field::ContactEmail,
        Setting::Phone => Field::Phone,
        Setting::Websites => Field::Website,
        Setting::Address => Field::Address,
    };
    (texts.field)(field)
}

/// A setting with its value, and a remark below it.
pub(super) fn item(
    settings: &ChannelSettings,
    setting: Setting,
    remark: Option<String>,
    texts: &'static Texts,
) -> AnyView {
    let value = value(settings, setting, texts);
    let remark = remark.map(|remark| view! { <br /><span class="quiet">{remark}</span> });
    view! {
        <dt>{label(setting, texts)}</dt>
        <dd><span class="lines">{value}</span>{remark}</dd>
    }
    .into_any()
}

/// The value, line by line.
fn value(settings: &ChannelSettings, setting: Setting, texts: &'static Texts) -> String {
    let words = &texts.channel_settings;
    let lines: Vec<String> = match (setting, &settings.business_hours) {
        (Setting::BusinessHours, Some(hours)) => {
            let open = Weekday::ALL.into_iter().filter(|day| !hours.of(*day).is_closed());
            let mut lines: Vec<_> = open
                .map(|day| {
                    let day_name = (texts.field)(Field::Hours(day));
                    format!("{day_name} {}", hours.of(day).to_string().replace('-', "–"))
                })
                .collect();
            if lines.is_empty() {
                lines.push(words.always_closed.to_owned());
            }
            lines.extend(hours.zone.as_ref().map(|zone| zone.as_str().to_owned()));
            lines
        }
        (Setting::DefaultLanguage, _) => {
            settings.default_language.iter().map(|language| language.name.to_owned()).collect()
        }
        _ => settings.texts(setting).into_iter().map(|(_, text)| text).collect(),
    };
    let lines: Vec<_> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    if lines.is_empty() { words.nothing_found.to_owned() } else { lines.join("\n") }
}

fn has_account_settings(of: &SettingsOfChannel) -> bool {
    of.places.iter().any(|place| place.carried_by == SettingCarrier::Account)
}

/// How far the account is, if there is something to tell it.
fn state(of: &SettingsOfChannel, texts: &'static Texts) -> AnyView {
    let words = &texts.channel_settings;
    let known = &of.known;
    let is_told = known.version > 0 || known.problem.is_some();
    if !has_account_settings(of) || !is_told {
        return ().into_any();
    }
    let state = match known.state() {
        PassingState::NotBound => view! { <p class="quiet">{words.not_bound}</p> }.into_any(),
        PassingState::Waiting => view! { <p role="status">{words.waiting}</p> }.into_any(),
        PassingState::Applied => {
            let since = known.found_at.map(|at| view! { <Time at=at /> });
            view! { <p>{words.applied_since}" "{since}</p> }.into_any()
        }
        PassingState::PutOff => {
            let problem = known
                .problem
                .as_ref()
                .map(|problem| view! { <ProblemDetails problem=problem texts=texts /> });
            let next = known.next_at.map(|at| view! { <p>{words.next_try}": "<Time at=at /></p> });
            view! {
                <div class="problem">
                    <p><strong>{words.put_off}</strong></p>
                    {problem}
                    {next}
                </div>
            }
            .into_any()
        }
    };
    let may = known.binding.is_some() && offers(&of.caller, Action::EditChannel);
    let pass_on = may.then(|| {
        view! {
            <form method="post" action=routes::pass_on_settings(of.channel.id)>
                <button type="submit" class="button">{words.pass_on}</button>
            </form>
        }
    });
    view! {
        {state}
        {pass_on}
    }
    .into_any()
}

/// What the account has that was not set here: everything, or what somebody has changed there.
fn found(of: &SettingsOfChannel, texts: &'static Texts) -> AnyView {
    let words = &texts.channel_settings;
    let known = &of.known;
    let (Some(found), PassingState::Applied) = (&known.found, known.state()) else {
        return ().into_any();
    };
    let differs = |setting: &Setting| differs(&known.settings, found, *setting);
    let items: Vec<_> = of
        .places
        .iter()
        .filter(|place| place.carried_by == SettingCarrier::Account)
        .map(|place| place.setting)
        .filter(differs)
        .map(|setting| item(found, setting, None, texts))
        .collect();
    if items.is_empty() {
        return ().into_any();
    }
    let heading = if known.version == 0 {
        view! { <p>{words.found_explanation}</p> }.into_any()
    } else {
        view! { <h3>{words.found_heading}</h3> }.into_any()
    };
    view! {
        {heading}
        <dl class="facts">{items}</dl>
    }
    .into_any()
}

/// Platforms do not tell in which time zone their hours are.
fn differs(here: &ChannelSettings, there: &ChannelSettings, setting: Setting) -> bool {
    let texts = |settings: &ChannelSettings| -> Vec<_> {
        let texts = settings.texts(setting).into_iter();
        texts.filter(|(field, text)| *field != Field::TimeZone && !text.is_empty()).collect()
    };
    texts(here) != texts(there)
}

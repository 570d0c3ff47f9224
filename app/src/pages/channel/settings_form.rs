//! The form with what a channel tells its customers.

use domain::channel_settings::{
    About, Address, ChannelSettings, ChannelSettingsForm, ContactEmail, DayForm, Description,
    DisplayName, Greeting, Language, SettingsOfChannel, Website, Weekday,
};
use domain::field_errors::{Field, FieldErrors};
use domain::platform::{PlatformSetting, Setting};
use leptos::prelude::*;

use super::settings::{item, nothing_at_platform, what_becomes_of};
use crate::api::RequestContext;
use crate::components::{
    ActingNotice, ChannelTypeLabel, FieldError, FormSummary, Notice, Problems, Section,
    StatusBadge, SuspensionNotice, Tone, document,
};
use crate::locale::Texts;
use crate::routes;

/// What a channel tells its customers, to be changed.
#[derive(Debug)]
pub(crate) struct SettingsPage {
    /// The channel and its settings.
    pub(crate) of: SettingsOfChannel,
    /// What was typed, or what is stored.
    pub(crate) form: ChannelSettingsForm,
    /// What is wrong with the form.
    pub(crate) errors: FieldErrors,
    /// What somebody else has saved meanwhile.
    pub(crate) conflict: Option<ChannelSettings>,
    /// Whether the form holds what the account has, and nobody has saved.
    pub(crate) is_filled_in: bool,
    /// The time zones to choose from.
    pub(crate) zones: Vec<&'static str>,
}

/// The name of the field with the beginning (0) or the end (1) of the first (0) or second (1)
/// opening of a day.
pub(crate) fn time_name(day: Weekday, (opening, end): (usize, usize)) -> String {
    let end = if end == 0 { "from" } else { "until" };
    format!("hours_{}_{end}_{}", day.slug(), opening + 1)
}

/// Renders the page.
pub(crate) fn page(context: &RequestContext, page: &SettingsPage) -> String {
    let texts = context.texts();
    let words = &texts.channel_settings;
    let channel = &page.of.channel;
    document(context, words.heading, Some(Section::Channels), || {
        let filled_in = page
            .is_filled_in
            .then(|| view! { <Notice tone=Tone::Success>{words.found_filled_in}</Notice> });
        view! {
            <ActingNotice caller=&page.of.caller texts=texts />
            <p class="back"><a href=routes::channel(channel.id)>{channel.name.to_string()}</a></p>
            <FormSummary problems=Problems::from(page.errors.clone()) texts=texts />
            <div class="page-head">
                <h1>{words.heading}</h1>
                <p class="channel-facts">
                    <ChannelTypeLabel channel_type=channel.channel_type />
                    <StatusBadge lifecycle=channel.lifecycle texts=texts />
                </p>
            </div>
            <SuspensionNotice
                standing=page.of.caller.standing.clone()
                of_customer=page.of.caller.acts_as_provider().is_some()
                texts=texts
            />
            {filled_in}
            {conflict(page, texts)}
            <p class="lead">{words.introduction}</p>
            {nothing_at_platform(&page.of, texts)}
            {form(page, texts)}
        }
    })
}

fn conflict(page: &SettingsPage, texts: &'static Texts) -> AnyView {
    let Some(theirs) = &page.conflict else { return ().into_any() };
    let set = Setting::ALL.into_iter().filter(|setting| theirs.has(*setting));
    let items: Vec<_> = set.map(|setting| item(theirs, setting, None, texts)).collect();
    view! {
        <Notice tone=Tone::Warning>
            <strong>{texts.form.conflict_heading}</strong>
            <p>{texts.form.conflict_explanation}</p>
            <p class="conflict-side">{texts.form.conflict_theirs}</p>
            <dl class="facts">{items}</dl>
        </Notice>
    }
    .into_any()
}

fn form(page: &SettingsPage, texts: &'static Texts) -> AnyView {
    let words = &texts.channel_settings;
    let id = page.of.channel.id;
    let fields = Fields { page, texts };
    view! {
        <form class="channel-form" method="post" action=routes::channel_settings(id) novalidate>
            <input type="hidden" name="version" value=page.form.version.to_string() />
            <section class="panel narrow small-form" aria-labelledby="sender">
                <h2 id="sender">{words.sender_heading}</h2>
                {fields.line(Setting::DisplayName, Field::DisplayName, &page.form.display_name, DisplayName::MAX_LENGTH)}
                {fields.language()}
            </section>
            {fields.business()}
            <section class="panel narrow small-form" aria-labelledby="hours">
                <h2 id="hours">{words.hours_heading}</h2>
                <p class="hint">{fields.becomes(Setting::BusinessHours)}</p>
                {fields.zone()}
                <p class="hint">{words.hours_hint}</p>
                {Weekday::ALL.into_iter().map(|day| fields.day(day)).collect_view()}
            </section>
            <section class="panel narrow small-form" aria-labelledby="contact">
                <h2 id="contact">{words.contact_heading}</h2>
                {fields.contact()}
            </section>
            <div class="form-actions">
                <button type="submit" class="button primary">{texts.form.save}</button>
                <a class="button" href=routes::channel(id)>{texts.form.cancel}</a>
                <span class="quiet">{words.empty_fields}</span>
            </div>
        </form>
    }
    .into_any()
}

/// The fields of the form.
struct Fields<'a> {
    page: &'a SettingsPage,
    texts: &'static Texts,
}

impl Fields<'_> {
    fn place(&self, setting: Setting) -> Option<&PlatformSetting> {
        self.page.of.places.iter().find(|place| place.setting == setting)
    }

    /// What becomes of a setting, as a sentence of a hint.
    fn becomes(&self, setting: Setting) -> String {
        let channel_type = self.page.of.channel.channel_type;
        what_becomes_of(channel_type, self.place(setting), self.texts)
    }

    /// The longest text of a field: of the platform, or of all.
    fn at_most(&self, setting: Setting, longest: usize) -> String {
        let own = self.place(setting).and_then(|place| place.max_length);
        (self.texts.channel_settings.at_most)(own.unwrap_or(longest))
    }

    fn has(&self, setting: Setting) -> bool {
        setting.is_kept_here() || self.place(setting).is_some()
    }

    /// A field of one line, unless neither the platform nor anybody here wants it.
    fn line(&self, setting: Setting, field: Field, text: &str, longest: usize) -> AnyView {
        let hint = format!("{} {}", self.at_most(setting, longest), self.becomes(setting));
        self.input(setting, field, ("text", "off"), text, hint)
    }

    fn input(
        &self,
        setting: Setting,
        field: Field,
        (kind, autocomplete): (&'static str, &'static str),
        text: &str,
        hint: String,
    ) -> AnyView {
        if !self.has(setting) {
            return ().into_any();
        }
        let name = field.name();
        let error = self.page.errors.of(field);
        view! {
            <div class="field">
                <label for=name>{(self.texts.field)(field)}</label>
                <input
                    type=kind
                    id=name
                    name=name
                    value=text.to_owned()
                    autocomplete=autocomplete
                    aria-describedby=format!("{name}-hint {name}-error")
                    aria-invalid=error.map(|_| "true")
                />
                <p class="hint" id=format!("{name}-hint")>{hint}</p>
                <FieldError field=field error=error texts=self.texts />
            </div>
        }
        .into_any()
    }

    fn lines(&self, setting: Setting, field: Field, text: &str, longest: usize) -> AnyView {
        if !self.has(setting) {
            return ().into_any();
        }
        let name = field.name();
        let error = self.page.errors.of(field);
        let hint = format!("{} {}", self.at_most(setting, longest), self.becomes(setting));
        view! {
            <div class="field">
                <label for=name>{(self.texts.field)(field)}</label>
                <textarea
                    id=name
                    name=name
                    rows="3"
                    aria-describedby=format!("{name}-hint {name}-error")
                    aria-invalid=error.map(|_| "true")
                >
                    {format!("\n{text}")}
                </textarea>
                <p class="hint" id=format!("{name}-hint")>{hint}</p>
                <FieldError field=field error=error texts=self.texts />
            </div>
        }
        .into_any()
    }

    fn language(&self) -> AnyView {
        let name = Field::DefaultLanguage.name();
        let error = self.page.errors.of(Field::DefaultLanguage);
        let chosen = self.page.form.default_language.as_str();
        let options: Vec<_> = Language::ALL
            .into_iter()
            .map(|one| {
                view! {
                    <option value=one.tag lang=one.tag selected=one.tag == chosen>{one.name}</option>
                }
            })
            .collect();
        view! {
            <div class="field">
                <label for=name>{(self.texts.field)(Field::DefaultLanguage)}</label>
                <select
                    id=name
                    name=name
                    aria-describedby=format!("{name}-hint {name}-error")
                    aria-invalid=error.map(|_| "true")
                >
                    <option value="">{self.texts.channel_settings.no_language}</option>
                    {options}
                </select>
                <p class="hint" id=format!("{name}-hint")>{self.becomes(Setting::DefaultLanguage)}</p>
                <FieldError field=Field::DefaultLanguage error=error texts=self.texts />
            </div>
        }
        .into_any()
    }

    /// Only where a platform shows it.
    fn business(&self) -> AnyView {
        let settings = [Setting::About, Setting::Description, Setting::Greeting];
        if !settings.into_iter().any(|setting| self.has(setting)) {
            return ().into_any();
        }
        let (form, words) = (&self.page.form, &self.texts.channel_settings);
        let is_whatsapp =
            self.page.of.channel.channel_type == domain::channel::ChannelType::WhatsApp;
        let line_stays = is_whatsapp.then(|| view! { <p class="hint">{words.line_stays}</p> });
        view! {
            <section class="panel narrow small-form" aria-labelledby="business">
                <h2 id="business">{words.business_heading}</h2>
                {self.line(Setting::About, Field::About, &form.about, About::MAX_LENGTH)}
                {line_stays}
                {self.lines(Setting::Description, Field::Description, &form.description, Description::MAX_LENGTH)}
                {self.lines(Setting::Greeting, Field::Greeting, &form.greeting, Greeting::MAX_LENGTH)}
            </section>
        }
        .into_any()
    }

    fn zone(&self) -> AnyView {
        let name = Field::TimeZone.name();
        let error = self.page.errors.of(Field::TimeZone);
        let zones: Vec<_> =
            self.page.zones.iter().map(|zone| view! { <option value=*zone></option> }).collect();
        view! {
            <div class="field">
                <label for=name>{(self.texts.field)(Field::TimeZone)}</label>
                <input
                    type="text"
                    id=name
                    name=name
                    value=self.page.form.time_zone.clone()
                    list="time-zones"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-describedby=format!("{name}-hint {name}-error")
                    aria-invalid=error.map(|_| "true")
                />
                <datalist id="time-zones">{zones}</datalist>
                <p class="hint" id=format!("{name}-hint")>
                    {self.texts.channel_settings.time_zone_hint}
                </p>
                <FieldError field=Field::TimeZone error=error texts=self.texts />
            </div>
        }
        .into_any()
    }

    fn day(&self, day: Weekday) -> AnyView {
        let field = Field::Hours(day);
        let error = self.page.errors.of(field);
        let typed: &DayForm = &self.page.form.days[day as usize];
        let time = |opening: usize, end: usize| {
            let label = self.texts.channel_settings.time_label;
            let number = if opening == 0 { 1 } else { 2 };
            let name = time_name(day, (opening, end));
            // The first one is where the summary of mistakes leads to.
            let id = if (opening, end) == (0, 0) { field.name().to_owned() } else { name.clone() };
            view! {
                <input
                    type="time"
                    id=id
                    name=name
                    value=typed[opening][end].clone()
                    aria-label=label(number, end == 0)
                    aria-describedby=format!("{}-error", field.name())
                    aria-invalid=error.map(|_| "true")
                />
            }
        };
        let opening = |place: usize| {
            view! {
                <span class="opening">
                    {time(place, 0)}
                    <span class="quiet" aria-hidden="true">{self.texts.channel_settings.until}</span>
                    {time(place, 1)}
                </span>
            }
        };
        view! {
            <fieldset class="field">
                <legend>{(self.texts.field)(field)}</legend>
                <div class="openings">{opening(0)} {opening(1)}</div>
                <FieldError field=field error=error texts=self.texts />
            </fieldset>
        }
        .into_any()
    }

    fn contact(&self) -> AnyView {
        let (form, words) = (&self.page.form, &self.texts.channel_settings);
        let hint = |first: &str, setting| format!("{first} {}", self.becomes(setting));
        let email = self.at_most(Setting::Email, ContactEmail::MAX_LENGTH);
        let website = format!("{} {}", words.website_hint, (words.at_most)(Website::MAX_LENGTH));
        let has_one = self.place(Setting::Websites).is_some_and(|one| one.max_count == Some(1));
        let second = (!has_one).then(|| {
            let hint = hint(&website, Setting::Websites);
            let kind = ("url", "off");
            self.input(Setting::Websites, Field::SecondWebsite, kind, &form.websites[1], hint)
        });
        view! {
            {self.input(Setting::Email, Field::ContactEmail, ("email", "off"), &form.email, hint(&email, Setting::Email))}
            {self.input(Setting::Phone, Field::Phone, ("tel", "off"), &form.phone, hint(words.phone_hint, Setting::Phone))}
            {self.input(Setting::Websites, Field::Website, ("url", "off"), &form.websites[0], hint(&website, Setting::Websites))}
            {second}
            {self.lines(Setting::Address, Field::Address, &form.address, Address::MAX_LENGTH)}
        }
        .into_any()
    }
}

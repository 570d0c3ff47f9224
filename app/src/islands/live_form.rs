use domain::error_code::ErrorCode;
use leptos::html;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is said about a mistake, in the person's language.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Message {
    /// The mistake.
    pub code: ErrorCode,
    /// The sentence.
    pub text: String,
}

/// Goes around the form of a channel, as `components::channel_form` renders it, and checks it
/// with the parser of `domain` while somebody types: counters at once, mistakes after a field has
/// been left, everything on submit.
#[island]
pub fn LiveForm(messages: Vec<Message>, children: Children) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    #[cfg(feature = "hydrate")]
    Effect::new(move || {
        if let Some(form) = root.get().and_then(|root| browser::Form::inside(&root, &messages)) {
            form.come_alive();
        }
    });
    #[cfg(not(feature = "hydrate"))]
    drop(messages);
    view! { <div node_ref=root>{children()}</div> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::Cell;
    use std::rc::Rc;

    use domain::channel::{ChannelForm, ChannelName, EditForm, Remarks};
    use domain::error_code::ErrorCode;
    use domain::field_errors::{Field, FieldErrors};
    use leptos::ev;
    use leptos::prelude::*;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement, Response};

    use super::Message;

    const FIELDS: [Field; 4] = [Field::Customer, Field::ChannelType, Field::Name, Field::Remarks];

    /// The form in the page. Its state is in the page, too: what is typed, what is shown.
    #[derive(Clone)]
    pub(super) struct Form {
        element: HtmlFormElement,
        messages: Rc<[Message]>,
        /// Counts the look-ups of names, so that a slow answer about an old name is dropped.
        lookups: Rc<Cell<u32>>,
        /// Whether a button of the form is being pressed. The field that is left by that says
        /// nothing yet: one more line would move the button away before it is released.
        pressing: Rc<Cell<bool>>,
    }

    impl Form {
        pub(super) fn inside(root: &Element, messages: &[Message]) -> Option<Self> {
            let element = root.query_selector("form").ok()??.dyn_into().ok()?;
            Some(Self {
                element,
                messages: messages.into(),
                lookups: Rc::default(),
                pressing: Rc::default(),
            })
        }

        pub(super) fn come_alive(self) {
            self.update_counters();
            let form = self.clone();
            self.listen(ev::input, move |event| form.on_input(event));
            let form = self.clone();
            self.listen(ev::change, move |event| form.on_change(event));
            let form = self.clone();
            self.listen(ev::focusout, move |event| form.on_leave(event));
            let form = self.clone();
            self.listen(ev::pointerdown, move |event| form.pressing.set(is_on_button(event)));
            let form = self.clone();
            self.listen(ev::click, move |_| form.pressing.set(false));
            let form = self.clone();
            self.listen(ev::submit, move |event| form.on_submit(event));
        }

        fn listen<E>(&self, event: E, handler: impl Fn(&Event) + 'static)
        where
            E: ev::EventDescriptor + 'static,
            E::EventType: AsRef<Event> + JsCast,
        {
            let closure = wasm_bindgen::closure::Closure::<dyn Fn(Event)>::new(move |event| {
                handler(&event);
            });
            let _ = self
                .element
                .add_event_listener_with_callback(&event.name(), closure.as_ref().unchecked_ref());
            // Lives as long as the page.
            closure.forget();
        }

        fn on_input(&self, event: &Event) {
            self.update_counters();
            let Some(field) = field_of(event) else { return };
            if field != Field::Remarks {
                self.forget_name_warning();
            }
            if self.is_left(field) {
                self.show(field, self.check().of(field));
            }
        }

        /// A type was chosen, or a text field has been left with another text.
        fn on_change(&self, event: &Event) {
            let Some(field) = field_of(event) else { return };
            self.show(field, self.check().of(field));
            if field != Field::Remarks {
                self.look_up_name();
            }
        }

        fn on_leave(&self, event: &Event) {
            if self.pressing.get() {
                return;
            }
            let Some(field) = field_of(event) else { return };
            // Between the six types one leaves one control, not the field.
            if field != Field::ChannelType {
                self.mark_left(field);
                self.show(field, self.check().of(field));
            }
        }

        fn on_submit(&self, event: &Event) {
            let errors = self.check();
            for field in FIELDS {
                self.mark_left(field);
                self.show(field, errors.of(field));
            }
            if errors.is_empty() {
                return;
            }
            event.prevent_default();
            self.show_summary(&errors);
        }

        fn check(&self) -> FieldErrors {
            let (name, remarks) = (self.text_of(Field::Name), self.text_of(Field::Remarks));
            let has_type = self.find("[data-field=type]").is_some();
            let result = if has_type {
                let channel_type = self.text_of(Field::ChannelType);
                let customer = self.customer();
                ChannelForm { customer, channel_type, name, remarks }.parse().map(drop)
            } else {
                EditForm { name, remarks, version: 0 }.parse().map(drop)
            };
            result.err().unwrap_or_default()
        }

        /// What is chosen as the customer, where there is a choice.
        fn customer(&self) -> Option<String> {
            self.find("[data-field=customer]").map(|_| self.text_of(Field::Customer))
        }

        fn text_of(&self, field: Field) -> String {
            let selector = match field {
                Field::ChannelType => "[name=type]:checked".to_owned(),
                field => format!("[name={}]", field.name()),
            };
            self.find(&selector)
                .and_then(|control| js_sys::Reflect::get(&control, &"value".into()).ok())
                .and_then(|value| value.as_string())
                .unwrap_or_default()
        }

        fn update_counters(&self) {
            for (field, length) in [
                (Field::Name, ChannelName::length(&self.text_of(Field::Name))),
                (Field::Remarks, Remarks::length(&self.text_of(Field::Remarks))),
            ] {
                let selector = format!("[data-field={}] [data-limit]", field.name());
                let Some(counter) = self.find(&selector) else { continue };
                let limit = counter.get_attribute("data-limit").unwrap_or_default();
                counter.set_text_content(Some(&format!("{length} / {limit}")));
                let over = limit.parse::<usize>().is_ok_and(|limit| length > limit);
                let _ = counter.class_list().toggle_with_force("over", over);
            }
        }

        fn mark_left(&self, field: Field) {
            if let Some(place) = self.find(&format!("[data-field={}]", field.name())) {
                let _ = place.set_attribute("data-left", "");
            }
        }

        fn is_left(&self, field: Field) -> bool {
            self.find(&format!("[data-field={}][data-left]", field.name())).is_some()
        }

        fn show(&self, field: Field, mistake: Option<ErrorCode>) {
            let text = mistake.map(|code| self.message(code));
            if let Some(place) = self.find(&format!("#{}-error", field.name())) {
                place.set_text_content(text);
                set_hidden(&place, text.is_none());
            }
            let controls = self.element.query_selector_all(&format!("[name={}]", field.name()));
            let Ok(controls) = controls else { return };
            for index in 0..controls.length() {
                let Some(control) =
                    controls.get(index).and_then(|one| one.dyn_into::<Element>().ok())
                else {
                    continue;
                };
                let _ = match text {
                    Some(_) => control.set_attribute("aria-invalid", "true"),
                    None => control.remove_attribute("aria-invalid"),
                };
            }
        }

        fn message(&self, code: ErrorCode) -> &str {
            let found = self.messages.iter().find(|message| message.code == code);
            found.map_or(code.code(), |message| &message.text)
        }

        /// Fills the summary with a link to each field that is wrong, and goes there.
        fn show_summary(&self, errors: &FieldErrors) {
            let Some(summary) = self.find("[data-summary]") else { return };
            let Ok(Some(list)) = summary.query_selector("ul") else { return };
            list.set_text_content(None);
            let labels = summary.get_attribute("data-summary").unwrap_or_default();
            for (field, code) in errors.iter() {
                let label = labels
                    .lines()
                    .filter_map(|line| line.split_once('='))
                    .find(|(name, _)| *name == field.name())
                    .map_or(field.name(), |(_, label)| label);
                let target = match field {
                    Field::ChannelType => "type-whatsapp",
                    field => field.name(),
                };
                let text = format!("{label}: {}", self.message(code));
                let _ = append_link(&list, &format!("#{target}"), &text);
            }
            set_hidden(&summary, false);
            if let Some(summary) = summary.dyn_ref::<HtmlElement>() {
                let _ = summary.focus();
            }
        }

        fn forget_name_warning(&self) {
            self.lookups.set(self.lookups.get() + 1);
            self.warn_about_name(None);
        }

        /// Shows that the name is in use, or takes that back. The form carries the name that the
        /// person was warned about, so that the server does not warn again.
        fn warn_about_name(&self, name: Option<&str>) {
            if let Some(warning) = self.find("#name-warning") {
                set_hidden(&warning, name.is_none());
            }
            let seen = self.find("[name=name_seen]").and_then(|one| one.dyn_into().ok());
            if let Some(seen) = seen {
                let seen: HtmlInputElement = seen;
                seen.set_value(name.unwrap_or_default());
            }
        }

        fn look_up_name(&self) {
            let Some(address) = self.element.get_attribute("data-name-check") else { return };
            let channel_type = self.text_of(Field::ChannelType);
            let typed = self.text_of(Field::Name);
            let Ok(name) = ChannelName::parse(&typed) else { return };
            if channel_type.is_empty() {
                return;
            }
            let customer = self.customer();
            if customer.as_deref() == Some("") {
                return;
            }
            self.forget_name_warning();
            let lookup = self.lookups.get();
            let form = self.clone();
            leptos::task::spawn_local(async move {
                let name = name.as_str();
                let encoded = js_sys::encode_uri_component(name);
                let mut address = format!("{address}?type={channel_type}&name={encoded}");
                if let Some(customer) = customer {
                    address.push_str("&customer=");
                    address.push_str(&customer);
                }
                let used = fetch_text(&address).await.is_ok_and(|answer| answer == "used");
                if used && form.lookups.get() == lookup {
                    form.warn_about_name(Some(name));
                }
            });
        }

        fn find(&self, selector: &str) -> Option<Element> {
            self.element.query_selector(selector).ok().flatten()
        }
    }

    fn field_of(event: &Event) -> Option<Field> {
        let control = event.target()?.dyn_into::<Element>().ok()?;
        let name = control.get_attribute("name")?;
        FIELDS.into_iter().find(|field| field.name() == name)
    }

    fn is_on_button(event: &Event) -> bool {
        event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|target| matches!(target.closest(".form-actions"), Ok(Some(_))))
    }

    fn set_hidden(element: &Element, hidden: bool) {
        let _ = element.toggle_attribute_with_force("hidden", hidden);
    }

    fn append_link(list: &Element, address: &str, text: &str) -> Result<(), JsValue> {
        let item = document().create_element("li")?;
        let link = document().create_element("a")?;
        link.set_attribute("href", address)?;
        link.set_text_content(Some(text));
        item.append_child(&link)?;
        list.append_child(&item)?;
        Ok(())
    }

    async fn fetch_text(address: &str) -> Result<String, JsValue> {
        let response = JsFuture::from(window().fetch_with_str(address)).await?;
        let response: Response = response.dyn_into()?;
        let text = JsFuture::from(response.text()?).await?;
        text.as_string().ok_or(JsValue::NULL)
    }
}

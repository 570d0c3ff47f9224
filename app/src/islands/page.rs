use leptos::prelude::*;

/// What every page gets: times in the person's own time zone, and buttons (`.copy`) that copy the
/// text of the element before them. Says `copied` to a screen reader after a copy.
#[island]
pub fn PageIsland(copied: String) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new({
        let copied = copied.clone();
        move || browser::start(copied.clone())
    });
    view! { <p class="visually-hidden" role="status" id="announcement" data-copied=copied></p> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use js_sys::{Date, Object, Reflect};
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlElement};

    pub(super) fn start(copied: String) {
        show_local_times();
        window_event_listener(leptos::ev::click, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let button = target.and_then(|one| one.closest(".copy").ok().flatten());
            let text = button
                .and_then(|button| button.previous_element_sibling())
                .and_then(|before| before.text_content());
            if let Some(text) = text {
                let _ = window().navigator().clipboard().write_text(&text);
                announce(&copied);
            }
        });
        // Tells style sheets and tests that the code is running.
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hydrated", "");
        }
    }

    fn announce(text: &str) {
        if let Some(place) = document().get_element_by_id("announcement") {
            place.set_text_content(Some(text));
        }
    }

    fn show_local_times() {
        let language = document()
            .document_element()
            .and_then(|root| root.get_attribute("lang"))
            .unwrap_or_default();
        let style = Object::new();
        for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
            let _ = Reflect::set(&style, &name.into(), &value.into());
        }
        let Ok(times) = document().query_selector_all("time[datetime]") else { return };
        for index in 0..times.length() {
            let Some(time) = times.get(index).and_then(|one| one.dyn_into::<HtmlElement>().ok())
            else {
                continue;
            };
            let date = Date::new(&time.get_attribute("datetime").unwrap_or_default().into());
            if !date.get_time().is_nan() {
                let local = date.to_locale_string(&language, &style);
                time.set_title(&time.text_content().unwrap_or_default());
                time.set_text_content(local.as_string().as_deref());
            }
        }
    }
}

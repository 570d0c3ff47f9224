use leptos::html;
use leptos::prelude::*;

/// Goes around a link to a form and a `<dialog>` with the same form: a click on the link opens
/// the dialog, and an element with `data-close` in the dialog closes it.
#[island]
pub fn CreateDialog(children: Children) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    #[cfg(feature = "hydrate")]
    let on_click = move |event: leptos::ev::MouseEvent| browser::on_click(root, &event);
    #[cfg(not(feature = "hydrate"))]
    let on_click = |_: leptos::ev::MouseEvent| ();
    view! { <div class="create-dialog" node_ref=root on:click=on_click>{children()}</div> }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::html;
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlDialogElement};

    pub(super) fn on_click(root: NodeRef<html::Div>, event: &leptos::ev::MouseEvent) {
        // A click with a key held wants the link in another tab or window.
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let clicked = |selector| {
            target.as_ref().is_some_and(|one| matches!(one.closest(selector), Ok(Some(_))))
        };
        let Some(dialog) = root
            .get_untracked()
            .and_then(|root| root.query_selector("dialog").ok().flatten())
            .and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok())
        else {
            return;
        };
        if clicked("[data-open]") {
            event.prevent_default();
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        } else if clicked("[data-close]") {
            event.prevent_default();
            dialog.close();
        }
    }
}

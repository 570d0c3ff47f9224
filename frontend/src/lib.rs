//! The browser's entry point.

// Links the islands in: only the page's HTML names them.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page when the code has arrived, before it wakes up the islands one by one.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}

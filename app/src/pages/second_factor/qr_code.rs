use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// White around the code, in modules, without which cameras do not find it (ISO/IEC 18004).
const QUIET: i32 = 4;

/// A text as a picture that a phone reads. Black on white in the dark, too: many apps read nothing
/// else. Nothing for a text that is too long, which is then read as text.
#[component]
pub(super) fn QrCodeView(text: String, label: &'static str) -> impl IntoView {
    let code = QrCode::encode_text(&text, QrCodeEcc::Medium).ok()?;
    let size = code.size() + 2 * QUIET;
    Some(view! {
        <svg
            viewBox=format!("0 0 {size} {size}")
            width="208"
            height="208"
            role="img"
            aria-label=label
            shape-rendering="crispEdges"
        >
            <rect width="100%" height="100%" fill="#fff" />
            <path d=modules(&code) fill="#000" />
        </svg>
    })
}

/// A square for each dark module.
fn modules(code: &QrCode) -> String {
    let all = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
    let dark = all.filter(|(x, y)| code.get_module(*x, *y));
    let squares: Vec<_> =
        dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET)).collect();
    squares.concat()
}

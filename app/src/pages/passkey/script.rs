use leptos::nonce::Nonce;
use leptos::prelude::*;

/// Lets the forms of this page that have `data-passkey` ask the browser for a passkey: that is the
/// address which says what to ask for. They are hidden until this runs, where the browser knows
/// passkeys. By hand and not in the WebAssembly, which every page would have to load with it.
const SCRIPT: &str = r#"
const known = globalThis.PublicKeyCredential;
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!known?.parseRequestOptionsFromJSON) continue;
  const { answer, token } = form.elements;
  const failed = form.querySelector("[data-failed]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      const body = new URLSearchParams();
      const start = await fetch(form.dataset.passkey, { method: "POST", body });
      const asked = await start.json();
      const passkey = "create" in form.dataset
        ? await navigator.credentials.create({
            publicKey: known.parseCreationOptionsFromJSON(asked.options),
          })
        : await navigator.credentials.get({
            publicKey: known.parseRequestOptionsFromJSON(asked.options),
          });
      token.value = asked.token;
      answer.value = JSON.stringify(passkey);
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
"#;

/// The script, once for each page that has such forms, behind them.
#[component]
pub(super) fn PasskeyScript(nonce: Nonce) -> impl IntoView {
    view! { <script type="module" nonce=nonce>{SCRIPT}</script> }
}

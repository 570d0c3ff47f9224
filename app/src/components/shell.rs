use leptos::prelude::*;

use super::{Icon, IconView, Sprite};
use crate::api::{RequestContext, Theme};
use crate::islands::PageIsland;
use crate::locale::Locale;
use crate::{pages, routes};

/// A place in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Channels,
    Help,
}

/// A whole page: head, navigation, and the content.
pub(crate) fn document<V: IntoView>(
    context: &RequestContext,
    title: &str,
    section: Option<Section>,
    content: impl FnOnce() -> V,
) -> String {
    pages::render(context, || {
        let texts = &context.texts().shell;
        let style = format!("/{}/suiro.css", context.assets.package);
        view! {
            <!DOCTYPE html>
            <html lang=context.locale.tag() data-theme=context.theme.slug()>
                <head>
                    <meta charset="utf-8" />
                    <meta name="viewport" content="width=device-width, initial-scale=1" />
                    <meta name="color-scheme" content="light dark" />
                    <title>{format!("{title} · Suiro")}</title>
                    <link rel="stylesheet" href=style />
                    <link rel="icon" href=routes::ICON type="image/svg+xml" />
                    <script type="module" nonce=context.nonce.clone()>
                        {wake_up_islands(&context.assets.package)}
                    </script>
                </head>
                <body>
                    <a class="skip" href="#content">{texts.skip_to_content}</a>
                    <Sprite />
                    <div class="frame">
                        <Header context=context section=section />
                        <main id="content" tabindex="-1">{content()}</main>
                    </div>
                    <PageIsland copied=texts.copied.to_owned() />
                </body>
            </html>
        }
    })
}

/// Loads the code and wakes up the islands, outer ones first. Leptos has a script of its own
/// (`HydrationScripts`); `docs/decisions/0002-pages-and-forms.md` says why this one.
fn wake_up_islands(package: &str) -> String {
    format!(
        r#"
const wasm = fetch("/{package}/suiro.wasm");
const code = await import("/{package}/suiro.js");
await code.default({{ module_or_path: wasm }});
code.hydrate();
for (const island of document.querySelectorAll("leptos-island")) {{
  code[island.dataset.component](island);
}}
"#
    )
}

#[component]
fn Header<'a>(context: &'a RequestContext, section: Option<Section>) -> impl IntoView + use<> {
    let texts = &context.texts().shell;
    let current = |of| (section == Some(of)).then_some("page");
    view! {
        <header class="side">
            <a class="brand" href=routes::CHANNELS>
                <IconView icon=Icon::Channels />
                "Suiro"
            </a>
            <nav aria-label=texts.navigation>
                <ul>
                    <li>
                        <a href=routes::CHANNELS aria-current=current(Section::Channels)>
                            <IconView icon=Icon::Channels />
                            {texts.channel_management}
                        </a>
                    </li>
                    <li>
                        <a href=routes::HELP aria-current=current(Section::Help)>
                            <IconView icon=Icon::Help />
                            {texts.help}
                        </a>
                    </li>
                </ul>
            </nav>
            <form class="preferences" method="post" action=routes::PREFERENCES>
                <input type="hidden" name="return_to" value=context.address.to_string() />
                <LanguageChoice label=texts.language chosen=context.locale />
                <ThemeChoice context=context />
            </form>
        </header>
    }
}

#[component]
fn LanguageChoice(label: &'static str, chosen: Locale) -> impl IntoView {
    let buttons: Vec<_> = Locale::ALL
        .into_iter()
        .map(|locale| {
            view! {
                <button
                    type="submit"
                    name="locale"
                    value=locale.tag()
                    lang=locale.tag()
                    aria-pressed=(locale == chosen).to_string()
                >
                    {locale.own_name()}
                </button>
            }
        })
        .collect();
    view! {
        <details class="menu" name="preferences">
            <summary>
                <IconView icon=Icon::Language />
                <span>{label}</span>
            </summary>
            <div class="menu-items">{buttons}</div>
        </details>
    }
}

#[component]
fn ThemeChoice<'a>(context: &'a RequestContext) -> impl IntoView + use<> {
    let texts = &context.texts().shell;
    let chosen = context.theme;
    let buttons: Vec<_> = Theme::ALL
        .into_iter()
        .map(|theme| {
            let name = match theme {
                Theme::System => texts.theme_system,
                Theme::Light => texts.theme_light,
                Theme::Dark => texts.theme_dark,
            };
            view! {
                <button
                    type="submit"
                    name="theme"
                    value=theme.slug()
                    aria-pressed=(theme == chosen).to_string()
                >
                    {name}
                </button>
            }
        })
        .collect();
    view! {
        <details class="menu" name="preferences">
            <summary>
                <IconView icon=Icon::Theme />
                <span>{texts.theme}</span>
            </summary>
            <div class="menu-items">{buttons}</div>
        </details>
    }
}

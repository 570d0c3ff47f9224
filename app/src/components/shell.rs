use domain::permissions::Action;
use domain::session::SignedIn;
use leptos::either::Either;
use leptos::prelude::*;

use super::{Icon, IconView, Sprite};
use crate::api::{RequestContext, Theme};
use crate::islands::PageIsland;
use crate::locale::{Locale, ShellTexts};
use crate::{pages, routes};

/// A place in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Channels,
    Customers,
    Notifications,
    Members,
    Organisation,
    BackOffice,
    Help,
}

/// A page of the console. Whoever is signed in gets the navigation; on a page that everybody may
/// see, others get only language and theme.
pub(crate) fn document<V: IntoView>(
    context: &RequestContext,
    title: &str,
    section: Option<Section>,
    content: impl FnOnce() -> V,
) -> String {
    whole(context, title, || match context.viewer() {
        Some(viewer) => Either::Left(view! {
            <div class="frame">
                <Side context=context viewer=viewer section=section />
                <main id="content" tabindex="-1">{content()}</main>
            </div>
        }),
        None => Either::Right(view! {
            <div class="plain">
                <Top context=context />
                <main id="content" tabindex="-1">{content()}</main>
            </div>
        }),
    })
}

/// A page with one small form, such as the one to sign in.
pub(crate) fn card<V: IntoView>(
    context: &RequestContext,
    title: &str,
    content: impl FnOnce() -> V,
) -> String {
    whole(context, title, || {
        view! {
            <div class="plain">
                <Top context=context />
                <main id="content" tabindex="-1">
                    <div class="panel card">
                        <h1>{title.to_owned()}</h1>
                        {content()}
                    </div>
                </main>
            </div>
        }
    })
}

fn whole<V: IntoView>(context: &RequestContext, title: &str, body: impl FnOnce() -> V) -> String {
    pages::render(context, || {
        let texts = &context.texts().shell;
        let style = format!("/{}/suiro.css", context.assets.package);
        let simulator = context.simulator.as_deref().map(|page| {
            view! {
                " "
                <a href=page.to_owned()>{texts.simulator}</a>
            }
        });
        let demo = context.demo.then(|| {
            view! {
                <aside class="demo" aria-label=texts.demo>
                    <strong>{texts.demo}</strong>
                    " "
                    {texts.demo_explanation}
                    {simulator}
                </aside>
            }
        });
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
                    {demo}
                    {body()}
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

/// What stands beside a page, or above it where the screen is narrow.
#[component]
fn Side<'a>(
    context: &'a RequestContext,
    viewer: &'a SignedIn,
    section: Option<Section>,
) -> impl IntoView + use<> {
    let texts = &context.texts().shell;
    let current = |of| (section == Some(of)).then_some("page");
    let customers = is_service_provider(viewer).then(|| {
        view! {
            <li>
                <a href=routes::CUSTOMERS aria-current=current(Section::Customers)>
                    <IconView icon=Icon::Customers />
                    {texts.customers}
                </a>
            </li>
        }
    });
    let notifications = &context.texts().notifications;
    let unread = (viewer.unread > 0).then(|| {
        let count = (notifications.count_unread)(viewer.unread);
        view! { " " <span class="tag">{count}</span> }
    });
    let back_office = viewer.user.account_manager.then(|| {
        view! {
            <li>
                <a href=routes::BACK_OFFICE aria-current=current(Section::BackOffice)>
                    <IconView icon=Icon::BackOffice />
                    {texts.back_office}
                </a>
            </li>
        }
    });
    view! {
        <header class="side">
            <Brand />
            <nav aria-label=texts.navigation>
                <ul>
                    <li>
                        <a href=routes::CHANNELS aria-current=current(Section::Channels)>
                            <IconView icon=Icon::Channels />
                            {management(context)}
                        </a>
                    </li>
                    {customers}
                    <li>
                        <a href=routes::NOTIFICATIONS aria-current=current(Section::Notifications)>
                            <IconView icon=Icon::Notifications />
                            {notifications.heading}
                            {unread}
                        </a>
                    </li>
                    <li>
                        <a href=routes::MEMBERS aria-current=current(Section::Members)>
                            <IconView icon=Icon::Members />
                            {texts.members}
                        </a>
                    </li>
                    <li>
                        <a href=routes::ORGANISATION aria-current=current(Section::Organisation)>
                            <IconView icon=Icon::Organisation />
                            {texts.organisation}
                        </a>
                    </li>
                    {back_office}
                    <li>
                        <a href=routes::HELP aria-current=current(Section::Help)>
                            <IconView icon=Icon::Help />
                            {texts.help}
                        </a>
                    </li>
                </ul>
            </nav>
            <div class="side-foot">
                <ViewerMenu viewer=viewer texts=texts />
                <Preferences context=context />
            </div>
        </header>
    }
}

/// What the channel table is called: for a service provider otherwise than for everybody else.
pub(crate) fn management(context: &RequestContext) -> &'static str {
    let texts = &context.texts().shell;
    match context.viewer() {
        Some(viewer) if is_service_provider(viewer) => texts.customer_management,
        _ => texts.channel_management,
    }
}

fn is_service_provider(viewer: &SignedIn) -> bool {
    viewer.membership.as_ref().is_some_and(|(tenant, _)| tenant.service_provider)
}

/// What stands above a page for which nobody has to be signed in.
#[component]
fn Top<'a>(context: &'a RequestContext) -> impl IntoView + use<> {
    view! {
        <header class="top">
            <Brand />
            <Preferences context=context />
        </header>
    }
}

#[component]
fn Brand() -> impl IntoView {
    view! {
        <a class="brand" href=routes::CHANNELS>
            <IconView icon=Icon::Channels />
            "Suiro"
        </a>
    }
}

/// Who is signed in, for which organisation, and what is theirs.
#[component]
fn ViewerMenu<'a>(viewer: &'a SignedIn, texts: &'static ShellTexts) -> impl IntoView + use<> {
    let tenant = viewer.membership.as_ref().map(|(tenant, _)| tenant.name.clone());
    let least = Action::SeeAuditLog.rule().own;
    let role = viewer.membership.as_ref().map(|(_, role)| *role);
    let audit_log = (role.is_some() && role >= least)
        .then(|| view! { <a href=routes::AUDIT_LOG>{texts.audit_log}</a> });
    // Whoever is a service provider has none.
    let provider = (role.is_some() && !is_service_provider(viewer))
        .then(|| view! { <a href=routes::PROVIDER>{texts.provider}</a> });
    view! {
        <details class="menu viewer" name="preferences">
            <summary>
                <IconView icon=Icon::Person />
                <span>
                    <span class="viewer-name">{viewer.user.name.to_string()}</span>
                    " "
                    <span class="viewer-tenant">{tenant}</span>
                </span>
            </summary>
            <div class="menu-items">
                <a href=routes::ACCOUNT>{texts.account}</a>
                <a href=routes::MEMBERS>{texts.members}</a>
                {audit_log}
                {provider}
                <a href=routes::own_tenants()>{texts.switch_tenant}</a>
                <form method="post" action=routes::SIGN_OUT>
                    <button type="submit">{texts.sign_out}</button>
                </form>
            </div>
        </details>
    }
}

#[component]
fn Preferences<'a>(context: &'a RequestContext) -> impl IntoView + use<> {
    let return_to = routes::page_of_form(&context.address).to_owned();
    view! {
        <form class="preferences" method="post" action=routes::PREFERENCES>
            <input type="hidden" name="return_to" value=return_to />
            <LanguageChoice label=context.texts().shell.language chosen=context.locale />
            <ThemeChoice context=context />
        </form>
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

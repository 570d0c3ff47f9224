use domain::open_id::{Identity, OpenId};
use leptos::prelude::*;

use crate::api::RequestContext;
use crate::components::time::Time;
use crate::components::{FormSummary, OpenIdForm, Problems, card};
use crate::locale::Texts;
use crate::routes;

/// Says that the way leads to the provider, and leads there where the browser does not by itself.
pub(crate) fn leaving(context: &RequestContext, name: &str, url: &str) -> String {
    let words = &context.texts().open_id;
    card(context, &(words.leaving_heading)(name), || {
        view! {
            <p>{words.leaving_explanation}</p>
            <p class="page-actions">
                <a class="button primary" href=url.to_owned()>{(words.leaving_link)(name)}</a>
            </p>
        }
    })
}

/// The accounts at providers of whoever looks at their account page.
#[derive(Debug)]
pub(crate) struct LinkedAccounts {
    /// Those that are linked.
    pub(crate) identities: Vec<Identity>,
    /// The provider that is set, if one is.
    pub(crate) provider: Option<OpenId>,
    /// Whether they could sign in without them.
    pub(crate) has_password: bool,
    /// Why another one was not linked.
    pub(crate) problems: Problems,
}

impl LinkedAccounts {
    /// The section of the account page. Nothing where there is no provider, and never was one.
    pub(crate) fn section(&self, texts: &'static Texts) -> Option<AnyView> {
        if self.provider.is_none() && self.identities.is_empty() {
            return None;
        }
        let words = &texts.open_id;
        let items: Vec<_> = self.identities.iter().map(|one| self.item(one, texts)).collect();
        let list = (!items.is_empty()).then(|| view! { <ul class="own-list">{items}</ul> });
        let is_linked = |provider: &OpenId| {
            let issuer = provider.provider.issuer();
            self.identities.iter().any(|identity| identity.issuer == issuer)
        };
        let provider = self.provider.as_ref().filter(|provider| !is_linked(provider));
        let linking = provider.map(|provider| {
            let label = (words.link)(&provider.name);
            view! {
                <p class="quiet">{(words.link_explanation)(&provider.name)}</p>
                <OpenIdForm action=routes::OPEN_ID_LINK.to_owned() label=label />
            }
        });
        let only_way_in = (!self.has_password && !self.identities.is_empty())
            .then(|| view! { <p class="quiet">{words.only_way_in}</p> });
        let section = view! {
            <section class="panel" id="linked-accounts" aria-labelledby="linked-accounts-heading">
                <h2 id="linked-accounts-heading">{words.heading}</h2>
                <FormSummary problems=self.problems.clone() texts=texts />
                {list}
                {only_way_in}
                {linking}
            </section>
        };
        Some(section.into_any())
    }

    fn item(&self, identity: &Identity, texts: &'static Texts) -> AnyView {
        let words = &texts.open_id;
        let email = identity.email.as_ref().map(ToString::to_string);
        let name = email.unwrap_or_else(|| identity.subject.as_str().to_owned());
        let unlink = self.has_password.then(|| {
            let label = (words.unlink_named)(&name);
            view! {
                <form method="post" action=routes::open_id_unlink(identity.id)>
                    <button type="submit" class="button" aria-label=label>{words.unlink}</button>
                </form>
            }
        });
        view! {
            <li>
                <div>
                    <strong class="email">{name.clone()}</strong>
                    <p class="quiet">
                        {identity.issuer.clone()} " · " {words.linked_at} " "
                        <Time at=identity.linked_at />
                    </p>
                </div>
                {unlink}
            </li>
        }
        .into_any()
    }
}

//! What a platform would never offer: which accounts there are, their faults, and customers who
//! write.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use crate::outbox::Attempt;
use crate::sent::Message;
use crate::{Faults, Simulator, World, graph, twilio, viber};

/// Somebody with a phone.
const SMS_CUSTOMER: &str = "+15550101234";

/// An account that a channel can be bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Its id at the platform, by which it is named here, too.
    pub id: String,
    /// `whatsapp`, `messenger`, `instagram`, `viber`, `sms` or `email`.
    pub platform: &'static str,
    /// As people know it.
    pub name: String,
    /// What a person types to authorise it, by the platform's names. Empty where they agree in the
    /// platform's dialog.
    pub credentials: Vec<(&'static str, String)>,
    /// What customers write to: for SMS its numbers, else its id; nothing for e-mail.
    pub addresses: Vec<String>,
    /// Who has written to it before.
    pub customers: Vec<String>,
    /// What is switched on.
    pub faults: Faults,
}

/// There is no account with this id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no account {0:?}")]
pub struct UnknownAccount(String);

/// The app of a console at a platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct App {
    /// Its id.
    pub id: String,
    /// Its secret.
    pub secret: String,
    /// Its login configurations by id, with the permissions that each asks for.
    pub configurations: BTreeMap<String, Vec<String>>,
}

impl Simulator {
    /// The app at Meta, which WhatsApp, Messenger and Instagram share.
    pub fn meta_app(&self) -> App {
        let graph = &self.world().graph;
        let (id, secret) = (graph.app.id.clone(), graph.app.secret.clone());
        App { id, secret, configurations: graph.configurations.clone() }
    }

    /// The app of Instagram Login.
    pub fn instagram_app(&self) -> App {
        let app = &self.world().instagram.app;
        let (id, secret) = (app.id.clone(), app.secret.clone());
        App { id, secret, configurations: BTreeMap::new() }
    }

    /// Every account, platform by platform.
    pub fn accounts(&self) -> Vec<Account> {
        accounts(&self.world())
    }

    /// Switches these faults of an account on, and all others off.
    pub fn set_faults(
        &self,
        account: &str,
        faults: impl IntoIterator<Item = crate::Fault>,
    ) -> Result<(), UnknownAccount> {
        let mut world = self.world();
        if !accounts(&world).iter().any(|known| known.id == account) {
            return Err(UnknownAccount(account.to_owned()));
        }
        world.faults.insert(account.to_owned(), faults.into_iter().collect());
        Ok(())
    }

    /// Lets a customer write some messages, one after the other, to an account. `from` is what the
    /// platform calls a customer; for SMS `account` is the phone number that is written to.
    pub fn customer_writes(
        &self,
        account: &str,
        from: &str,
        texts: &[String],
    ) -> Result<(), UnknownAccount> {
        let now = self.now();
        let mut world = self.world();
        let is_known = graph::inbound::write(&mut world, now, account, from, texts)
            || viber::inbound::write(&mut world, now, account, from, texts)
            || twilio::inbound::write(&mut world, now, account, from, texts);
        if is_known { Ok(()) } else { Err(UnknownAccount(account.to_owned())) }
    }
}

fn accounts(world: &World) -> Vec<Account> {
    let graph = &world.graph;
    let account = |platform, id: &str, name: &str, credentials, customers: &[String]| Account {
        id: id.to_owned(),
        platform,
        name: name.to_owned(),
        credentials,
        addresses: vec![id.to_owned()],
        customers: customers.to_vec(),
        faults: world.faults.get(id).cloned().unwrap_or_default(),
    };
    let numbers = graph.phone_numbers.iter().map(|number| {
        let credentials = vec![
            ("token", graph.system_user_token.clone()),
            ("waba_id", number.waba_id.clone()),
            ("phone_number_id", number.id.clone()),
        ];
        account("whatsapp", &number.id, &number.verified_name, credentials, &number.customers)
    });
    let pages = graph.pages.iter();
    let pages =
        pages.map(|page| account("messenger", &page.id, &page.name, vec![], &page.customers));
    let instagram = graph.instagram_accounts.iter();
    let instagram =
        instagram.map(|one| account("instagram", &one.id, &one.username, vec![], &one.customers));
    let bots = world.viber.bots.iter().map(|bot| {
        let people = bot.subscribers.iter().map(|person| person.id.clone());
        let people: Vec<_> = people.collect();
        account("viber", &bot.id, &bot.name, vec![("token", bot.token.clone())], &people)
    });
    let sms = world.twilio.accounts.iter().map(|one| {
        let numbers = world.twilio.numbers.iter().filter(|number| number.account_sid == one.sid);
        let numbers: Vec<_> = numbers.map(|number| number.phone_number.clone()).collect();
        let mut credentials =
            vec![("account_sid", one.sid.clone()), ("auth_token", one.auth_token.clone())];
        credentials.extend(numbers.iter().map(|number| ("sender", number.clone())));
        let known =
            account("sms", &one.sid, &one.friendly_name, credentials, &[SMS_CUSTOMER.to_owned()]);
        Account { addresses: numbers, ..known }
    });
    let mail = &world.mail;
    let mailboxes = mail.port.iter().flat_map(|port| {
        mail.accounts.iter().map(|one| {
            let credentials = vec![
                ("host", "localhost".to_owned()),
                ("port", port.to_string()),
                ("encryption", "tls".to_owned()),
                ("username", one.username.clone()),
                ("password", one.password.clone()),
                ("sender", one.address.clone()),
                ("spf_include", mail.spf_include.clone()),
                ("dkim_selector", mail.dkim_selector.clone()),
            ];
            let known = account("email", &one.address, &one.name, credentials, &[]);
            Account { addresses: Vec::new(), ..known }
        })
    });
    numbers.chain(pages).chain(instagram).chain(bots).chain(sms).chain(mailboxes).collect()
}

/// Everything is JSON, and taken only as such: a form on a foreign page cannot send it.
pub(crate) fn routes() -> Router<Simulator> {
    Router::new()
        .route("/accounts", get(list))
        .route("/accounts/{account}/faults", put(set_faults))
        .route("/accounts/{account}/inbound", post(customer_writes))
        .route("/accounts/{account}/messages", get(messages))
        .route("/webhooks", get(attempts))
}

async fn list(State(simulator): State<Simulator>) -> Json<Vec<Account>> {
    Json(simulator.accounts())
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultsBody {
    faults: Faults,
}

async fn set_faults(
    State(simulator): State<Simulator>,
    Path(account): Path<String>,
    Json(body): Json<FaultsBody>,
) -> Response {
    answer(simulator.set_faults(&account, body.faults))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inbound {
    from: String,
    texts: Vec<String>,
}

async fn customer_writes(
    State(simulator): State<Simulator>,
    Path(account): Path<String>,
    Json(inbound): Json<Inbound>,
) -> Response {
    answer(simulator.customer_writes(&account, &inbound.from, &inbound.texts))
}

fn answer(result: Result<(), UnknownAccount>) -> Response {
    match result {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => {
            let body = serde_json::json!({ "error": error.to_string() });
            (StatusCode::NOT_FOUND, Json(body)).into_response()
        }
    }
}

async fn messages(
    State(simulator): State<Simulator>,
    Path(account): Path<String>,
) -> Json<Vec<Message>> {
    Json(simulator.messages(&account))
}

async fn attempts(State(simulator): State<Simulator>) -> Json<Vec<Attempt>> {
    Json(simulator.attempts())
}

//! What a platform would never offer: which accounts there are, their faults, and customers who
//! write.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use crate::outbox::Attempt;
use crate::sent::Message;
use crate::{Faults, Simulator, World, graph, twilio, viber};

/// An account that a channel can be bound to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// Its id at the platform, by which it is named here, too.
    pub id: String,
    /// `whatsapp`, `messenger`, `instagram`, `viber` or `sms`.
    pub platform: &'static str,
    /// As people know it.
    pub name: String,
    /// What is switched on.
    pub faults: Faults,
}

/// There is no account with this id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no account {0:?}")]
pub struct UnknownAccount(String);

impl Simulator {
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
    let numbers = graph.phone_numbers.iter();
    let numbers = numbers.map(|number| ("whatsapp", &number.id, &number.verified_name));
    let pages = graph.pages.iter().map(|page| ("messenger", &page.id, &page.name));
    let instagram = graph.instagram_accounts.iter();
    let instagram = instagram.map(|account| ("instagram", &account.id, &account.username));
    let bots = world.viber.bots.iter().map(|bot| ("viber", &bot.id, &bot.name));
    let sms = world.twilio.accounts.iter();
    let sms = sms.map(|account| ("sms", &account.sid, &account.friendly_name));
    let all = numbers.chain(pages).chain(instagram).chain(bots).chain(sms);
    all.map(|(platform, id, name)| Account {
        id: id.clone(),
        platform,
        name: name.clone(),
        faults: world.faults.get(id).cloned().unwrap_or_default(),
    })
    .collect()
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

//! Meta's Graph API, as far as WhatsApp, Messenger and Instagram (through a Page) need it.
//!
//! Every answer is a node or an edge of one; [`answer`] finds it, checks the token, and lists in
//! one place what there is.

mod access;
pub(crate) mod dialog;
pub(crate) mod error;
pub(crate) mod fields;
pub(crate) mod inbound;
mod model;
mod oauth;
pub(crate) mod page;
mod page_details;
pub(crate) mod page_messages;
mod paging;
mod person;
mod phone_number;
mod profile;
mod subscriptions;
mod token;
mod waba;
pub(crate) mod webhook;
mod whatsapp_messages;

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use access::Visit;
use error::GraphError;
pub(crate) use model::Graph;
use model::Node;

use crate::call::Call;
use crate::disturbance::Met;
use crate::{Fault, Faults, Simulator};

/// How long an account may answer after a customer has written, in milliseconds.
const SERVICE_WINDOW: u64 = 24 * 60 * 60 * 1000;

pub(crate) async fn answer(State(simulator): State<Simulator>, mut call: Call) -> Response {
    if call.path.first().is_some_and(|part| is_version(part)) {
        call.path.remove(0);
    }
    let faults = {
        let world = simulator.world();
        let accounts = access::accounts_met(&world.graph, &call);
        world.faults_of(accounts.iter().map(String::as_str))
    };
    let mut response = match respond(&simulator, &call, &faults).await {
        Ok(value) => Json(value).into_response(),
        Err(error) => error.with_trace(simulator.world().random.hex()).into_response(),
    };
    if faults.contains(&Fault::RateLimit)
        && let Ok(usage) = access::exhausted_usage(&call).try_into()
    {
        response.headers_mut().insert("x-business-use-case-usage", usage);
    }
    response.extensions_mut().insert(Met(faults));
    response
}

/// `v25.0` and the like; an address without it means the newest version.
pub(crate) fn is_version(part: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = part.strip_prefix('v').and_then(|numbers| numbers.split_once('.'));
    numbers.is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}

async fn respond(simulator: &Simulator, call: &Call, faults: &Faults) -> Result<Value, GraphError> {
    if call.is_malformed {
        return Err(GraphError::parameter("Invalid parameter"));
    }
    let parts = call.parts();
    let now = simulator.now();
    match (call.method.as_str(), parts.as_slice()) {
        ("GET" | "POST", ["oauth", "access_token"]) => {
            return oauth::exchange(&mut simulator.world(), call, now);
        }
        ("GET", ["debug_token"]) => return token::debug(&simulator.world(), call, faults, now),
        (_, [app, "subscriptions"]) if *app == simulator.world().graph.app.id => {
            return subscriptions::answer(simulator, call).await;
        }
        _ => {}
    }

    let visit = access::check(&simulator.world(), call, faults, now)?;
    if let (Node::Waba(_), &Method::POST, ["subscribed_apps"]) =
        (visit.node, &call.method, &parts[1..])
    {
        // The only edge that waits for somebody else.
        return waba::subscribe(simulator, &visit).await;
    }
    node(&mut simulator.world(), &visit, &parts[1..])
}

/// What there is at each kind of node.
fn node(world: &mut crate::World, visit: &Visit, edge: &[&str]) -> Result<Value, GraphError> {
    match (visit.node, visit.call.method.as_str(), edge) {
        (Node::Person, "GET", []) => person::read(world, visit),
        (Node::Person, "GET", ["accounts"]) => person::pages(world, visit),
        (Node::Person, "GET", ["permissions"]) => Ok(person::permissions(visit)),
        (Node::Person, "DELETE", ["permissions"]) => Ok(person::revoke(world, None)),
        (Node::Person, "DELETE", ["permissions", scope]) => Ok(person::revoke(world, Some(scope))),

        (Node::Waba(place), "GET", []) => waba::read(world, visit, place),
        (Node::Waba(place), "GET", ["phone_numbers"]) => waba::phone_numbers(world, visit, place),
        (Node::Waba(place), "GET", ["message_templates"]) => waba::templates(world, visit, place),
        (Node::Waba(place), "GET", ["subscribed_apps"]) => waba::subscribed(world, visit, place),
        (Node::Waba(place), "DELETE", ["subscribed_apps"]) => {
            waba::unsubscribe(world, visit, place)
        }

        (Node::PhoneNumber(place), "GET", []) => phone_number::read(world, visit, place),
        (Node::PhoneNumber(place), "POST", ["register"]) => {
            phone_number::register(world, visit, place)
        }
        (Node::PhoneNumber(place), "POST", ["deregister"]) => {
            phone_number::deregister(world, visit, place)
        }
        (Node::PhoneNumber(place), "GET", ["whatsapp_business_profile"]) => {
            profile::read(world, visit, place)
        }
        (Node::PhoneNumber(place), "POST", ["whatsapp_business_profile"]) => {
            profile::write(world, visit, place)
        }
        (Node::PhoneNumber(place), "POST", ["messages"]) => {
            whatsapp_messages::send(world, visit, place)
        }

        (Node::Page(place), "GET", []) => page::read(world, visit, place),
        (Node::Page(place), "GET", ["subscribed_apps"]) => page::subscribed(world, visit, place),
        (Node::Page(place), "POST", ["subscribed_apps"]) => page::subscribe(world, visit, place),
        (Node::Page(place), "DELETE", ["subscribed_apps"]) => {
            page::unsubscribe(world, visit, place)
        }
        (Node::Page(place), "POST", []) => page_details::write(world, visit, place),
        (Node::Page(place), "GET", ["messenger_profile"]) => {
            page_details::read_greeting(world, visit, place)
        }
        (Node::Page(place), "POST", ["messenger_profile"]) => {
            page_details::write_greeting(world, visit, place)
        }
        (Node::Page(place), "DELETE", ["messenger_profile"]) => {
            page_details::delete_greeting(world, visit, place)
        }
        (Node::Page(_), "GET", ["conversations"]) => {
            visit.needs("pages_messaging")?;
            Ok(json!({ "data": [] }))
        }
        (Node::Page(place), "POST", ["messages"]) => page_messages::send(world, visit, place),

        (Node::Instagram(place), "GET", []) => page::read_instagram(world, visit, place),
        _ => Err(GraphError::not_visible(&visit.call.path.join("/"))),
    }
}

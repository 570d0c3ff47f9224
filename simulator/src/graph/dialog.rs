//! The dialog in which a person chooses accounts and grants permissions to the app. It stands for
//! Facebook Login and for Embedded Signup, and sends the person back with a code.

use std::collections::BTreeSet;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use maud::{Markup, html};

use super::model::{Code, Graph};
use super::page::names;
use crate::call::Call;
use crate::{Simulator, page};

/// Milliseconds.
const LIFE_OF_A_CODE: u64 = 10 * 60 * 1000;

/// An account to choose: its id, its name, and what else to know of it.
type Choice = (String, String, String);

pub(crate) fn routes() -> Router<Simulator> {
    Router::new().route("/{version}/dialog/oauth", get(ask).post(decide))
}

/// What an app asks for.
struct Request {
    redirect_uri: String,
    /// Where the browser may be sent to.
    origin: String,
    state: String,
    scopes: BTreeSet<String>,
}

impl Request {
    fn read(graph: &Graph, call: &Call) -> Result<Self, &'static str> {
        if call.text("client_id").as_deref() != Some(graph.app.id.as_str()) {
            return Err("There is no app with this client_id.");
        }
        if call.text("response_type").is_some_and(|kind| kind != "code") {
            return Err("Only response_type=code is answered here.");
        }
        let redirect_uri = call.text("redirect_uri").unwrap_or_default().into_owned();
        let origin = page::origin(&redirect_uri)
            .ok_or("The redirect_uri is no http or https address without a fragment.")?;
        let configuration = call.text("config_id");
        let scopes = match configuration {
            Some(id) => {
                let scopes = graph.configurations.get(id.as_ref());
                scopes
                    .ok_or("There is no login configuration with this config_id.")?
                    .iter()
                    .cloned()
                    .collect()
            }
            None => names(call.parameters.get("scope")),
        };
        let known: BTreeSet<&String> = graph.configurations.values().flatten().collect();
        if scopes.is_empty() || !scopes.iter().all(|scope| known.contains(scope)) {
            return Err("The scope names no permission, or one that is not known here.");
        }
        let state = call.text("state").unwrap_or_default().into_owned();
        Ok(Self { redirect_uri, origin, state, scopes })
    }

    fn asks_for(&self, prefix: &str) -> bool {
        self.scopes.iter().any(|scope| scope.starts_with(prefix))
    }

    /// The accounts that the permissions are about.
    fn choices(&self, graph: &Graph) -> Vec<Choice> {
        let mut choices = Vec::new();
        if self.asks_for("whatsapp_") {
            choices.extend(graph.wabas.iter().map(|waba| {
                let numbers = graph.phone_numbers.iter();
                let numbers = numbers.filter(|number| number.waba_id == waba.id);
                let numbers: Vec<&str> =
                    numbers.map(|number| number.display_phone_number.as_str()).collect();
                (waba.id.clone(), waba.name.clone(), numbers.join(", "))
            }));
        }
        if self.asks_for("pages_") || self.asks_for("instagram_") {
            choices.extend(graph.pages.iter().map(|page| {
                let accounts = graph.instagram_accounts.iter();
                let mut accounts =
                    accounts.filter(|account| page.instagram.as_ref() == Some(&account.id));
                let linked =
                    accounts.next().map(|account| format!("Instagram @{}", account.username));
                (page.id.clone(), page.name.clone(), linked.unwrap_or_default())
            }));
        }
        choices
    }
}

async fn ask(State(simulator): State<Simulator>, call: Call) -> Response {
    let world = simulator.world();
    match Request::read(&world.graph, &call) {
        Ok(request) => page::answer(&request.origin, "Log in", &form(&world.graph, &request)),
        Err(reason) => page::refusal(reason),
    }
}

/// It is sent to the address it was asked for at, so that the query comes back with it.
fn form(graph: &Graph, request: &Request) -> Markup {
    let choices = request.choices(graph);
    html! {
        h1 { "Continue to " (graph.app.name) "?" }
        p { "You are " b { (graph.person.name) } ". Choose what " (graph.app.name) " may use." }
        form method="post" {
            fieldset {
                legend { "Accounts" }
                @for (place, (id, name, about)) in choices.iter().enumerate() {
                    label {
                        input type="checkbox" name={ "account:" (id) } checked[place == 0];
                        span { b { (name) } " " (about) " " small { (id) } }
                    }
                }
            }
            fieldset {
                legend { "Permissions" }
                @for scope in &request.scopes {
                    label {
                        input type="checkbox" name={ "permission:" (scope) } checked;
                        span { code { (scope) } }
                    }
                }
            }
            p.actions {
                button name="decision" value="grant" { "Continue" }
                button.quiet name="decision" value="refuse" { "Cancel" }
            }
        }
    }
}

async fn decide(State(simulator): State<Simulator>, call: Call) -> Response {
    let mut world = simulator.world();
    let request = match Request::read(&world.graph, &call) {
        Ok(request) => request,
        Err(reason) => return page::refusal(reason),
    };
    let mut query = form_urlencoded::Serializer::new(String::new());
    match call.text("decision").as_deref() {
        Some("grant") => {
            let is_ticked =
                |kind: &str, name: &str| call.parameters.contains_key(&format!("{kind}:{name}"));
            let choices = request.choices(&world.graph).into_iter().map(|(id, ..)| id);
            let targets = choices.filter(|id| is_ticked("account", id)).collect();
            let scopes = request.scopes.iter().filter(|scope| is_ticked("permission", scope));
            let granted = Code {
                redirect_uri: request.redirect_uri.clone(),
                scopes: scopes.cloned().collect(),
                targets,
                expires_at: simulator.now() + LIFE_OF_A_CODE,
                is_used: false,
            };
            let code = format!("AQ{}", world.random.hex());
            query.append_pair("code", &code);
            world.graph.codes.insert(code, granted);
        }
        Some("refuse") => {
            query.append_pair("error", "access_denied");
            query.append_pair("error_code", "200");
            query.append_pair("error_reason", "user_denied");
            query.append_pair("error_description", "The user denied your request.");
        }
        _ => return page::refusal("The form was sent without one of its buttons."),
    }
    query.append_pair("state", &request.state);
    let separator = if request.redirect_uri.contains('?') { '&' } else { '?' };
    page::redirect(&format!("{}{separator}{}", request.redirect_uri, query.finish()))
        .unwrap_or_else(|| page::refusal("The redirect_uri cannot stand in a header."))
}

//! A page on which a person switches faults and writes as a customer.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};

use crate::call::Call;
use crate::{Account, Fault, Simulator, page};

/// How many messages of an account are shown.
const SHOWN: usize = 5;

pub(crate) fn routes() -> Router<Simulator> {
    Router::new()
        .route("/", get(show))
        .route("/accounts/{account}/faults", post(switch_faults))
        .route("/accounts/{account}/inbound", post(write))
}

async fn show(State(simulator): State<Simulator>) -> Response {
    let content = html! {
        h1 { "Accounts" }
        p { "Faults show as the platform shows them. What customers write is delivered to the channel that is bound to the account." }
        @for account in simulator.accounts() { (section(&simulator, &account)) }
    };
    page::answer("", "Accounts", &content)
}

fn section(simulator: &Simulator, account: &Account) -> Markup {
    let id = &account.id;
    let is_troubled = !account.faults.is_empty();
    html! {
        details id=(id) open[is_troubled] {
            summary {
                b { (account.platform) } " " (account.name)
                @if is_troubled { " (" (account.faults.len()) " faults)" }
                small { (id) }
            }
            @if account.credentials.is_empty() {
                p { "It is authorised in the platform's dialog; there is nothing to type." }
            } @else {
                dl {
                    @for (name, value) in &account.credentials { dt { (name) } dd { code { (value) } } }
                }
            }
            form method="post" action={ "/accounts/" (id) "/faults" } {
                fieldset {
                    legend { "Faults" }
                    @for fault in Fault::ALL {
                        label {
                            input type="checkbox" name=(fault.name()) checked[account.faults.contains(&fault)];
                            span { (fault.meaning()) }
                        }
                    }
                }
                p.actions { button { "Switch" } }
            }
            @if !account.addresses.is_empty() { (customer(account)) }
            (sent(simulator, account))
        }
    }
}

fn customer(account: &Account) -> Markup {
    let from = account.customers.first().map_or("", String::as_str);
    html! {
        form method="post" action={ "/accounts/" (account.id) "/inbound" } {
            fieldset {
                legend { "A customer writes" }
                @if let [only] = account.addresses.as_slice() {
                    input type="hidden" name="to" value=(only);
                } @else {
                    label {
                        span { "To" }
                        select name="to" {
                            @for address in &account.addresses { option { (address) } }
                        }
                    }
                }
                label { span { "From" } input.text name="from" value=(from) required; }
                label { span { "Text" } input.text name="text" value="Hello" required; }
            }
            p.actions { button { "Send" } }
        }
    }
}

fn sent(simulator: &Simulator, account: &Account) -> Markup {
    let messages = simulator.messages(&account.id);
    html! {
        @if !messages.is_empty() {
            h2 { "What customers have got, newest first" }
            ul {
                @for message in messages.iter().rev().take(SHOWN) {
                    li { code { (message.recipient) } " " (message.text) }
                }
            }
        }
    }
}

async fn switch_faults(
    State(simulator): State<Simulator>,
    Path(account): Path<String>,
    headers: HeaderMap,
    call: Call,
) -> Response {
    if is_foreign(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let ticked = Fault::ALL.into_iter().filter(|fault| call.parameters.contains_key(fault.name()));
    match simulator.set_faults(&account, ticked) {
        Ok(()) => back(&account),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn write(
    State(simulator): State<Simulator>,
    Path(account): Path<String>,
    headers: HeaderMap,
    call: Call,
) -> Response {
    if is_foreign(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let field = |name| call.text(name).unwrap_or_default().into_owned();
    match simulator.customer_writes(&field("to"), &field("from"), &[field("text")]) {
        Ok(()) => back(&account),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

fn back(account: &str) -> Response {
    Redirect::to(&format!("/#{account}")).into_response()
}

/// Whether a page of another site has sent the form. A program without a browser says nothing of
/// either kind, and is no danger.
fn is_foreign(headers: &HeaderMap) -> bool {
    let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    match (header("sec-fetch-site"), header(ORIGIN.as_str()), header(HOST.as_str())) {
        (Some(site), ..) => site != "same-origin",
        (None, Some(origin), host) => origin != format!("http://{}", host.unwrap_or_default()),
        (None, None, _) => false,
    }
}

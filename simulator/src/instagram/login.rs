//! Instagram Login: a person chooses one account, and the app exchanges the code for a token.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use maud::{Markup, html};
use serde_json::{Value, json};

use super::known_scopes;
use super::model::{Code, Token};
use crate::call::Call;
use crate::graph::page::names;
use crate::{Simulator, World, page};

/// Milliseconds: of a code, and of the short-lived token that it leads to.
const HOUR: u64 = 60 * 60 * 1000;

/// `www.instagram.com`
pub(crate) fn dialog() -> Router<Simulator> {
    Router::new().route("/oauth/authorize", get(ask).post(decide))
}

/// `api.instagram.com`, where the dialog is found as well.
pub(crate) fn tokens() -> Router<Simulator> {
    dialog().route("/oauth/access_token", post(exchange))
}

/// What an app asks for.
struct Request {
    redirect_uri: String,
    origin: String,
    state: String,
    scopes: BTreeSet<String>,
}

impl Request {
    fn read(world: &World, call: &Call) -> Result<Self, &'static str> {
        if call.text("client_id").as_deref() != Some(world.instagram.app.id.as_str()) {
            return Err("There is no app with this client_id.");
        }
        if call.text("response_type").as_deref() != Some("code") {
            return Err("Only response_type=code is answered here.");
        }
        let redirect_uri = call.text("redirect_uri").unwrap_or_default().into_owned();
        let origin = page::origin(&redirect_uri)
            .ok_or("The redirect_uri is no http or https address without a fragment.")?;
        let scopes = known_scopes(names(call.parameters.get("scope")))
            .ok_or("The scope names no permission, or one that is not known here.")?;
        let state = call.text("state").unwrap_or_default().into_owned();
        Ok(Self { redirect_uri, origin, state, scopes })
    }
}

async fn ask(State(simulator): State<Simulator>, call: Call) -> Response {
    let world = simulator.world();
    match Request::read(&world, &call) {
        Ok(request) => page::answer(&request.origin, "Log in", &form(&world, &request)),
        Err(reason) => page::refusal(reason),
    }
}

/// It is sent to the address it was asked for at, so that the query comes back with it.
fn form(world: &World, request: &Request) -> Markup {
    html! {
        h1 { "Let " (world.instagram.app.name) " use your account?" }
        form method="post" {
            fieldset {
                legend { "Account" }
                @for (place, account) in world.graph.instagram_accounts.iter().enumerate() {
                    label {
                        input type="radio" name="account" value=(account.id) checked[place == 0];
                        span { b { "@" (account.username) } " " (account.name) " " small { (account.id) } }
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
                button name="decision" value="grant" { "Allow" }
                button.quiet name="decision" value="refuse" { "Cancel" }
            }
        }
    }
}

async fn decide(State(simulator): State<Simulator>, call: Call) -> Response {
    let mut world = simulator.world();
    let request = match Request::read(&world, &call) {
        Ok(request) => request,
        Err(reason) => return page::refusal(reason),
    };
    let mut query = form_urlencoded::Serializer::new(String::new());
    match call.text("decision").as_deref() {
        Some("grant") => {
            let chosen = call.text("account").unwrap_or_default();
            let mut accounts = world.graph.instagram_accounts.iter();
            let Some(account) = accounts.position(|account| account.id == chosen) else {
                return page::refusal("No account was chosen.");
            };
            let is_ticked =
                |scope: &&String| call.parameters.contains_key(&format!("permission:{scope}"));
            let granted = Code {
                account,
                scopes: request.scopes.iter().filter(is_ticked).cloned().collect(),
                redirect_uri: request.redirect_uri.clone(),
                expires_at: simulator.now() + HOUR,
            };
            let code = format!("AQB{}", world.random.hex());
            query.append_pair("code", &code);
            world.instagram.codes.insert(code, granted);
        }
        Some("refuse") => {
            query.append_pair("error", "access_denied");
            query.append_pair("error_reason", "user_denied");
            query.append_pair("error_description", "The user denied your request");
        }
        _ => return page::refusal("The form was sent without one of its buttons."),
    }
    query.append_pair("state", &request.state);
    let separator = if request.redirect_uri.contains('?') { '&' } else { '?' };
    // Instagram ends the address with these two signs, which belong to nothing.
    page::redirect(&format!("{}{separator}{}#_", request.redirect_uri, query.finish()))
        .unwrap_or_else(|| page::refusal("The redirect_uri cannot stand in a header."))
}

/// `POST /oauth/access_token`: forms only, and errors of a shape of its own.
async fn exchange(State(simulator): State<Simulator>, call: Call) -> Response {
    let mut world = simulator.world();
    match redeem(&mut world, &call, simulator.now()) {
        Ok(answer) => Json(answer).into_response(),
        Err(message) => {
            let body =
                json!({ "error_type": "OAuthException", "code": 400, "error_message": message });
            (StatusCode::BAD_REQUEST, Json(body)).into_response()
        }
    }
}

fn redeem(world: &mut World, call: &Call, now: u64) -> Result<Value, &'static str> {
    let is_form = call.header(CONTENT_TYPE).is_some_and(|kind| kind.contains("form-urlencoded"));
    let app = &world.instagram.app;
    if !is_form || call.text("client_id").as_deref() != Some(app.id.as_str()) {
        return Err("Invalid platform app");
    }
    if call.text("client_secret").as_deref() != Some(app.secret.as_str()) {
        return Err("Error validating client secret.");
    }
    if call.text("grant_type").as_deref() != Some("authorization_code") {
        return Err("The parameter grant_type has to be authorization_code");
    }
    let code = call.text("code").unwrap_or_default();
    let code = match world.instagram.codes.get(code.as_ref()) {
        Some(known) if call.text("redirect_uri").as_deref() != Some(&known.redirect_uri) => {
            return Err(
                "Error validating verification code. Please make sure your redirect_uri is \
                        identical to the one you used in the OAuth dialog request",
            );
        }
        // Taken out, it works once.
        _ => world.instagram.codes.remove(code.as_ref()),
    };
    let code = code.filter(|code| now < code.expires_at);
    let code = code.ok_or("Matching code was not found or was already used")?;
    let value = format!("IGAA{}", world.random.hex());
    let token = Token {
        account: code.account,
        scopes: code.scopes.clone(),
        issued_at: now,
        expires_at: now + HOUR,
        is_long_lived: false,
    };
    world.instagram.tokens.insert(value.clone(), token);
    let id = &world.graph.instagram_accounts[code.account].id;
    let id: Option<u64> = id.parse().ok();
    Ok(json!({ "access_token": value, "user_id": id, "permissions": code.scopes }))
}

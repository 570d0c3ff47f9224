//! Who asks for which node, and whether they may.

use axum::http::StatusCode;
use serde_json::json;

use super::error::GraphError;
use super::model::{Graph, Node, Token, TokenKind};
use crate::call::Call;
use crate::{Fault, Faults, World};

/// Permissions with which messages are sent; [`Fault::RevokedScope`] takes them away.
const MESSAGING: [&str; 3] =
    ["whatsapp_business_messaging", "pages_messaging", "instagram_manage_messages"];

/// A request to a node that this token may see.
#[derive(Debug)]
pub(crate) struct Visit<'a> {
    pub(crate) call: &'a Call,
    pub(crate) node: Node,
    pub(crate) token: Token,
    pub(crate) faults: &'a Faults,
    pub(crate) now: u64,
}

impl Visit<'_> {
    /// Refuses a token without this permission.
    pub(crate) fn needs(&self, scope: &str) -> Result<(), GraphError> {
        if has_scope(&self.token, scope, self.faults) {
            return Ok(());
        }
        let (code, message) = match scope {
            "pages_messaging" | "instagram_manage_messages" => {
                (230, format!("(#230) Requires {scope} permission to manage the object"))
            }
            "whatsapp_business_messaging" => {
                (10, "(#10) Application does not have permission for this action".to_owned())
            }
            _ => (200, format!("(#200) Requires {scope} permission to manage the object")),
        };
        Err(GraphError::new(StatusCode::FORBIDDEN, code, message))
    }

    pub(crate) fn has(&self, fault: Fault) -> bool {
        self.faults.contains(&fault)
    }
}

pub(crate) fn has_scope(token: &Token, scope: &str, faults: &Faults) -> bool {
    let is_withdrawn = faults.contains(&Fault::RevokedScope) && MESSAGING.contains(&scope);
    token.scopes.contains(scope) && !is_withdrawn
}

/// The token that a request carries.
pub(crate) fn token_of(call: &Call) -> Option<String> {
    let bearer = call.authorization("bearer").map(str::to_owned);
    bearer.or_else(|| call.text("access_token").map(std::borrow::Cow::into_owned))
}

/// `me` is the person for a person's token, and the Page for a Page's.
fn node_of(graph: &Graph, call: &Call, token: Option<&Token>) -> Option<Node> {
    match (call.path.first()?.as_str(), token) {
        ("me", Some(token)) if token.kind == TokenKind::Page => graph.node(token.targets.first()?),
        ("me", _) => Some(Node::Person),
        (id, _) => graph.node(id),
    }
}

/// The accounts whose faults a request meets.
pub(crate) fn accounts_met(graph: &Graph, call: &Call) -> Vec<String> {
    let is_debug = call.path.first().is_some_and(|part| part == "debug_token");
    let value = if is_debug {
        call.text("input_token").map(std::borrow::Cow::into_owned)
    } else {
        token_of(call)
    };
    let token = value.and_then(|value| graph.tokens.get(&value));
    let nodes = if is_debug {
        let targets = token.into_iter().flat_map(|token| &token.targets);
        targets.filter_map(|id| graph.node(id)).collect()
    } else {
        Vec::from_iter(node_of(graph, call, token))
    };
    nodes.into_iter().flat_map(|node| graph.accounts_at(node)).map(str::to_owned).collect()
}

/// Why a token does not work any more.
pub(crate) fn broken(token: &Token, faults: &Faults, now: u64) -> Option<(i64, &'static str)> {
    if token.is_revoked {
        return Some((458, "The user has not authorized application."));
    }
    if faults.contains(&Fault::ExpiredToken) || token.expires_at.is_some_and(|end| end <= now) {
        return Some((463, "Session has expired."));
    }
    None
}

/// Checks token, node and faults, in this order.
pub(crate) fn check<'a>(
    world: &World,
    call: &'a Call,
    faults: &'a Faults,
    now: u64,
) -> Result<Visit<'a>, GraphError> {
    let graph = &world.graph;
    let value = token_of(call).ok_or_else(|| {
        let message = "An access token is required to request this resource.";
        GraphError::new(StatusCode::UNAUTHORIZED, 104, message)
    })?;
    let token = graph.tokens.get(&value).ok_or_else(|| {
        let message = "Invalid OAuth access token - Cannot parse access token";
        GraphError::new(StatusCode::UNAUTHORIZED, 190, message)
    })?;
    if let Some((subcode, message)) = broken(token, faults, now) {
        return Err(GraphError::token(subcode, message));
    }
    let id = call.path.first().map_or("", String::as_str);
    let node = node_of(graph, call, Some(token))
        .filter(|node| is_visible(graph, token, *node))
        .ok_or_else(|| GraphError::not_visible(id))?;
    let is_message = call.path.get(1).is_some_and(|edge| edge == "messages");
    if faults.contains(&Fault::ErrorInSuccess) {
        let message = "An unexpected error has occurred. Please retry your request later.";
        let error = GraphError::new(StatusCode::INTERNAL_SERVER_ERROR, 2, message);
        return Err(error.inside_success());
    }
    if faults.contains(&Fault::RateLimit) {
        return Err(too_many(node, is_message));
    }
    Ok(Visit { call, node, token: token.clone(), faults, now })
}

fn is_visible(graph: &Graph, token: &Token, node: Node) -> bool {
    let id = match node {
        Node::Person => return token.kind != TokenKind::Page,
        Node::Waba(place) => &graph.wabas[place].id,
        Node::PhoneNumber(place) => &graph.phone_numbers[place].waba_id,
        Node::Page(place) => &graph.pages[place].id,
        Node::Instagram(place) => {
            let id = Some(graph.instagram_accounts[place].id.as_str());
            match graph.pages.iter().find(|page| page.instagram.as_deref() == id) {
                Some(page) => &page.id,
                None => return false,
            }
        }
    };
    token.targets.contains(id)
}

fn too_many(node: Node, is_message: bool) -> GraphError {
    let (code, message) = match (node, is_message) {
        (Node::PhoneNumber(_), true) => (130_429, "(#130429) Rate limit hit"),
        (Node::PhoneNumber(_) | Node::Waba(_), _) => {
            (80_007, "(#80007) There have been too many calls to this WhatsApp Business account.")
        }
        (_, true) => (613, "(#613) Calls to this api have exceeded the rate limit."),
        _ => (80_006, "(#80006) There have been too many calls for this Messenger account."),
    };
    GraphError::new(StatusCode::BAD_REQUEST, code, message)
}

/// The header that says how much of the allowance is used up: all of it, for 5 minutes.
pub(crate) fn exhausted_usage(call: &Call) -> String {
    let id = call.path.first().map_or("", String::as_str);
    let usage = json!({ "type": "messaging", "call_count": 100, "total_cputime": 25,
        "total_time": 25, "estimated_time_to_regain_access": 5 });
    json!({ id: [usage] }).to_string()
}

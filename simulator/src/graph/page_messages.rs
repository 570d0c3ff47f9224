//! Messages that a Page sends, to people on Messenger and on the Instagram account linked to it.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::access::Visit;
use super::error::GraphError;
use super::{SERVICE_WINDOW, webhook};
use crate::{Fault, World};

/// With the tag for answers by a person the window is this long.
const HUMAN_AGENT_WINDOW: u64 = 7 * SERVICE_WINDOW;

/// A person whom the Page may write to.
struct Conversation {
    /// The Page, or its Instagram account.
    account: String,
    is_instagram: bool,
    last_inbound: u64,
}

/// `POST /{page}/messages`
pub(crate) fn send(world: &mut World, visit: &Visit, place: usize) -> Result<Value, GraphError> {
    let recipient = visit.call.inner_text(&["recipient", "id"]).unwrap_or_default().into_owned();
    let text = visit.call.inner_text(&["message", "text"]).unwrap_or_default().into_owned();
    let conversation = conversation(world, place, &recipient);
    let is_instagram = conversation.as_ref().is_some_and(|found| found.is_instagram);
    visit.needs(if is_instagram { "instagram_manage_messages" } else { "pages_messaging" })?;

    let page = &world.graph.pages[place];
    if !page.tasks.iter().any(|task| task == "MESSAGING") {
        let message = "(#200) The person behind the token has no MESSAGING task on this Page";
        return Err(GraphError::new(StatusCode::FORBIDDEN, 200, message));
    }
    if visit.has(Fault::DisabledAccount) {
        let message = "The action attempted has been deemed abusive or is otherwise disallowed";
        return Err(GraphError::new(StatusCode::BAD_REQUEST, 368, message));
    }
    let Some(conversation) = conversation else {
        let subcode = 2_018_001;
        return Err(GraphError::parameter("No matching user found").with_subcode(subcode));
    };
    check_text(&text, is_instagram)?;
    check_window(visit, &conversation)?;

    let prefix = if is_instagram { "aWdf" } else { "m_" };
    let mid = format!("{prefix}{}", world.random.hex());
    let sent = webhook::Sent {
        account: &conversation.account,
        is_instagram,
        recipient: &recipient,
        mid: &mid,
        text: &text,
    };
    webhook::tell_of_page_message(world, visit.now, &sent);
    Ok(json!({ "recipient_id": recipient, "message_id": mid }))
}

fn conversation(world: &World, place: usize, recipient: &str) -> Option<Conversation> {
    let page = &world.graph.pages[place];
    let accounts = [(page.instagram.as_ref(), true), (Some(&page.id), false)];
    accounts.into_iter().find_map(|(account, is_instagram)| {
        let key = (account?.clone(), recipient.to_owned());
        let last_inbound = *world.graph.conversations.get(&key)?;
        Some(Conversation { account: key.0, is_instagram, last_inbound })
    })
}

/// Messenger counts characters, Instagram bytes.
fn check_text(text: &str, is_instagram: bool) -> Result<(), GraphError> {
    if text.is_empty() {
        return Err(GraphError::parameter("The parameter message[text] is required"));
    }
    if is_instagram && text.len() > 1000 {
        return Err(GraphError::parameter("Message text must be at most 1000 bytes"));
    }
    if !is_instagram && text.chars().count() > 2000 {
        return Err(GraphError::parameter("Length of param message[text] must be at most 2000"));
    }
    Ok(())
}

fn check_window(visit: &Visit, conversation: &Conversation) -> Result<(), GraphError> {
    let tag = visit.call.text("tag");
    let window = match (visit.call.text("messaging_type").as_deref(), tag.as_deref()) {
        (None | Some("RESPONSE" | "UPDATE"), None) => SERVICE_WINDOW,
        (Some("MESSAGE_TAG"), Some("HUMAN_AGENT")) => HUMAN_AGENT_WINDOW,
        _ => return Err(GraphError::parameter("Invalid messaging_type or tag")),
    };
    if visit.now.saturating_sub(conversation.last_inbound) < window {
        return Ok(());
    }
    let subcode = if conversation.is_instagram { 2_534_022 } else { 2_018_278 };
    let message = "(#10) This message is sent outside of allowed window.";
    Err(GraphError::new(StatusCode::BAD_REQUEST, 10, message).with_subcode(subcode))
}

//! Messages that a Page sends, to people on Messenger and on the Instagram account linked to it.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::access::Visit;
use super::error::GraphError;
use super::{SERVICE_WINDOW, webhook};
use crate::call::Call;
use crate::{Fault, World};

/// With the tag for answers by a person the window is this long.
const HUMAN_AGENT_WINDOW: u64 = 7 * SERVICE_WINDOW;

/// An account and a person who has written to it.
pub(crate) struct Conversation {
    /// The Page, or its Instagram account.
    account: String,
    is_instagram: bool,
    last_inbound: u64,
}

impl Conversation {
    pub(crate) fn find(
        world: &World,
        account: &str,
        is_instagram: bool,
        person: &str,
    ) -> Option<Self> {
        let key = (account.to_owned(), person.to_owned());
        let last_inbound = *world.graph.conversations.get(&key)?;
        Some(Self { account: key.0, is_instagram, last_inbound })
    }
}

/// `POST /{page}/messages`
pub(crate) fn send(world: &mut World, visit: &Visit, place: usize) -> Result<Value, GraphError> {
    let recipient = visit.call.inner_text(&["recipient", "id"]).unwrap_or_default();
    let page = &world.graph.pages[place];
    let conversation = Conversation::find(world, &page.id, false, &recipient).or_else(|| {
        let account = page.instagram.as_deref()?;
        Conversation::find(world, account, true, &recipient)
    });
    let is_instagram = conversation.as_ref().is_some_and(|found| found.is_instagram);
    visit.needs(if is_instagram { "instagram_manage_messages" } else { "pages_messaging" })?;

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
    post(world, visit.call, visit.now, &conversation)
}

/// What is alike for everybody who may write to somebody.
pub(crate) fn post(
    world: &mut World,
    call: &Call,
    now: u64,
    conversation: &Conversation,
) -> Result<Value, GraphError> {
    let recipient = call.inner_text(&["recipient", "id"]).unwrap_or_default();
    let text = call.inner_text(&["message", "text"]).unwrap_or_default();
    check_text(&text, conversation.is_instagram)?;
    check_window(call, now, conversation)?;
    let prefix = if conversation.is_instagram { "aWdf" } else { "m_" };
    let mid = format!("{prefix}{}", world.random.hex());
    let sent = webhook::Sent {
        account: &conversation.account,
        is_instagram: conversation.is_instagram,
        recipient: &recipient,
        mid: &mid,
        text: &text,
    };
    webhook::tell_of_page_message(world, now, &sent);
    world.sent.add(&conversation.account, &recipient, &text, now);
    Ok(json!({ "recipient_id": recipient, "message_id": mid }))
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

fn check_window(call: &Call, now: u64, conversation: &Conversation) -> Result<(), GraphError> {
    let tag = call.text("tag");
    let window = match (call.text("messaging_type").as_deref(), tag.as_deref()) {
        (None | Some("RESPONSE" | "UPDATE"), None) => SERVICE_WINDOW,
        (Some("MESSAGE_TAG"), Some("HUMAN_AGENT")) => HUMAN_AGENT_WINDOW,
        _ => return Err(GraphError::parameter("Invalid messaging_type or tag")),
    };
    if now.saturating_sub(conversation.last_inbound) < window {
        return Ok(());
    }
    let subcode = if conversation.is_instagram { 2_534_022 } else { 2_018_278 };
    let message = "(#10) This message is sent outside of allowed window.";
    Err(GraphError::new(StatusCode::BAD_REQUEST, 10, message).with_subcode(subcode))
}

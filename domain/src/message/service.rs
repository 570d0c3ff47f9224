use super::{Message, MessageDraft, MessageError, MessageForm, SendOutcome};
use crate::audit::{AuditAction, AuditEntry, FieldChange, denied};
use crate::binding::{Binding, BindingState, credentials_of};
use crate::callback::ChannelEventKind;
use crate::caller::Caller;
use crate::channel::{ChannelError, channel};
use crate::channel_settings::settings_to_send_with;
use crate::customer::acting_on;
use crate::error_code::ErrorCode;
use crate::field_errors::Field;
use crate::ids::{BindingId, ChannelId, MessageId};
use crate::permissions::Action;
use crate::platform::{Reason, TextMessage};
use crate::ports::Ports;

/// How many messages a page shows.
const SHOWN: u32 = 10;

/// Sends a text from a channel, once: from its account or, during a rebind, from the one that is
/// being tried (`candidate`).
///
/// The message is noted before it is sent, so that one whose answer is lost is seen and not sent
/// again. What the platform says about it is in the message that is returned.
pub async fn send_test(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
    candidate: Option<BindingId>,
    form: &MessageForm,
) -> Result<Message, MessageError> {
    let caller = acting_on(ports, caller, id).await?;
    let mut audit = AuditEntry::by(ports, &caller, AuditAction::MessageTest);
    audit.channel = Some(id);
    if let Some(code) = denied(ports, &caller, Action::BindChannel, &audit).await? {
        return Err(MessageError::Denied(code));
    }
    if ports.store.channel_by_id(caller.tenant, id).await?.is_none() {
        audit.refused(ports, ErrorCode::ChannelNotFound).await?;
        return Err(MessageError::NotFound);
    }
    let MessageDraft { recipient, text } = form.parse().map_err(MessageError::Invalid)?;
    let bindings = ports.store.bindings_of_channel(caller.tenant, id).await?;
    let is_meant = |binding: &&Binding| match candidate {
        Some(candidate) => binding.id == candidate,
        None => binding.state == BindingState::Current,
    };
    let Some(binding) = bindings.iter().find(is_meant) else {
        audit.refused(ports, ErrorCode::MessageChannelNotBound).await?;
        return Err(MessageError::NotBound);
    };
    let credentials = credentials_of(ports, binding).await?;
    let adapter = ports.platforms.of(binding.channel_type);
    let (Some(adapter), Some(credentials)) = (adapter, credentials) else {
        audit.refused(ports, ErrorCode::MessageChannelNotBound).await?;
        return Err(MessageError::NotBound);
    };
    let settings = settings_to_send_with(ports, caller.tenant, id).await?;
    audit.changes =
        vec![FieldChange { field: Field::Recipient, before: None, after: Some(recipient.clone()) }];
    let message = Message {
        id: MessageId::from_uuid(ports.ids.next()),
        tenant: caller.tenant,
        channel: id,
        recipient,
        sent_by: audit.actor.clone(),
        sent_at: audit.at,
        outcome: SendOutcome::Waiting,
        parts: Vec::new(),
    };
    if !ports.store.insert_message(&message, &audit).await? {
        return Err(MessageError::NotFound);
    }
    let sent = TextMessage {
        recipient: message.recipient.clone(),
        text,
        reference: message.id.uuid().to_string(),
        settings,
    };
    let (outcome, ids) = match adapter.send_text(&credentials, &sent).await {
        Ok(sent) => (SendOutcome::Accepted, sent.ids),
        Err(problem) if problem.reason == Reason::OutcomeUnknown => {
            (SendOutcome::Unknown(Box::new(problem)), Vec::new())
        }
        Err(problem) => (SendOutcome::Refused(Box::new(problem)), Vec::new()),
    };
    let is_storable = |id: &String| id.len() <= ChannelEventKind::MAX_ID && !id.contains('\0');
    let ids: Vec<_> = ids.into_iter().filter(is_storable).collect();
    ports.store.finish_message(&message, &outcome, &ids, ports.clock.now()).await?;
    Ok(Message { outcome, ..message })
}

/// The newest messages of a channel, newest first.
pub async fn messages_of(
    ports: &Ports,
    caller: &Caller,
    id: ChannelId,
) -> Result<Vec<Message>, ChannelError> {
    let (caller, _) = channel(ports, caller, id).await?;
    Ok(ports.store.messages_of_channel(caller.tenant, id, SHOWN).await?)
}

use crate::binding::credentials_of;
use crate::channel::ChannelType;
use crate::ids::{BindingId, CallbackId};
use crate::platform::{Callback, CallbackRefused, Credentials, Reply};
use crate::ports::Ports;
use crate::store::StoreError;

use super::ReceivedCallback;

/// Headers that an adapter reads, in small letters: the signatures.
const NEEDED_HEADERS: [&str; 4] =
    ["content-type", "x-hub-signature-256", "x-viber-content-signature", "x-twilio-signature"];

/// A request to one of the addresses of callbacks.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// What the address names as the type.
    pub channel_type: &'a str,
    /// What it names as the binding, if it does.
    pub binding: Option<&'a str>,
    /// The method in capitals.
    pub method: &'a str,
    /// Path and query.
    pub address: &'a str,
    /// Names and values of the headers.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: &'a [u8],
}

/// What to do with a request that is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receipt {
    /// There is nothing in it to keep.
    Answer(Reply),
    /// It is answered once it is kept.
    Keep(Box<ReceivedCallback>, Reply),
}

/// Why a request is turned away. Nothing of it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    /// There is no such address.
    Unknown,
    /// The signature, or the token of the handshake, is not right.
    Unbelieved,
}

/// Looks at a request of whoever calls himself a platform.
pub async fn receive(
    ports: &Ports,
    request: Request<'_>,
) -> Result<Result<Receipt, Turned>, StoreError> {
    let Some((channel_type, binding)) = named(&request) else { return Ok(Err(Turned::Unknown)) };
    let Some(adapter) = ports.platforms.of(channel_type) else { return Ok(Err(Turned::Unknown)) };
    let mut credentials = None;
    if let Some(binding) = binding {
        match credentials_at(ports, channel_type, binding).await? {
            Some(found) => credentials = Some(found),
            None => return Ok(Err(Turned::Unknown)),
        }
    }
    let url = ports.platforms.address(request.address);
    let Request { method, headers, body, .. } = request;
    let callback = Callback { method, url: &url, headers, body };
    let reply = match adapter.read_callback(&callback, credentials.as_ref()) {
        Ok(reading) if reading.events.is_empty() => return Ok(Ok(Receipt::Answer(reading.reply))),
        Ok(reading) => reading.reply,
        // An error would only make the platform repeat it, and then switch the callback off.
        Err(CallbackRefused::Unreadable) => Reply::empty(),
        Err(CallbackRefused::Signature | CallbackRefused::Token) => {
            return Ok(Err(Turned::Unbelieved));
        }
    };
    let needed = headers
        .iter()
        .filter(|(name, _)| NEEDED_HEADERS.iter().any(|needed| needed.eq_ignore_ascii_case(name)))
        .map(|(name, value)| (name.to_ascii_lowercase(), (*value).to_owned()));
    let kept = ReceivedCallback {
        id: CallbackId::from_uuid(ports.ids.next()),
        channel_type,
        binding,
        headers: needed.collect(),
        body: body.to_vec(),
        received_at: ports.clock.now(),
        url,
    };
    Ok(Ok(Receipt::Keep(Box::new(kept), reply)))
}

/// The type and the binding, where the address has the form that the type's addresses have.
fn named(request: &Request<'_>) -> Option<(ChannelType, Option<BindingId>)> {
    let channel_type = ChannelType::from_slug(request.channel_type)?;
    match request.binding {
        None => channel_type.has_callback_of_app().then_some((channel_type, None)),
        Some(_) if channel_type.has_callback_of_app() => None,
        Some(binding) => Some((channel_type, Some(binding.parse().ok()?))),
    }
}

/// The credentials of a binding of this type. Nothing where there is none, or where its account is
/// not chosen yet.
pub(super) async fn credentials_at(
    ports: &Ports,
    channel_type: ChannelType,
    binding: BindingId,
) -> Result<Option<Credentials>, StoreError> {
    let found = ports.store.binding_by_id(binding).await?;
    match found.filter(|binding| binding.channel_type == channel_type) {
        Some(binding) => credentials_of(ports, &binding).await,
        None => Ok(None),
    }
}

//! Texts on their way to a carrier.

use domain::platform::{Credentials, Problem, Reason, Sent, TextMessage};
use rusmpp::Pdu;
use rusmpp::pdus::SubmitSm;
use rusmpp::types::OctetString;
use rusmpp::values::{DataCoding, EsmClass, Npi, RegisteredDelivery, Ton};

use super::session::Link;
use super::{field, message_id, octets, text};

/// The parts of a message.
pub(super) fn parts(
    credentials: &Credentials,
    message: &TextMessage,
) -> Result<Vec<SubmitSm>, Problem> {
    // Tells the parts of this message from those of others to the same person.
    let reference = message.reference.bytes().fold(0_u8, u8::wrapping_add);
    let encoded = text::encode(&message.text, reference)?;
    let several = encoded.parts.len() > 1;
    let part = |part| submit(credentials, message, encoded.data_coding, part, several);
    encoded.parts.into_iter().map(part).collect()
}

/// Sends all parts, one after the other.
pub(super) async fn send(
    link: &Link,
    credentials: &Credentials,
    parts: Vec<SubmitSm>,
) -> Result<Sent, Problem> {
    let mut ids = Vec::new();
    for part in parts {
        match link.request(part).await {
            Ok(answer) => ids.push(match answer.pdu() {
                Some(Pdu::SubmitSmResp(answer)) => {
                    message_id::of_answer(credentials, answer.message_id().as_str())
                }
                _ => String::new(),
            }),
            // An answer with a code refuses this part, and nothing is sent if it is the first.
            Err(problem) if ids.is_empty() && problem.platform_code.is_some() => {
                return Err(problem);
            }
            Err(problem) => return Err(Problem { reason: Reason::OutcomeUnknown, ..problem }),
        }
    }
    Ok(Sent { ids, facts: Vec::new() })
}

/// One part of a message.
fn submit(
    credentials: &Credentials,
    message: &TextMessage,
    data_coding: DataCoding,
    part: Vec<u8>,
    has_header: bool,
) -> Result<SubmitSm, Problem> {
    let sender = credentials.get(field::SENDER).unwrap_or_default();
    let digits = sender.trim_start_matches('+');
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // Short codes have no country and belong to the carrier's network.
    let (ton, npi) = match (is_number, digits.len()) {
        (true, 0..=6) => (Ton::NetworkSpecific, Npi::Unknown),
        (true, _) => (Ton::International, Npi::Isdn),
        (false, _) => (Ton::Alphanumeric, Npi::Unknown),
    };
    let source = if is_number { digits } else { sender };
    let recipient = message.recipient.trim_start_matches('+');
    let is_recipient = !recipient.is_empty() && recipient.bytes().all(|byte| byte.is_ascii_digit());
    if !is_recipient {
        return Err(Reason::RecipientUnknown.into());
    }
    // Not the library's default, which is that of an acknowledgement.
    let esm_class = EsmClass::from(0);
    let esm_class = if has_header { esm_class.with_udhi_indicator() } else { esm_class };
    let part = OctetString::from_vec(part).map_err(|_| Problem::new(Reason::TextTooLong))?;
    Ok(SubmitSm::builder()
        .source_addr_ton(ton)
        .source_addr_npi(npi)
        .source_addr(octets(source, Reason::SenderUnusable)?)
        .dest_addr_ton(Ton::International)
        .dest_addr_npi(Npi::Isdn)
        .destination_addr(octets(recipient, Reason::RecipientUnknown)?)
        .esm_class(esm_class)
        // A receipt, whatever becomes of it. Source: SMPP 3.4, 5.2.17.
        .registered_delivery(RegisteredDelivery::from(1))
        .data_coding(data_coding)
        .short_message(part)
        .build())
}

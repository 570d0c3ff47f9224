//! What a carrier delivers: messages, and receipts for ours.

use data_encoding::HEXLOWER;
use domain::platform::{
    Arrival, Credentials, Event, EventKind, Fact, MessageState, Problem, Reason,
};
use rusmpp::Pdu;
use rusmpp::pdus::DeliverSm;
use rusmpp::tlvs::{Tlv, TlvValue};
use rusmpp::values::Ton;
use sha2::{Digest, Sha256};

use super::pdu::take_apart;
use super::{message_id, text};

/// The bits of `esm_class` that say what a delivery is. Source: SMPP 3.4, 5.2.12.
const KIND: u8 = 0b0011_1100;
const MESSAGE: u8 = 0;
const RECEIPT: u8 = 0x04;
const INTERMEDIATE: u8 = 0x20;
/// The text begins with a header of its own.
const HAS_HEADER: u8 = 0x40;

/// Reads a delivery. Nothing if it has not the form of one.
pub(super) fn read(arrival: &Arrival<'_>, credentials: &Credentials) -> Option<Event> {
    let Some(Pdu::DeliverSm(deliver)) = take_apart(arrival.bytes) else { return None };
    let class = u8::from(deliver.esm_class);
    let receipt = match class & KIND {
        RECEIPT | INTERMEDIATE => Receipt::of(&deliver),
        // Some carriers forget to say that it is one.
        _ => Receipt::of_tlvs(&deliver),
    };
    let (key, kind) = match (class & KIND, receipt) {
        (_, Some(receipt)) => {
            let message = message_id::of_receipt(credentials, &receipt.id);
            let key = format!("receipt/{message}/{}/{}", receipt.state, receipt.error);
            (key, EventKind::State { message, state: receipt.message_state() })
        }
        (MESSAGE, None) => (arrival_key(arrival), received(&deliver, class)),
        (kind, None) => {
            let facts = vec![Fact::new("esm_class", format!("0x{kind:02X}"))];
            (arrival_key(arrival), EventKind::Notice { what: "delivery".to_owned(), facts })
        }
    };
    Some(Event { key, account: None, at: None, kind })
}

/// A carrier gives messages no ids: one that is delivered again because our confirmation was lost
/// cannot be told from one that was sent twice, and counts twice.
fn arrival_key(arrival: &Arrival<'_>) -> String {
    let digest = HEXLOWER.encode(&Sha256::digest(arrival.bytes));
    format!("message/{}/{digest}", arrival.at.micros())
}

fn received(deliver: &DeliverSm, class: u8) -> EventKind {
    let from = deliver.source_addr.as_str();
    let plus = deliver.source_addr_ton == Ton::International && !from.starts_with('+');
    let body = body(deliver, class);
    let text = text::decode(u8::from(deliver.data_coding), &body);
    EventKind::Received {
        from: if plus { format!("+{from}") } else { from.to_owned() },
        what: if text.is_some() { "text" } else { "data" }.to_owned(),
        text,
    }
}

/// The text without its header. A long message comes in parts, each by itself.
fn body(deliver: &DeliverSm, class: u8) -> Vec<u8> {
    let short = deliver.short_message().as_ref();
    let payload = deliver.tlvs().iter().find_map(|tlv| match tlv.value() {
        Some(TlvValue::MessagePayload(payload)) => Some(payload.value.as_ref()),
        _ => None,
    });
    let bytes = if short.is_empty() { payload.unwrap_or_default() } else { short };
    if class & HAS_HEADER == 0 {
        return bytes.to_vec();
    }
    let header = bytes.first().map_or(0, |length| usize::from(*length) + 1);
    bytes.get(header..).unwrap_or_default().to_vec()
}

/// What a receipt says.
struct Receipt {
    id: String,
    /// A word of appendix B.
    state: String,
    /// The network's or carrier's own code.
    error: String,
}

impl Receipt {
    fn of(deliver: &DeliverSm) -> Option<Self> {
        Self::of_tlvs(deliver)
            .or_else(|| Self::of_text(&body(deliver, u8::from(deliver.esm_class))))
    }

    /// Source: SMPP 3.4, 5.3.2.12 and 5.3.2.35.
    fn of_tlvs(deliver: &DeliverSm) -> Option<Self> {
        let values = || deliver.tlvs().iter().filter_map(Tlv::value);
        let id = values().find_map(|value| match value {
            TlvValue::ReceiptedMessageId(id) => Some(id.as_str().to_owned()),
            _ => None,
        })?;
        let state = values().find_map(|value| match value {
            TlvValue::MessageState(state) => Some(u8::from(*state)),
            _ => None,
        })?;
        // The code of the network is only in the text with many carriers.
        let text = Self::of_text(&body(deliver, u8::from(deliver.esm_class)));
        let error = text.map(|text| text.error).unwrap_or_default();
        Some(Self { id, state: state_word(state), error })
    }

    /// The form of appendix B, which every carrier changes a little: fields in any order and case,
    /// some missing, and the beginning of the message at the end.
    fn of_text(bytes: &[u8]) -> Option<Self> {
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        let fields = text.to_ascii_lowercase();
        // What the person wrote may look like a field.
        let end = fields.find(" text:").unwrap_or(fields.len());
        let field = |name: &str| {
            let begin = fields[..end]
                .match_indices(name)
                .find(|(at, _)| *at == 0 || fields.as_bytes()[at - 1].is_ascii_whitespace());
            let value = text.get(begin?.0 + name.len()..end)?.trim_start();
            value.split_ascii_whitespace().next().map(str::to_owned)
        };
        let (id, state) = (field("id:")?, field("stat:")?);
        let error = field("err:").unwrap_or_default();
        Some(Self { id, state: state.to_ascii_uppercase(), error })
    }

    fn message_state(&self) -> MessageState {
        let failed = |reason| {
            let code = match self.error.trim_start_matches('0') {
                "" => self.state.clone(),
                _ => format!("{}/{}", self.state, self.error),
            };
            MessageState::Failed(Problem::new(reason).with_code(code))
        };
        // Some carriers write a word in full.
        match self.state.get(..5).unwrap_or(&self.state) {
            "DELIV" => MessageState::Delivered,
            "SCHED" | "ENROU" | "ACCEP" => MessageState::Sent,
            "EXPIR" | "UNDEL" => failed(Reason::RecipientUnreachable),
            "REJEC" => failed(Reason::ContentRefused),
            "DELET" | "SKIPP" => failed(Reason::Unrecognised),
            _ => MessageState::Other(self.state.clone()),
        }
    }
}

/// Source: SMPP 3.4, 5.2.28 and appendix B; 0 and 9 are of version 5.
fn state_word(state: u8) -> String {
    let words = [
        "SCHEDULED",
        "ENROUTE",
        "DELIVRD",
        "EXPIRED",
        "DELETED",
        "UNDELIV",
        "ACCEPTD",
        "UNKNOWN",
        "REJECTD",
        "SKIPPED",
    ];
    words.get(usize::from(state)).map_or_else(|| state.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;
    use proptest::prelude::*;
    use rusmpp::CommandStatus;
    use rusmpp::tlvs::MessageDeliveryRequestTlvValue as Extra;
    use rusmpp::types::{AnyOctetString, OctetString};
    use rusmpp::values::{DataCoding, EsmClass, MessagePayload, MessageState as State};
    use tokio_util::bytes::BytesMut;
    use tokio_util::codec::Encoder;

    use super::super::pdu::PduCodec;
    use super::*;

    fn event_of(deliver: DeliverSm, at: i64) -> Option<Event> {
        let mut bytes = BytesMut::new();
        let command = (CommandStatus::EsmeRok, 7, Pdu::DeliverSm(deliver));
        PduCodec::new().encode(command, &mut bytes).expect("bytes");
        let arrival = Arrival { bytes: &bytes, at: Timestamp::from_micros(at) };
        read(&arrival, &Credentials::default())
    }

    fn deliver(class: u8, coding: DataCoding, text: &[u8]) -> DeliverSm {
        DeliverSm::builder()
            .source_addr_ton(Ton::International)
            .source_addr("4917612345".parse().expect("an address"))
            .esm_class(EsmClass::from(class))
            .data_coding(coding)
            .short_message(OctetString::from_vec(text.to_vec()).expect("a short text"))
            .build()
    }

    fn receipt(text: &str) -> Option<(String, MessageState)> {
        let event = event_of(deliver(RECEIPT, DataCoding::McSpecific, text.as_bytes()), 0)?;
        match event.kind {
            EventKind::State { message, state } => Some((message, state)),
            _ => None,
        }
    }

    fn failed(reason: Reason, code: &str) -> MessageState {
        MessageState::Failed(Problem::new(reason).with_code(code))
    }

    #[test]
    fn receipts_are_read_as_carriers_write_them() {
        use MessageState::{Delivered, Other, Sent};
        for (text, id, state) in [
            (
                "id:1A2B3C sub:001 dlvrd:001 submit date:2611220510 done date:2611220511 \
                 stat:DELIVRD err:000 text:first 20 characters",
                "1A2B3C",
                Delivered,
            ),
            (
                "ID:7 STAT:UNDELIV ERR:027 Text:x",
                "7",
                failed(Reason::RecipientUnreachable, "UNDELIV/027"),
            ),
            ("stat:EXPIRED id: 0009", "0009", failed(Reason::RecipientUnreachable, "EXPIRED")),
            ("id:a stat:REJECTD err:0", "a", failed(Reason::ContentRefused, "REJECTD")),
            ("id:a stat:DELETED", "a", failed(Reason::Unrecognised, "DELETED")),
            ("id:a stat:ENROUTE", "a", Sent),
            ("id:a stat:ACCEPTED", "a", Sent),
            ("id:a stat:delivered", "a", Delivered),
            ("id:a stat:UNKNOWN", "a", Other("UNKNOWN".to_owned())),
            // What the person wrote is not the receipt's.
            ("id:a stat:DELIVRD err:000 text:id:b stat:REJECTD", "a", Delivered),
        ] {
            assert_eq!(receipt(text), Some((id.to_owned(), state)), "{text}");
        }
        for text in ["", "id: stat:", "stat:DELIVRD", "id:7", "text:id:a stat:DELIVRD", "Hello"] {
            assert_eq!(receipt(text), None, "{text}");
        }
    }

    #[test]
    fn fields_of_their_own_weigh_more_than_the_text() {
        let mut receipt = deliver(RECEIPT, DataCoding::McSpecific, b"id:wrong stat:DELIVRD err:11");
        receipt.push_tlv(Extra::ReceiptedMessageId("right".parse().expect("an id")));
        receipt.push_tlv(Extra::MessageState(State::Undeliverable));
        let event = event_of(receipt.clone(), 0).expect("an event");
        let state = failed(Reason::RecipientUnreachable, "UNDELIV/11");
        assert_eq!(event.kind, EventKind::State { message: "right".to_owned(), state });
        // Also where the class does not say that it is a receipt.
        receipt.esm_class = EsmClass::from(0);
        assert_eq!(event_of(receipt, 0), Some(event));
    }

    #[test]
    fn a_receipt_that_is_repeated_is_the_same_event_and_a_message_is_not() {
        let text = b"id:7 stat:DELIVRD err:000";
        let key = |class, at| {
            event_of(deliver(class, DataCoding::McSpecific, text), at).expect("one").key
        };
        assert_eq!(key(RECEIPT, 1), key(RECEIPT, 2));
        assert_eq!(key(MESSAGE, 1), key(MESSAGE, 1), "read once more");
        assert_ne!(key(MESSAGE, 1), key(MESSAGE, 2));
    }

    fn message(class: u8, coding: DataCoding, bytes: &[u8]) -> (String, Option<String>) {
        match event_of(deliver(class, coding, bytes), 0).expect("an event").kind {
            EventKind::Received { from, what, text } => {
                assert_eq!(from, "+4917612345");
                (what, text)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn messages_are_read_in_every_usual_alphabet() {
        let text = |text: &str| ("text".to_owned(), Some(text.to_owned()));
        assert_eq!(message(0, DataCoding::McSpecific, b"a\x00\x1b\x65"), text("a@€"));
        assert_eq!(message(0, DataCoding::Latin1, &[b'G', 0xfc]), text("Gü"));
        let utf_16: Vec<u8> = "水路😀".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(message(0, DataCoding::Ucs2, &utf_16), text("水路😀"));
        let data = ("data".to_owned(), None);
        assert_eq!(message(0, DataCoding::OctetUnspecified, &[1, 2, 3]), data);
        // Half a character.
        assert_eq!(message(0, DataCoding::Ucs2, &utf_16[..5]), data);
    }

    #[test]
    fn a_part_of_a_long_message_is_read_without_its_header() {
        let part = [&[5, 0, 3, 9, 2, 1], &b"Hello"[..]].concat();
        let (what, text) = message(HAS_HEADER, DataCoding::McSpecific, &part);
        assert_eq!((what.as_str(), text.as_deref()), ("text", Some("Hello")));
        // A header that is longer than the message.
        assert_eq!(message(HAS_HEADER, DataCoding::McSpecific, &[9, 1]).1.as_deref(), Some(""));
        let mut long = deliver(0, DataCoding::McSpecific, b"");
        let payload = MessagePayload::new(AnyOctetString::from_vec(vec![b'x'; 300]));
        long.push_tlv(Extra::MessagePayload(payload));
        let event = event_of(long, 0).expect("an event");
        let EventKind::Received { text, .. } = event.kind else { panic!("{event:?}") };
        assert_eq!(text, Some("x".repeat(300)));
    }

    #[test]
    fn what_is_neither_message_nor_receipt_is_a_notice() {
        let event = event_of(deliver(0x08, DataCoding::McSpecific, b"read"), 0).expect("an event");
        let EventKind::Notice { what, facts } = event.kind else { panic!("{:?}", event.kind) };
        assert_eq!(
            (what.as_str(), &facts[..]),
            ("delivery", &[Fact::new("esm_class", "0x08")][..])
        );
    }

    proptest! {
        #[test]
        fn whatever_is_delivered_is_read_without_a_panic(bytes: Vec<u8>, class: u8, text in prop::collection::vec(any::<u8>(), 0..250)) {
            let arrival = Arrival { bytes: &bytes, at: Timestamp::from_micros(0) };
            let _ = read(&arrival, &Credentials::default());
            for coding in [DataCoding::McSpecific, DataCoding::Ucs2, DataCoding::Latin1] {
                let _ = event_of(deliver(class, coding, &text), 0);
            }
        }

        #[test]
        fn ids_of_receipts_come_through(id in "[0-9a-zA-Z-]{1,64}", before in "(sub:001 |err:5 )?") {
            let text = format!("{before}id:{id} stat:DELIVRD text:");
            prop_assert_eq!(receipt(&text), Some((id, MessageState::Delivered)));
        }
    }
}

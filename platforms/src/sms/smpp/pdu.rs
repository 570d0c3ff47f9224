//! PDUs on a stream. Each is read as it came, and taken apart only where something in it is
//! needed: one that cannot be taken apart is no reason to end a session, and can still be kept.

use std::io;

use rusmpp::tokio_codec::CommandCodec;
use rusmpp::{Command, CommandStatus, Pdu};
use tokio_util::bytes::{Buf, Bytes, BytesMut};
use tokio_util::codec::{Decoder, Encoder, LengthDelimitedCodec};

/// The longest PDU that is read, in bytes: a message of 64 kB in `message_payload`, and the rest.
const LONGEST: usize = 70_000;

/// What every PDU begins with: its length, its kind, its status and its number.
const HEADER: usize = 16;

/// What the other side has sent.
#[derive(Debug, Clone)]
pub(super) struct Received {
    pub(super) kind: u32,
    pub(super) status: u32,
    pub(super) number: u32,
    /// All of it, with its header.
    pub(super) bytes: Bytes,
}

/// Kinds of PDUs. Source: SMPP 3.4, 5.1.2.1.
pub(super) mod kind {
    pub(crate) const DELIVER_SM: u32 = 0x05;
    pub(crate) const UNBIND: u32 = 0x06;
    pub(crate) const ENQUIRE_LINK: u32 = 0x15;
    pub(crate) const ALERT_NOTIFICATION: u32 = 0x102;
    pub(crate) const GENERIC_NACK: u32 = 0x8000_0000;
    pub(crate) const UNBIND_RESP: u32 = 0x8000_0006;
}

impl Received {
    /// Whether it answers something.
    pub(super) const fn is_answer(&self) -> bool {
        self.kind & 0x8000_0000 != 0
    }

    /// What is in it, if that can be read.
    pub(super) fn pdu(&self) -> Option<Pdu> {
        take_apart(&self.bytes)
    }
}

/// What is in the bytes of a whole PDU, if that can be read.
pub(super) fn take_apart(bytes: &[u8]) -> Option<Pdu> {
    let mut codec = CommandCodec::new().with_max_length(LONGEST);
    let command = codec.decode(&mut BytesMut::from(bytes)).ok()??;
    command.pdu().cloned()
}

pub(super) struct PduCodec {
    lengths: LengthDelimitedCodec,
    commands: CommandCodec,
}

impl PduCodec {
    pub(super) fn new() -> Self {
        // The length counts itself and stays in front.
        let lengths = LengthDelimitedCodec::builder()
            .length_field_length(4)
            .num_skip(0)
            .max_frame_length(LONGEST)
            .new_codec();
        Self { lengths, commands: CommandCodec::new() }
    }
}

impl Decoder for PduCodec {
    type Item = Received;
    type Error = io::Error;

    fn decode(&mut self, source: &mut BytesMut) -> io::Result<Option<Received>> {
        let Some(whole) = self.lengths.decode(source)? else { return Ok(None) };
        if whole.len() < HEADER {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let bytes = whole.freeze();
        let mut header = bytes.slice(4..HEADER);
        let (kind, status, number) = (header.get_u32(), header.get_u32(), header.get_u32());
        Ok(Some(Received { kind, status, number, bytes }))
    }
}

impl Encoder<(CommandStatus, u32, Pdu)> for PduCodec {
    type Error = io::Error;

    fn encode(
        &mut self,
        (status, number, pdu): (CommandStatus, u32, Pdu),
        target: &mut BytesMut,
    ) -> io::Result<()> {
        let command = Command::new(status, number, pdu);
        self.commands.encode(command, target).map_err(io::Error::other)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pdus_are_cut_out_of_a_stream_wherever_it_is_torn() {
        let mut stream = BytesMut::new();
        let mut codec = PduCodec::new();
        for number in 1..=3 {
            codec
                .encode((CommandStatus::EsmeRok, number, Pdu::EnquireLink), &mut stream)
                .expect("bytes");
        }
        let bytes = stream.to_vec();
        for size in 1..=bytes.len() {
            let (mut codec, mut source, mut numbers) = (PduCodec::new(), BytesMut::new(), vec![]);
            for piece in bytes.chunks(size) {
                source.extend_from_slice(piece);
                while let Some(received) = codec.decode(&mut source).expect("PDUs") {
                    assert_eq!((received.kind, received.status), (kind::ENQUIRE_LINK, 0));
                    assert!(matches!(received.pdu(), Some(Pdu::EnquireLink)));
                    numbers.push(received.number);
                }
            }
            assert_eq!(numbers, [1, 2, 3]);
        }
    }

    #[test]
    fn lengths_that_cannot_be_are_refused() {
        for length in [0_u32, 3, 4, 15, 70_001, u32::MAX] {
            let mut source = BytesMut::from(&[&length.to_be_bytes()[..], &[0; 12]].concat()[..]);
            assert!(PduCodec::new().decode(&mut source).is_err(), "{length}");
        }
    }

    proptest! {
        #[test]
        fn whatever_comes_is_read_or_refused(bytes: Vec<u8>) {
            let (mut codec, mut source) = (PduCodec::new(), BytesMut::from(&bytes[..]));
            while let Ok(Some(received)) = codec.decode(&mut source) {
                let _ = received.pdu();
            }
            let _ = take_apart(&bytes);
        }
    }
}

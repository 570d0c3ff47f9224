//! Texts as SMS: in the alphabet of GSM where it is enough, else in UTF-16, in as many parts as
//! needed.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::platform::{Problem, Reason};
use rusmpp::extra::encoding::gsm7bit::Gsm7BitUnpacked;
use rusmpp::values::DataCoding;

/// The begin of an extended character; what follows belongs to it.
const ESCAPE: u8 = 0x1b;

/// What a phone puts together: a header of six bytes, counted as seven characters of GSM.
/// Source: 3GPP TS 23.040, 9.2.3.24.1.
const HEADER: usize = 6;

/// How much stands in one message, and in each part of several. Of GSM each character travels as
/// one byte and counts seven bits; of UTF-16 two bytes.
struct Limits {
    single: usize,
    part: usize,
}

const GSM: Limits = Limits { single: 160, part: 153 };
const UTF_16: Limits = Limits { single: 140, part: 134 };

/// More parts would take a person minutes to get; carriers refuse them.
const MOST_PARTS: usize = 10;

/// A text that is ready to be sent.
#[derive(Debug)]
pub(super) struct Encoded {
    pub(super) data_coding: DataCoding,
    /// Each with its header where there are several.
    pub(super) parts: Vec<Vec<u8>>,
}

/// Encodes a text; `reference` tells its parts from those of other texts.
pub(super) fn encode(text: &str, reference: u8) -> Result<Encoded, Problem> {
    let (data_coding, chunks) = match Gsm7BitUnpacked::new().encode_to_vec(text) {
        Ok(bytes) => (DataCoding::McSpecific, split_gsm(&bytes)),
        Err(_) => (DataCoding::Ucs2, split_utf_16(text)),
    };
    let total = chunks.len();
    if total > MOST_PARTS {
        return Err(Reason::TextTooLong.into());
    }
    let count = u8::try_from(total).map_err(|_| Problem::new(Reason::TextTooLong))?;
    let parts = (1..=count).zip(chunks).map(|(number, chunk)| {
        if total == 1 {
            return chunk;
        }
        let mut part = Vec::with_capacity(HEADER + chunk.len());
        part.extend([5, 0, 3, reference, count, number]);
        part.extend(chunk);
        part
    });
    Ok(Encoded { data_coding, parts: parts.collect() })
}

fn split_gsm(bytes: &[u8]) -> Vec<Vec<u8>> {
    if bytes.len() <= GSM.single {
        return vec![bytes.to_vec()];
    }
    let mut parts = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let mut end = rest.len().min(GSM.part);
        if end < rest.len() && rest[end - 1] == ESCAPE {
            end -= 1;
        }
        let (part, others) = rest.split_at(end);
        parts.push(part.to_vec());
        rest = others;
    }
    parts
}

fn split_utf_16(text: &str) -> Vec<Vec<u8>> {
    let bytes = |one: char| {
        let mut units = [0; 2];
        one.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()).collect::<Vec<_>>()
    };
    let whole: Vec<u8> = text.chars().flat_map(bytes).collect();
    if whole.len() <= UTF_16.single {
        return vec![whole];
    }
    let mut parts = vec![Vec::new()];
    for one in text.chars().map(bytes) {
        match parts.last_mut() {
            Some(part) if part.len() + one.len() <= UTF_16.part => part.extend(one),
            _ => parts.push(one),
        }
    }
    parts
}

/// Bytes of one character of GSM and what they stand for: the library's table the other way round.
static GSM_CHARACTERS: LazyLock<HashMap<Vec<u8>, char>> = LazyLock::new(|| {
    // The last one is the euro sign.
    let encoded = |one: char| {
        let bytes = Gsm7BitUnpacked::new().encode_to_vec(one.encode_utf8(&mut [0; 4])).ok()?;
        Some((bytes, one))
    };
    ('\0'..='\u{20ac}').filter_map(encoded).collect()
});

/// The text of a message that came in. Nothing where it is no text, or not in an alphabet that is
/// told by its number. Source of the numbers: SMPP 3.4, 5.2.19.
pub(super) fn decode(data_coding: u8, bytes: &[u8]) -> Option<String> {
    match data_coding {
        0 => Some(decode_gsm(bytes)),
        1 => bytes.is_ascii().then(|| bytes.iter().map(|byte| char::from(*byte)).collect()),
        3 => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
        8 => {
            let (pairs, rest) = bytes.as_chunks::<2>();
            let units: Vec<_> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            rest.is_empty().then(|| String::from_utf16(&units).ok())?
        }
        _ => None,
    }
}

/// What is not in the alphabet is shown as a replacement character.
fn decode_gsm(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = bytes;
    while let Some(first) = rest.first() {
        let length = if *first == ESCAPE { 2.min(rest.len()) } else { 1 };
        let (one, others) = rest.split_at(length);
        text.push(GSM_CHARACTERS.get(one).copied().unwrap_or(char::REPLACEMENT_CHARACTER));
        rest = others;
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lengths(text: &str) -> Vec<usize> {
        encode(text, 1).expect("parts").parts.iter().map(Vec::len).collect()
    }

    #[test]
    fn limits_are_those_of_phones() {
        assert_eq!(lengths(&"a".repeat(160)), [160]);
        assert_eq!(lengths(&"a".repeat(161)), [HEADER + 153, HEADER + 8]);
        // An extended character counts two and is not torn.
        assert_eq!(lengths(&"€".repeat(80)), [160]);
        assert_eq!(lengths(&"€".repeat(81)), [HEADER + 152, HEADER + 10]);
        assert_eq!(lengths(&"語".repeat(70)), [140]);
        assert_eq!(lengths(&"語".repeat(71)), [HEADER + 134, HEADER + 8]);
        // One that needs two units is not torn either: 33 in 132 bytes, and no half one.
        assert_eq!(lengths(&"😀".repeat(36)), [HEADER + 132, HEADER + 12]);
        assert_eq!(lengths(""), [0]);
        let problem = encode(&"a".repeat(1_531), 1).expect_err("11 parts");
        assert_eq!(problem.reason, Reason::TextTooLong);
    }

    #[test]
    fn parts_carry_the_header_that_joins_them() {
        let encoded = encode(&"a".repeat(161), 7).expect("parts");
        assert_eq!(encoded.parts[0][..HEADER], [5, 0, 3, 7, 2, 1]);
        assert_eq!(encoded.parts[1][..HEADER], [5, 0, 3, 7, 2, 2]);
    }

    #[test]
    fn what_is_no_text_is_told_from_what_is() {
        assert_eq!(decode(0, b"\x1b"), Some("\u{fffd}".to_owned()));
        assert_eq!(decode(0, &[0xff]), Some("\u{fffd}".to_owned()));
        assert_eq!(decode(1, b"plain"), Some("plain".to_owned()));
        assert_eq!(decode(1, &[0x80]), None);
        assert_eq!(decode(8, &[0xd8, 0x3d]), None, "half a pair");
        assert_eq!(decode(4, b"data"), None);
    }

    proptest! {
        #[test]
        fn what_was_encoded_is_decoded(text in "[ -~€é語😀àΔ]{0,60}") {
            let encoded = encode(&text, 1).expect("a part");
            prop_assert_eq!(decode(u8::from(encoded.data_coding), &encoded.parts[0]), Some(text));
        }

        #[test]
        fn nothing_is_lost_in_utf_16(text in "[語😀a]{1,300}語") {
            let encoded = encode(&text, 1).expect("parts");
            let header = if encoded.parts.len() == 1 { 0 } else { HEADER };
            let bytes: Vec<u8> = encoded.parts.iter().flat_map(|part| part[header..].to_vec()).collect();
            let units: Vec<u16> =
                bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            prop_assert_eq!(String::from_utf16(&units).expect("UTF-16"), text);
        }

        #[test]
        fn every_part_fits(text in "[ -~€é語😀]{0,330}") {
            for part in encode(&text, 1).expect("parts").parts {
                prop_assert!(part.len() <= 160);
            }
        }
    }
}

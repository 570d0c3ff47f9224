//! Answers to questions for TXT records (RFC 1035), by UDP.

use std::io;

use tokio::net::UdpSocket;

use crate::Simulator;

/// The longest question that is read. Those of today have at most some 300 bytes.
const LONGEST_QUESTION: usize = 512;

const HEADER: usize = 12;
const TXT: u16 = 16;
/// An answer of somebody who knows, with the question's wish for recursion granted.
const FOUND: u16 = 0x8580;
const NO_SUCH_NAME: u16 = 0x8583;
/// The name is the one in the question.
const SAME_NAME: u16 = 0xc00c;

pub(super) async fn serve(simulator: &Simulator, socket: UdpSocket) -> io::Result<()> {
    let mut question = [0; LONGEST_QUESTION];
    loop {
        let (length, from) = socket.recv_from(&mut question).await?;
        let records = |name: &str| simulator.world().mail.records.get(name).cloned();
        if let Some(answer) = answer(&question[..length], records) {
            // Whoever asked may be gone.
            let _ = socket.send_to(&answer, from).await;
        }
    }
}

fn answer(question: &[u8], records: impl Fn(&str) -> Option<Vec<String>>) -> Option<Vec<u8>> {
    let mut place = HEADER;
    let mut labels = Vec::new();
    loop {
        let length = usize::from(*question.get(place)?);
        place += 1;
        if length == 0 {
            break;
        }
        let label = question.get(place..place + length)?;
        labels.push(String::from_utf8_lossy(label).to_ascii_lowercase());
        place += length;
    }
    let end = place + 4;
    let kind = u16::from_be_bytes(question.get(place..place + 2)?.try_into().ok()?);
    let asked = question.get(HEADER..end)?;
    let found = records(&labels.join("."));
    let texts = found.clone().filter(|_| kind == TXT).unwrap_or_default();
    let mut answer = question[..2].to_vec();
    let flags = if found.is_some() { FOUND } else { NO_SUCH_NAME };
    let count = u16::try_from(texts.len()).ok()?;
    for number in [flags, 1, count, 0, 0] {
        answer.extend(number.to_be_bytes());
    }
    answer.extend(asked);
    for text in texts {
        for number in [SAME_NAME, TXT, 1, 0, 0] {
            answer.extend(number.to_be_bytes());
        }
        let mut data = Vec::new();
        for part in text.as_bytes().chunks(255) {
            data.push(u8::try_from(part.len()).ok()?);
            data.extend(part);
        }
        answer.extend(u16::try_from(data.len()).ok()?.to_be_bytes());
        answer.extend(data);
    }
    Some(answer)
}

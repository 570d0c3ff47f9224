//! DKIM (RFC 6376, 8301, 8463): the key that signs mail of a domain.

use data_encoding::BASE64;
use domain::platform::{Check, CheckItem, Outcome, Reason};

use super::{Dns, Sender, finding, tag, tags, text_record};

/// The length of an RSA key of 1,024 bits as it is published: shorter ones are not valid
/// (RFC 8301, 3.2).
const SHORTEST_RSA_KEY: usize = 162;

/// The length of an Ed25519 key as it is published (RFC 8463, 4.2).
const ED25519_KEY: usize = 32;

pub(super) async fn check(dns: &Dns, sender: &Sender<'_>) -> Check {
    let item = CheckItem::Dkim;
    // Without the selector nobody can find the key: the provider or a signed mail tells it.
    let Some(selector) = sender.selector else {
        return Check::new(item, Outcome::CannotKnow(None));
    };
    let name = format!("{selector}._domainkey.{}", sender.domain);
    let texts = match dns.texts(&name).await {
        Ok(texts) => texts,
        Err(problem) => return Check::new(item, Outcome::CannotKnow(Some(problem))),
    };
    let proposed =
        text_record(&name, "v=DKIM1; k=rsa; p=<the public key that your mail provider shows>");
    let (reason, word) = match texts.as_slice() {
        [] => (Reason::DomainRecordMissing, "none"),
        [record] => match fault(record) {
            None => return Check::new(item, Outcome::Pass).with_fact("record", record),
            Some(word) => (Reason::DomainRecordWrong, word),
        },
        _ => (Reason::DomainRecordWrong, "several"),
    };
    finding(item, reason, word, &texts.join("\n"), proposed)
}

fn fault(record: &str) -> Option<&'static str> {
    let tags = tags(record);
    if tag(&tags, "v").is_some_and(|version| version != "DKIM1") {
        return Some("v");
    }
    let Some(key) = tag(&tags, "p") else { return Some("p missing") };
    if key.is_empty() {
        return Some("revoked");
    }
    let key: String = key.split_ascii_whitespace().collect();
    let Ok(key) = BASE64.decode(key.as_bytes()) else { return Some("p") };
    match tag(&tags, "k").unwrap_or("rsa") {
        "rsa" if key.len() < SHORTEST_RSA_KEY => Some("key too short"),
        "ed25519" if key.len() != ED25519_KEY => Some("p"),
        "rsa" | "ed25519" => None,
        _ => Some("k"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of_length(length: usize) -> String {
        BASE64.encode(&vec![7; length])
    }

    #[test]
    fn faults_of_a_key_are_named() {
        assert_eq!(fault(&format!("v=DKIM1; k=rsa; p={}", of_length(294))), None);
        assert_eq!(fault(&format!("p={}", of_length(162))), None);
        assert_eq!(fault(&format!("v=DKIM1; k=ed25519; p={}", of_length(32))), None);
        assert_eq!(fault(&format!("k=rsa; p={}", of_length(94))), Some("key too short"));
        assert_eq!(fault("v=DKIM1; p="), Some("revoked"));
        assert_eq!(fault("v=DKIM1; k=rsa"), Some("p missing"));
        assert_eq!(fault("v=DKIM2; p=AAAA"), Some("v"));
        assert_eq!(fault("v=DKIM1; k=new; p=AAAA"), Some("k"));
        assert_eq!(fault("v=DKIM1; p=<key>"), Some("p"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(record: String) {
            let _ = fault(&record);
        }
    }
}

//! DMARC (RFC 9989): what happens to mail that fails SPF and DKIM.

use domain::platform::{Check, CheckItem, Outcome, Problem, Reason};

use super::{Dns, Sender, finding, tag, tags, text_record};

/// How many names are asked at most on the way up. Source: RFC 9989, "DNS Tree Walk".
const MOST_QUERIES: usize = 8;

pub(super) async fn check(dns: &Dns, sender: &Sender<'_>) -> Check {
    let item = CheckItem::Dmarc;
    let (name, records) = match find(dns, sender.domain).await {
        Ok(found) => found,
        Err(problem) => return Check::new(item, Outcome::CannotKnow(Some(problem))),
    };
    let proposed =
        text_record(&name, format!("v=DMARC1; p=none; rua=mailto:postmaster@{}", sender.domain));
    let (reason, word) = match records.as_slice() {
        [] => (Reason::DomainRecordMissing, "none"),
        [record] => match fault(record) {
            None => {
                let check = Check::new(item, Outcome::Pass).with_fact("record", record);
                return check.with_fact("name", name);
            }
            Some(word) => (Reason::DomainRecordWrong, word),
        },
        _ => (Reason::DomainRecordWrong, "several"),
    };
    finding(item, reason, word, &records.join("\n"), proposed)
}

/// The name of the nearest policy from the domain upwards, and what stands there. Without any, the
/// name at which the domain's own belongs.
async fn find(dns: &Dns, domain: &str) -> Result<(String, Vec<String>), Problem> {
    for parent in parents(domain) {
        let name = format!("_dmarc.{parent}");
        let mut texts = dns.texts(&name).await?;
        texts.retain(|text| is_dmarc(text));
        if !texts.is_empty() {
            return Ok((name, texts));
        }
    }
    Ok((format!("_dmarc.{domain}"), Vec::new()))
}

/// The domain and what it is under. Of a long one the middle is left out.
fn parents(domain: &str) -> Vec<&str> {
    let starts = domain.match_indices('.').map(|(dot, _)| &domain[dot + 1..]);
    let mut names: Vec<_> = std::iter::once(domain).chain(starts).collect();
    if names.len() > MOST_QUERIES {
        names.drain(1..=names.len() - MOST_QUERIES);
    }
    names
}

fn is_dmarc(text: &str) -> bool {
    text.split(';').next().is_some_and(|version| version.replace(' ', "") == "v=DMARC1")
}

fn fault(record: &str) -> Option<&'static str> {
    let tags = tags(record);
    let is_policy = |value: &str| {
        ["none", "quarantine", "reject"].iter().any(|one| value.eq_ignore_ascii_case(one))
    };
    for name in ["p", "sp", "np"] {
        if tag(&tags, name).is_some_and(|value| !is_policy(value)) {
            return Some(match name {
                "p" => "p",
                "sp" => "sp",
                _ => "np",
            });
        }
    }
    // A record without a policy means "none".
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn faults_of_a_policy_are_named() {
        assert_eq!(fault("v=DMARC1; p=none"), None);
        assert_eq!(fault("v=DMARC1;p=REJECT;sp=quarantine;rua=mailto:a@b"), None);
        assert_eq!(fault("v=DMARC1; pct=50; rua=mailto:a@b"), None);
        assert_eq!(fault("v=DMARC1; p=block"), Some("p"));
        assert_eq!(fault("v=DMARC1; p=none; sp=x"), Some("sp"));
    }

    #[test]
    fn only_the_whole_version_makes_a_record() {
        assert!(is_dmarc("v=DMARC1; p=none") && is_dmarc("v = DMARC1"));
        assert!(!is_dmarc("v=DMARC12; p=none") && !is_dmarc("p=none; v=DMARC1"));
    }

    #[test]
    fn the_way_up_is_short() {
        assert_eq!(
            parents("a.b.example.com"),
            ["a.b.example.com", "b.example.com", "example.com", "com"]
        );
        let long = parents("1.2.3.4.5.6.7.8.9.10");
        assert_eq!(long.len(), MOST_QUERIES);
        assert_eq!((long[0], long[1]), ("1.2.3.4.5.6.7.8.9.10", "4.5.6.7.8.9.10"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(record: String) {
            let _ = fault(&record);
            let _ = parents(&record);
        }
    }
}

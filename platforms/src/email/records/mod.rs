//! The DNS records that authenticate a sender's domain, and the exact record to publish where one
//! is missing or wrong.

mod dkim;
mod dmarc;
mod spf;

use domain::platform::{Check, CheckItem, DnsRecord, Outcome, Problem, Reason};

use super::dns::Dns;

/// What is known of a sender whose domain is checked.
pub(super) struct Sender<'a> {
    /// Its domain in lower case.
    pub(super) domain: &'a str,
    /// The host that the provider's SPF record is at, if the tenant knows it.
    pub(super) spf_include: Option<&'a str>,
    /// The name under which the key that signs is published, if the tenant knows it.
    pub(super) selector: Option<&'a str>,
}

/// Checks the three records of a domain.
pub(super) async fn check(dns: &Dns, sender: &Sender<'_>) -> Vec<Check> {
    vec![
        spf::check(dns, sender).await,
        dkim::check(dns, sender).await,
        dmarc::check(dns, sender).await,
    ]
}

/// A finding: what is wrong in one word, what stands there, and what should.
fn finding(item: CheckItem, reason: Reason, word: &str, found: &str, record: DnsRecord) -> Check {
    let mut check = Check::new(item, Outcome::Fail(Problem::new(reason).with_code(word)));
    if !found.is_empty() {
        check = check.with_fact("found", found);
    }
    check.with_record(record)
}

fn text_record(name: impl Into<String>, value: impl Into<String>) -> DnsRecord {
    DnsRecord { name: name.into(), kind: "TXT".into(), value: value.into() }
}

/// Names and values of a record like `v=DKIM1; k=rsa`, names in lower case.
fn tags(record: &str) -> Vec<(String, String)> {
    let parts = record.split(';').filter_map(|part| part.split_once('='));
    parts.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned())).collect()
}

fn tag<'a>(tags: &'a [(String, String)], name: &str) -> Option<&'a str> {
    tags.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str())
}

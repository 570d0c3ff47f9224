//! SPF (RFC 7208): which hosts send mail of a domain.

use std::collections::VecDeque;

use domain::platform::{Check, CheckItem, DnsRecord, Outcome, Problem, Reason};

use super::{Dns, Sender, finding, text_record};

/// How many terms that ask the domain name system a check may need. Source: RFC 7208, 4.6.4.
const MOST_LOOKUPS: usize = 10;

/// What is wrong with a record by itself.
#[derive(Debug, PartialEq, Eq)]
enum Fault {
    /// It lets every host send.
    AllowsAll,
    /// It does not say what happens to other hosts.
    NoEnd,
    /// A term is not one that exists.
    Syntax(String),
}

impl Fault {
    fn word(&self) -> &str {
        match self {
            Self::AllowsAll => "+all",
            Self::NoEnd => "all missing",
            Self::Syntax(term) => term,
        }
    }
}

pub(super) async fn check(dns: &Dns, sender: &Sender<'_>) -> Check {
    let item = CheckItem::Spf;
    let found = match dns.texts(sender.domain).await {
        Ok(texts) => texts.into_iter().filter(|text| is_spf(text)).collect::<Vec<_>>(),
        Err(problem) => return Check::new(item, Outcome::CannotKnow(Some(problem))),
    };
    let wrong = |word: &str, found: &str, record| {
        finding(item, Reason::DomainRecordWrong, word, found, record)
    };
    let record = match found.as_slice() {
        [] => {
            return finding(item, Reason::DomainRecordMissing, "none", "", proposed(sender, None));
        }
        [record] => record,
        // Two records are as bad as none, so one has to hold both.
        records => {
            return wrong("several", &records.join("\n"), proposed(sender, Some(&merged(records))));
        }
    };
    if let Some(fault) = fault(record) {
        return wrong(fault.word(), record, proposed(sender, Some(record)));
    }
    if let Some(include) = sender.spf_include
        && !terms(record).any(|term| argument(term, "include:").is_some_and(|one| one == include))
    {
        return wrong("provider missing", record, proposed(sender, Some(record)));
    }
    match lookups(dns, record).await {
        Err(problem) => Check::new(item, Outcome::CannotKnow(Some(problem))),
        Ok(lookups) if lookups > MOST_LOOKUPS => {
            wrong("too many lookups", record, proposed(sender, None))
        }
        Ok(_) => Check::new(item, Outcome::Pass),
    }
    .with_fact("record", record)
}

fn is_spf(text: &str) -> bool {
    let version = text.split(' ').next().unwrap_or_default();
    version.eq_ignore_ascii_case("v=spf1")
}

fn terms(record: &str) -> impl Iterator<Item = &str> {
    record.split_ascii_whitespace().skip(1)
}

/// What follows the name of a term, without its qualifier.
fn argument<'a>(term: &'a str, name: &str) -> Option<&'a str> {
    let term = term.trim_start_matches(['+', '-', '~', '?']);
    let start = term.get(..name.len())?;
    start.eq_ignore_ascii_case(name).then(|| &term[name.len()..])
}

/// The name of a term without qualifier and argument.
fn name(term: &str) -> String {
    let bare = term.trim_start_matches(['+', '-', '~', '?']);
    bare.split([':', '/', '=']).next().unwrap_or_default().to_ascii_lowercase()
}

fn fault(record: &str) -> Option<Fault> {
    let mut has_end = false;
    for term in terms(record) {
        match (name(term).as_str(), term.contains('=')) {
            ("all", false) => {
                if !term.starts_with(['-', '~', '?']) {
                    return Some(Fault::AllowsAll);
                }
                has_end = true;
            }
            ("redirect", true) => has_end = true,
            ("include" | "exists" | "ip4" | "ip6", false) if term.contains(':') => {}
            // Modifiers that are not known are to be left out (RFC 7208, 6).
            ("a" | "mx" | "ptr", _) | (_, true) => {}
            _ => return Some(Fault::Syntax(term.to_owned())),
        }
    }
    (!has_end).then_some(Fault::NoEnd)
}

/// How many terms ask, in the record and in what it includes. Stops above the limit, which also
/// ends circles.
async fn lookups(dns: &Dns, record: &str) -> Result<usize, Problem> {
    let mut count = 0;
    let mut records = VecDeque::from([record.to_owned()]);
    while let Some(record) = records.pop_front() {
        for term in terms(&record) {
            if matches!(name(term).as_str(), "include" | "a" | "mx" | "ptr" | "exists" | "redirect")
            {
                count += 1;
            }
            if count > MOST_LOOKUPS {
                return Ok(count);
            }
            let next = argument(term, "include:").or_else(|| argument(term, "redirect="));
            // A macro needs a message to be read.
            if let Some(next) = next.filter(|next| !next.contains('%')) {
                let texts = dns.texts(next).await?;
                records.extend(texts.into_iter().find(|text| is_spf(text)));
            }
        }
    }
    Ok(count)
}

/// The record to publish: what is there, with the provider in it and an end.
fn proposed(sender: &Sender<'_>, record: Option<&str>) -> DnsRecord {
    let include = sender.spf_include.map_or_else(
        || "include:<the SPF host of your mail provider>".to_owned(),
        |host| format!("include:{host}"),
    );
    let kept = record.map(terms).into_iter().flatten();
    let kept = kept.filter(|term| fault(&format!("v=spf1 {term} -all")).is_none());
    let mut words: Vec<&str> = vec!["v=spf1"];
    let mut end = "~all";
    for term in kept {
        match name(term).as_str() {
            "all" => end = term,
            "redirect" => {}
            _ if !words.contains(&term) => words.push(term),
            _ => {}
        }
    }
    if !words.iter().any(|word| word.eq_ignore_ascii_case(&include))
        && (record.is_none() || sender.spf_include.is_some())
    {
        words.push(&include);
    }
    words.push(end);
    text_record(sender.domain, words.join(" "))
}

fn merged(records: &[String]) -> String {
    let terms = records.iter().flat_map(|record| terms(record)).collect::<Vec<_>>();
    format!("v=spf1 {}", terms.join(" "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SENDER: Sender<'_> =
        Sender { domain: "example.com", spf_include: Some("mail.example"), selector: None };

    #[test]
    fn only_the_whole_version_makes_a_record() {
        assert!(is_spf("v=spf1 -all") && is_spf("V=SPF1"));
        assert!(!is_spf("v=spf10 -all") && !is_spf("spf1") && !is_spf(""));
    }

    #[test]
    fn faults_of_a_record_are_named() {
        assert_eq!(fault("v=spf1 include:a.example ip4:192.0.2.0/24 a mx/24 -all"), None);
        assert_eq!(fault("v=spf1 redirect=a.example"), None);
        assert_eq!(fault("v=spf1 exp=a.example new=1 ~all"), None);
        assert_eq!(fault("v=spf1 +all"), Some(Fault::AllowsAll));
        assert_eq!(fault("v=spf1 all"), Some(Fault::AllowsAll));
        assert_eq!(fault("v=spf1 mx"), Some(Fault::NoEnd));
        let syntax = Some(Fault::Syntax("ipv4:192.0.2.1".to_owned()));
        assert_eq!(fault("v=spf1 ipv4:192.0.2.1 -all"), syntax);
    }

    #[test]
    fn the_proposal_keeps_what_is_right() {
        let value = |record| proposed(&SENDER, record).value;
        assert_eq!(value(None), "v=spf1 include:mail.example ~all");
        assert_eq!(value(Some("v=spf1 mx -all")), "v=spf1 mx include:mail.example -all");
        assert_eq!(value(Some("v=spf1 mx +all")), "v=spf1 mx include:mail.example ~all");
        assert_eq!(value(Some("v=spf1 ipv4:1 mx")), "v=spf1 mx include:mail.example ~all");
        assert_eq!(
            value(Some(&merged(&["v=spf1 mx -all".to_owned(), "v=spf1 mx a ~all".to_owned()]))),
            "v=spf1 mx a include:mail.example ~all"
        );
    }

    proptest! {
        #[test]
        fn every_proposal_is_without_fault(record in "v=spf1( [-+~?]?(all|mx|a|include:[a-z]{1,5}|ip4:[0-9]{1,3}|[a-z:=%]{1,8}))*") {
            let proposal = proposed(&SENDER, Some(&record)).value;
            prop_assert_eq!(fault(&proposal), None, "{}", proposal);
        }

        #[test]
        fn any_text_is_read_without_a_panic(record: String) {
            let _ = fault(&record);
            let _ = proposed(&SENDER, Some(&record));
        }
    }
}

//! What a provider with Twilio's interface reports: forms, signed together with our address.

use std::collections::{BTreeMap, BTreeSet};

use domain::platform::{
    Callback, CallbackRefused, Event, EventKind, Fact, MessageState, Problem, Reading, Reply,
};

use super::wire::reason;
use crate::signature::is_sha1_base64;

/// An answer with no instructions.
const NOTHING_TO_DO: Reply = Reply { content_type: "text/xml", body: String::new() };

/// Names with all their values, sorted, none twice: as the signature takes them.
type Form = BTreeMap<String, BTreeSet<String>>;

pub(in crate::sms) fn read(
    callback: &Callback<'_>,
    token: &str,
) -> Result<Reading, CallbackRefused> {
    let signature = callback.header("X-Twilio-Signature").ok_or(CallbackRefused::Signature)?;
    let mut form = Form::new();
    for (name, value) in form_urlencoded::parse(callback.body) {
        form.entry(name.into_owned()).or_default().insert(value.into_owned());
    }
    if token.is_empty() || !is_signed(callback.url, &form, token, signature) {
        return Err(CallbackRefused::Signature);
    }
    let event = event(&form).ok_or(CallbackRefused::Unreadable)?;
    let reply = Reply { body: "<Response></Response>".to_owned(), ..NOTHING_TO_DO };
    Ok(Reading { events: vec![event], reply })
}

/// Source: Twilio's "Security", "Validating requests". Its own libraries try the address with and
/// without the usual port, because proxies add and remove it.
fn is_signed(url: &str, form: &Form, token: &str, signature: &str) -> bool {
    let url = url.split('#').next().unwrap_or_default();
    [Some(url.to_owned()), with_port(url), without_port(url)].into_iter().flatten().any(|url| {
        let mut text = url;
        for (name, values) in form {
            for value in values {
                text.push_str(name);
                text.push_str(value);
            }
        }
        is_sha1_base64(token.as_bytes(), text.as_bytes(), signature)
    })
}

/// Scheme with its usual port, host with port, and the rest from the slash on.
fn parts(url: &str) -> Option<(&str, &str, &str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let port = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return None,
    };
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    Some((scheme, port, host, path))
}

fn with_port(url: &str) -> Option<String> {
    let (scheme, port, host, path) = parts(url)?;
    let has_port = host.rsplit(']').next()?.contains(':');
    (!has_port).then(|| format!("{scheme}://{host}{port}{path}"))
}

fn without_port(url: &str) -> Option<String> {
    let (scheme, port, host, path) = parts(url)?;
    let host = host.strip_suffix(port)?;
    Some(format!("{scheme}://{host}{path}"))
}

fn event(form: &Form) -> Option<Event> {
    let value = |name: &str| form.get(name).and_then(BTreeSet::first).map(String::as_str);
    let id = value("MessageSid").or_else(|| value("SmsSid"))?;
    // What comes in has a body and is called received; the rest are states of our messages.
    let state = value("MessageStatus").or_else(|| value("SmsStatus")).unwrap_or_default();
    let kind = match (state, value("Body")) {
        ("received" | "", Some(body)) => EventKind::Received {
            from: value("From").unwrap_or_default().to_owned(),
            what: if value("NumMedia").unwrap_or("0") == "0" { "text" } else { "media" }.to_owned(),
            text: Some(body.to_owned()),
        },
        ("", None) => EventKind::Notice {
            what: "message".to_owned(),
            facts: form
                .keys()
                .map(|name| Fact::new(name, value(name).unwrap_or_default()))
                .collect(),
        },
        (state, _) => EventKind::State {
            message: id.to_owned(),
            state: message_state(state, value("ErrorCode").unwrap_or_default()),
        },
    };
    Some(Event { key: format!("{state}:{id}"), account: None, at: None, kind })
}

fn message_state(state: &str, code: &str) -> MessageState {
    match state {
        "sent" => MessageState::Sent,
        "delivered" => MessageState::Delivered,
        "read" => MessageState::Read,
        "failed" | "undelivered" => {
            MessageState::Failed(Problem::new(reason(code.parse().unwrap_or(0))).with_code(code))
        }
        other => MessageState::Other(other.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64;
    use domain::platform::Reason;
    use hmac::{Hmac, KeyInit, Mac};
    use proptest::prelude::*;
    use sha1::Sha1;

    use super::*;

    const URL: &str = "https://console.example/sms/17?x=1";

    fn sign(text: &str) -> String {
        let mac = Hmac::<Sha1>::new_from_slice(b"12345").expect("a key");
        BASE64.encode(&mac.chain_update(text).finalize().into_bytes())
    }

    fn read_with(url: &str, signature: &str, body: &[u8]) -> Result<Reading, CallbackRefused> {
        let headers = [("X-Twilio-Signature", signature)];
        read(&Callback { method: "POST", url, headers: &headers, body }, "12345")
    }

    /// The example of Twilio's documentation and of the tests of its libraries.
    #[test]
    fn agrees_with_the_published_example() {
        let body = b"CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234\
                     &From=%2B14158675309&To=%2B18005551212";
        let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        let signed = read_with(url, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", body);
        // Believed, and then not of a message.
        assert_eq!(signed, Err(CallbackRefused::Unreadable));
        let refused = read_with(url, "RSOYDt4T1cUTdK1PDd93/VVr8B9=", body);
        assert_eq!(refused, Err(CallbackRefused::Signature));
    }

    #[test]
    fn a_proxy_may_add_or_remove_the_usual_port() {
        let signature = sign(&format!("{URL}Bodyhi MessageSidSM1"));
        let body = b"MessageSid=SM1&Body=hi+";
        assert!(read_with(URL, &signature, body).is_ok());
        assert!(read_with("https://console.example:443/sms/17?x=1", &signature, body).is_ok());
        assert!(read_with("https://console.example:444/sms/17?x=1", &signature, body).is_err());
        assert!(read_with("https://console.example/sms/18?x=1", &signature, body).is_err());
        assert!(read_with(URL, &signature, b"MessageSid=SM2&Body=hi+").is_err());
    }

    #[test]
    fn a_value_that_is_repeated_counts_once_in_order() {
        let signature = sign(&format!("{URL}AabAbbMessageSidSM1"));
        assert!(read_with(URL, &signature, b"MessageSid=SM1&Ab=b&Aa=b&Ab=b&Aa=b").is_ok());
    }

    fn state(body: &str) -> EventKind {
        let form = form_urlencoded::parse(body.as_bytes());
        let form = form.map(|(name, value)| (name.into_owned(), [value.into_owned()].into()));
        event(&form.collect()).expect("an event").kind
    }

    #[test]
    fn states_are_read_and_new_ones_kept_word_for_word() {
        let failed = state("MessageSid=SM1&MessageStatus=undelivered&ErrorCode=30007");
        let EventKind::State { state: MessageState::Failed(problem), .. } = failed else {
            panic!("{failed:?}")
        };
        assert_eq!(problem, Problem::new(Reason::ContentRefused).with_code("30007"));
        let other = MessageState::Other("teleported".to_owned());
        assert_eq!(
            state("MessageSid=SM1&MessageStatus=teleported"),
            EventKind::State { message: "SM1".to_owned(), state: other }
        );
        assert_eq!(
            state("MessageSid=SM1&SmsStatus=received&From=%2B15550101234&Body=hi&NumMedia=0"),
            EventKind::Received {
                from: "+15550101234".to_owned(),
                what: "text".to_owned(),
                text: Some("hi".to_owned()),
            }
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(body: Vec<u8>, url: String) {
            let _ = read_with(&url, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", &body);
            let form = form_urlencoded::parse(&body);
            let form = form.map(|(name, value)| (name.into_owned(), [value.into_owned()].into()));
            let _ = event(&form.collect());
        }
    }
}

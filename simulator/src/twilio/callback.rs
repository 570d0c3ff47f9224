//! Events as Twilio tells them: forms, signed together with the address they are sent to.

use hmac::Hmac;
use sha1::Sha1;

use super::model::Message;
use crate::outbox::{Content, Event};
use crate::sender::Webhook;
use crate::{World, sources};

pub(crate) type Fields = Vec<(&'static str, String)>;

pub(crate) fn sign(url: &str, auth_token: &str, fields: &Fields) -> Webhook {
    let mut sorted: Vec<&(&str, String)> = fields.iter().collect();
    sorted.sort();
    let mut signed = url.to_owned();
    for (name, value) in sorted {
        signed.push_str(name);
        signed.push_str(value);
    }
    let code = sources::sign::<Hmac<Sha1>>(auth_token.as_bytes(), signed.as_bytes());
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    Webhook {
        url: url.to_owned(),
        content_type: "application/x-www-form-urlencoded",
        signature: ("x-twilio-signature", data_encoding::BASE64.encode(&code)),
        body: body.into_bytes(),
    }
}

/// One callback for each state that a message comes to.
pub(crate) fn tell_of_message(
    world: &mut World,
    now: u64,
    url: &str,
    secret: &str,
    sid: &str,
    message: &Message,
) {
    let events = message.states.iter().map(|(status, delay)| {
        let mut fields: Fields = vec![
            ("MessageSid", sid.to_owned()),
            ("SmsSid", sid.to_owned()),
            ("MessageStatus", (*status).to_owned()),
            ("SmsStatus", (*status).to_owned()),
            ("AccountSid", message.account_sid.clone()),
            ("From", message.from.clone()),
            ("To", message.to.clone()),
            ("ApiVersion", "2010-04-01".to_owned()),
        ];
        if let Some(code) = message.error_code {
            fields.push(("ErrorCode", code.to_string()));
        }
        (*delay, event(&message.account_sid, url, secret, fields))
    });
    let events = events.collect();
    let faults = world.faults_of([message.account_sid.as_str()]);
    world.outbox.put(now, &faults, events);
}

pub(crate) fn event(account: &str, url: &str, secret: &str, fields: Fields) -> Event {
    Event {
        account: account.to_owned(),
        url: url.to_owned(),
        secret: secret.to_owned(),
        content: Content::Twilio(fields),
    }
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn the_example_of_twilios_documents_is_signed_alike() {
        let fields = [
            ("Digits", "1234"),
            ("CallSid", "CA1234567890ABCDE"),
            ("To", "+18005551212"),
            ("Caller", "+14158675309"),
            ("From", "+14158675309"),
        ];
        let fields = fields.map(|(name, value)| (name, value.to_owned())).to_vec();
        let webhook = sign("https://mycompany.com/myapp.php?foo=1&bar=2", "12345", &fields);
        let expected = "RSOYDt4T1cUTdK1PDd93/VVr8B8=".to_owned();
        assert_eq!(webhook.signature, ("x-twilio-signature", expected));
    }
}

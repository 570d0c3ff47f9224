//! Customers who write to a number.

use super::callback::{self, Fields};
use crate::World;

/// Milliseconds between two messages of one customer.
const BETWEEN: u64 = 10;

/// Lets a customer write to a phone number. STOP opts out of its messages, START in again. `false`
/// if there is no such number.
pub(crate) fn write(
    world: &mut World,
    now: u64,
    number: &str,
    from: &str,
    texts: &[String],
) -> bool {
    let numbers = &world.twilio.numbers;
    let Some(number) = numbers.iter().find(|known| known.phone_number == number) else {
        return false;
    };
    let accounts = world.twilio.accounts.iter();
    let mut accounts = accounts.filter(|account| account.sid == number.account_sid);
    let Some(account) = accounts.next() else { return false };

    let pair = (number.phone_number.clone(), from.to_owned());
    let mut events = Vec::new();
    for (text, delay) in texts.iter().zip((0_u64..).map(|place| place * BETWEEN)) {
        match text.trim() {
            "STOP" => _ = world.twilio.opted_out.insert(pair.clone()),
            "START" => _ = world.twilio.opted_out.remove(&pair),
            _ => {}
        }
        let sid = format!("SM{}", world.random.hex());
        let fields: Fields = vec![
            ("MessageSid", sid.clone()),
            ("SmsSid", sid.clone()),
            ("SmsMessageSid", sid),
            ("AccountSid", account.sid.clone()),
            ("From", from.to_owned()),
            ("To", number.phone_number.clone()),
            ("Body", text.clone()),
            ("NumMedia", "0".to_owned()),
            ("NumSegments", "1".to_owned()),
            ("SmsStatus", "received".to_owned()),
            ("ApiVersion", "2010-04-01".to_owned()),
        ];
        let (url, secret) = (&number.sms_url, &account.auth_token);
        events.push((delay, callback::event(&account.sid, url, secret, fields)));
    }
    if number.sms_url.is_empty() {
        return true;
    }
    let faults = world.faults_of([account.sid.as_str()]);
    world.outbox.put(now, &faults, events);
    true
}

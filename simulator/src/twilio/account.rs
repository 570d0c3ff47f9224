//! An account.

use serde_json::{Value, json};

use super::{Visit, date};
use crate::{Fault, World};

/// `GET /Accounts/{sid}.json`
pub(crate) fn read(world: &World, visit: &Visit) -> Value {
    let account = &world.twilio.accounts[visit.place];
    let is_disabled = visit.faults.contains(&Fault::DisabledAccount);
    let address = format!("/2010-04-01/Accounts/{}", account.sid);
    json!({
        "sid": account.sid,
        "owner_account_sid": account.sid,
        "friendly_name": account.friendly_name,
        "status": if is_disabled { "suspended" } else { &account.status },
        "type": account.kind,
        "auth_token": Value::Null,
        "date_created": date(0),
        "date_updated": date(0),
        "subresource_uris": {
            "balance": format!("{address}/Balance.json"),
            "incoming_phone_numbers": format!("{address}/IncomingPhoneNumbers.json"),
            "messages": format!("{address}/Messages.json"),
        },
        "uri": format!("{address}.json"),
    })
}

/// `GET /Accounts/{sid}/Balance.json`
pub(crate) fn balance(world: &World, visit: &Visit) -> Value {
    let account = &world.twilio.accounts[visit.place];
    json!({ "currency": "USD", "balance": account.balance, "account_sid": account.sid })
}

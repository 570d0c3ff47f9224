//! From the address of a form to the page that it stands on.

use super::channel_request::page_of_request_form;
use super::{
    ACCOUNT, ACTIVATE, ASK_CONSENT, BACK_OFFICE, BIND, CHANNELS, CONFIRM, CONFIRM_BY_CODE,
    CUSTOMERS, MEMBERS, NEW_CUSTOMER, ORGANISATION, PASSKEYS, PROVIDER, SECOND_FACTOR, SIGN_IN,
    SIGN_IN_WITH_PASSKEY, START_SECOND_FACTOR,
};

/// The page on which the form stands that is sent to this address. Most forms are sent to the
/// address of their page; the small ones of some pages have addresses below it.
pub fn page_of_form(address: &str) -> &str {
    match address {
        ACTIVATE => return CHANNELS,
        SECOND_FACTOR | START_SECOND_FACTOR => return SECOND_FACTOR,
        PASSKEYS => return PASSKEYS,
        _ => {}
    }
    for (form, page) in [(CONFIRM_BY_CODE, CONFIRM), (SIGN_IN_WITH_PASSKEY, SIGN_IN)] {
        if address.split('?').next() == Some(form) {
            return page;
        }
    }
    if let Some(page) = page_of_request_form(address) {
        return page;
    }
    if let Some((page, _)) = address.split_once("/quota-requests/")
        && page.starts_with(BACK_OFFICE)
        && page != BACK_OFFICE
    {
        return page;
    }
    if let Some((page, action)) = address.rsplit_once('/')
        && page.starts_with(BACK_OFFICE)
        && ["verify", "reject", "quota", "suspend", "resume", "grant-provider", "revoke-provider"]
            .contains(&action)
    {
        return page;
    }
    if address == ASK_CONSENT {
        return NEW_CUSTOMER;
    }
    if let Some((page, "invite" | "end")) = address.rsplit_once('/')
        && page.starts_with(CUSTOMERS)
    {
        return page;
    }
    if address.starts_with(CUSTOMERS) && address.ends_with("/withdraw") {
        return CUSTOMERS;
    }
    if let Some((channel, _)) = address.split_once("/bind/") {
        // The flow has one page; its address is that of the first form.
        return address.get(..channel.len() + BIND.len()).unwrap_or(address);
    }
    if let Some((page, "roll-back" | "repair" | "test")) = address.rsplit_once('/') {
        return page;
    }
    [MEMBERS, ACCOUNT, CONFIRM, ORGANISATION, PROVIDER]
        .into_iter()
        .find(|page| address.strip_prefix(page).is_some_and(|rest| rest.starts_with('/')))
        .unwrap_or(address)
}

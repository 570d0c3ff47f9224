//! Addresses that remember where somebody wanted to go.

use super::fields::Fields;
use crate::routes;

/// The longest address that is carried along, in bytes as it stands in the other address. With
/// it, an address stays below what the console accepts.
const MAX_LENGTH: usize = 4000;

/// The address of `page`, remembering `address` unless that is too long.
pub(crate) fn remembering(page: &str, address: &str) -> String {
    let encoded: String = form_urlencoded::byte_serialize(address.as_bytes()).collect();
    if encoded.len() > MAX_LENGTH {
        return page.to_owned();
    }
    format!("{page}?return_to={encoded}")
}

/// Where somebody wanted to go, if that is an address of this console.
pub(super) fn read(fields: &mut Fields) -> Option<String> {
    fields.optional("return_to").filter(|address| routes::is_local(address))
}

/// The same, or the console's first page.
pub(super) fn read_or_home(fields: &mut Fields) -> String {
    read(fields).unwrap_or_else(|| routes::HOME.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_query(address: &str) -> String {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        read_or_home(&mut Fields::parse(query.as_bytes()).expect("fields"))
    }

    #[test]
    fn an_address_is_remembered() {
        for address in ["/", "/channels?q=%E6%B0%B4&sort=name", "/a b&return_to=/c#d"] {
            assert_eq!(read_query(&remembering(routes::SIGN_IN, address)), address);
        }
    }

    #[test]
    fn other_sites_and_what_is_too_long_are_forgotten() {
        for address in ["https://evil.example/", "//evil.example", "/\\evil.example", ""] {
            assert_eq!(read_query(&remembering(routes::SIGN_IN, address)), routes::HOME);
        }
        assert_eq!(remembering(routes::SIGN_IN, &"/".repeat(1400)), routes::SIGN_IN);
    }
}

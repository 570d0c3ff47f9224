use domain::secrets::SecretToken;

use super::fields::Fields;
use crate::routes;

/// The longest address to come back to, as it stands in the cookie, in bytes. With the rest it
/// stays below what browsers keep of a cookie (RFC 6265bis, 5.6: 4,096).
const MAX_LENGTH: usize = 3000;

/// A visit to the OpenID provider, as the browser remembers it. What it is for, the database
/// knows; addresses stay with the browser, since one may hold the token of an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Visit {
    /// The page that somebody comes from. It is shown again when they come back in vain.
    pub(super) page: String,
    /// Where they go afterwards.
    pub(super) return_to: String,
}

impl Visit {
    pub(super) fn from(page: &str, return_to: String) -> Self {
        Self { page: page.to_owned(), return_to }
    }

    /// The text for the cookie, with what opens the visit.
    pub(super) fn write(&self, token: &SecretToken) -> String {
        let encoded: String = form_urlencoded::byte_serialize(self.return_to.as_bytes()).collect();
        let return_to = if encoded.len() > MAX_LENGTH { routes::HOME } else { &self.return_to };
        form_urlencoded::Serializer::new(String::new())
            .append_pair("token", &token.reveal())
            .append_pair("page", &self.page)
            .append_pair("return_to", return_to)
            .finish()
    }

    /// Reads what [`Self::write`] wrote. Leads nowhere but into this console.
    pub(super) fn parse(text: &str) -> Option<(Self, SecretToken)> {
        let mut fields = Fields::parse(text.as_bytes()).ok()?;
        let token = SecretToken::parse(&fields.optional("token")?)?;
        let mut address = |name| fields.optional(name).filter(|address| routes::is_local(address));
        Some((Self { page: address("page")?, return_to: address("return_to")? }, token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: SecretToken = SecretToken::from_bytes([7; 32]);

    #[test]
    fn a_visit_is_remembered() {
        for return_to in ["/", "/channels?q=%E6%B0%B4 a&b=c;d", "/水"] {
            let visit = Visit::from("/sign-in", return_to.to_owned());
            let text = visit.write(&TOKEN);
            assert!(text.bytes().all(|one| one.is_ascii_graphic() && !b";,\"\\".contains(&one)));
            assert_eq!(Visit::parse(&text), Some((visit, TOKEN)));
        }
    }

    #[test]
    fn a_long_way_is_forgotten() {
        let visit = Visit::from("/sign-in", format!("/{}", "水".repeat(400)));
        let (read, _) = Visit::parse(&visit.write(&TOKEN)).expect("a visit");
        assert_eq!(read.return_to, routes::HOME);
    }

    #[test]
    fn a_visit_leads_into_this_console() {
        let text = Visit::from("/sign-in", "/".to_owned()).write(&TOKEN);
        for other in [
            text.replace("%2Fsign-in", "https%3A%2F%2Fevil.example"),
            text.replace("return_to=%2F", "return_to=%2F%2Fevil.example"),
            text.replace("token=07", "token=7"),
            String::new(),
        ] {
            assert_eq!(Visit::parse(&other), None, "{other}");
        }
    }
}

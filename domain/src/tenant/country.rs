use std::fmt;

use crate::error_code::ErrorCode;

/// Every code, in alphabetical order.
///
/// Source: ISO 3166-1 alpha-2, the officially assigned ones, as in `iso3166.tab` of the time zone
/// database, release 2025b.
#[rustfmt::skip]
const CODES: [&str; 249] = [
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ",
    "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS",
    "BT", "BV", "BW", "BY", "BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN",
    "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE",
    "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA", "GB", "GD", "GE", "GF",
    "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK", "HM",
    "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM",
    "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC",
    "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK",
    "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA",
    "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG",
    "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW",
    "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS",
    "ST", "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO",
    "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI",
    "VN", "VU", "WF", "WS", "YE", "YT", "ZA", "ZM", "ZW",
];

/// A country or region that a company may be registered in, by its two capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(&'static str);

impl Country {
    /// Every one, in the order of their codes.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        CODES.into_iter().map(Self)
    }

    /// Reads what a form sends: exactly a code, or nothing when none was chosen.
    pub fn parse(code: &str) -> Result<Self, ErrorCode> {
        if code.is_empty() {
            return Err(ErrorCode::CountryMissing);
        }
        CODES
            .binary_search(&code)
            .map(|index| Self(CODES[index]))
            .map_err(|_| ErrorCode::CountryUnknown)
    }

    /// The two letters.
    pub const fn code(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Country {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_code_leads_back_to_its_country() {
        assert!(CODES.is_sorted());
        for country in Country::all() {
            assert_eq!(Country::parse(country.code()), Ok(country));
            assert!(country.code().chars().all(|one| one.is_ascii_uppercase()));
            assert_eq!(country.code().len(), 2);
        }
    }

    #[test]
    fn nothing_else_is_a_country() {
        assert_eq!(Country::parse(""), Err(ErrorCode::CountryMissing));
        for code in ["jp", "JP ", "XX", "JPN", "日本", "UK", "EU"] {
            assert_eq!(Country::parse(code), Err(ErrorCode::CountryUnknown), "{code}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(code: String) {
            let _ = Country::parse(&code);
        }
    }
}

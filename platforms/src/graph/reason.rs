//! Meta's codes as reasons.

use domain::platform::Reason;
use serde::Deserialize;

use crate::json::or_default;

/// The error object of the Graph interface.
#[derive(Debug, Deserialize)]
pub(crate) struct GraphError {
    code: i64,
    error_subcode: Option<i64>,
    #[serde(default, deserialize_with = "or_default")]
    is_transient: bool,
}

impl GraphError {
    pub(crate) fn reason(&self) -> Reason {
        match reason(self.code, self.error_subcode) {
            Reason::Unrecognised if self.is_transient => Reason::PlatformTrouble,
            reason => reason,
        }
    }

    /// The code as people look it up, for example `190/463`.
    pub(crate) fn code(&self) -> String {
        match self.error_subcode {
            Some(subcode) => format!("{}/{subcode}", self.code),
            None => self.code.to_string(),
        }
    }
}

/// Sources: Meta's "Error codes" of the Graph interface, the Cloud API, the Messenger Platform and
/// the Instagram Platform. Subcodes that are not known count as their main code.
pub(crate) fn reason(code: i64, subcode: Option<i64>) -> Reason {
    match (code, subcode.unwrap_or(0)) {
        (190 | 0 | 102, 463) => Reason::TokenExpired,
        (190 | 0 | 102, _) => Reason::TokenRevoked,
        (10, 2_018_278 | 2_018_065 | 2_534_022) | (131_047, _) => Reason::OutsideWindow,
        (10, 1_893_063) => Reason::AccountRestricted,
        (200, 2_018_108) => Reason::AppNotLive,
        (200 | 551, 1_545_041) | (551, _) => Reason::RecipientUnreachable,
        (100, 2_018_001 | 2_534_014) => Reason::RecipientUnknown,
        (100, 33) | (33 | 803, _) => Reason::AccountNotFound,
        (2, 2_018_344) => Reason::TermsNotAccepted,
        (3 | 10 | 200..=299 | 131_005, _) => Reason::PermissionMissing,
        (104, _) => Reason::CredentialsRefused,
        (-1 | 1 | 2 | 1200 | 131_000 | 131_016 | 131_057 | 133_000 | 133_004 | 133_015, _) => {
            Reason::PlatformTrouble
        }
        (4 | 17 | 32 | 613 | 80_000..=80_014 | 130_429 | 131_048 | 131_056 | 133_016, _) => {
            Reason::RateLimited
        }
        (368 | 131_031, _) => Reason::AccountBlocked,
        (130_497, _) => Reason::AccountRestricted,
        (131_050, _) => Reason::RecipientOptedOut,
        (131_021 | 131_026, _) => Reason::RecipientUnknown,
        (130_472 | 131_049, _) => Reason::RecipientUnreachable,
        (131_030, _) => Reason::AppNotLive,
        (131_037, _) => Reason::DisplayNameNotApproved,
        (131_042 | 141_006, _) => Reason::PaymentMissing,
        (131_045 | 133_010, _) => Reason::NumberNotRegistered,
        (133_005 | 133_008 | 133_009, _) => Reason::PinWrong,
        (133_006, _) => Reason::NumberNotVerified,
        (132_015 | 132_016 | 132_007, _) => Reason::ContentRefused,
        (100 | 131_008 | 131_009 | 131_051..=131_053 | 132_000..=132_099, _) => {
            Reason::RequestRefused
        }
        _ => Reason::Unrecognised,
    }
}

#[cfg(test)]
mod tests {
    use domain::platform::ReasonKind;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_subcode_decides_before_its_code_and_an_unknown_one_does_not() {
        assert_eq!(reason(10, Some(2_018_278)), Reason::OutsideWindow);
        assert_eq!(reason(10, None), Reason::PermissionMissing);
        assert_eq!(reason(10, Some(7)), Reason::PermissionMissing);
        assert_eq!(reason(190, Some(463)), Reason::TokenExpired);
        assert_eq!(reason(190, Some(492)), Reason::TokenRevoked);
        assert_eq!(reason(100, Some(33)), Reason::AccountNotFound);
        assert_eq!(reason(999_999, Some(1)), Reason::Unrecognised);
    }

    #[test]
    fn limits_and_trouble_of_the_platform_pass_by_themselves() {
        for code in [-1, 1, 2, 4, 17, 32, 613, 80_006, 80_007, 130_429, 131_056, 131_000, 131_016] {
            assert_eq!(reason(code, None).kind(), ReasonKind::Connection, "{code}");
        }
    }

    #[test]
    fn an_unknown_code_that_is_called_transient_passes_by_itself() {
        let error = r#"{"code":987654,"is_transient":true,"new":[]}"#;
        let error: GraphError = serde_json::from_str(error).expect("an error");
        assert_eq!(error.reason(), Reason::PlatformTrouble);
    }

    proptest! {
        #[test]
        fn only_codes_of_tokens_and_permissions_are_authorisation(code in 300_i64..1_000_000) {
            let is_authorisation = reason(code, None).kind() == ReasonKind::Authorisation;
            prop_assert_eq!(is_authorisation, code == 131_005);
        }
    }
}

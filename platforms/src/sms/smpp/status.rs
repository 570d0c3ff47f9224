//! What a carrier's SMPP server answers.

use domain::platform::{Problem, Reason};

/// Source: SMPP 3.4, 5.1.3. Codes from 0x400 on are the carrier's own.
pub(super) fn problem(status: u32) -> Problem {
    Problem::new(reason(status)).with_code(format!("0x{status:02X}"))
}

fn reason(status: u32) -> Reason {
    match status {
        0x05 => Reason::SessionElsewhere,
        0x0d..=0x0f => Reason::CredentialsRefused,
        0x08 | 0x45 | 0x64 | 0xfe | 0xff => Reason::PlatformTrouble,
        0x14 | 0x58 => Reason::RateLimited,
        0x0a | 0x48 | 0x49 => Reason::SenderUnusable,
        0x0b | 0x50 | 0x51 => Reason::RecipientUnknown,
        0x15 | 0x53 => Reason::SettingsWrong,
        0x01..=0x04 | 0x06 | 0x07 | 0x43 | 0x61 | 0x62 | 0xc0..=0xc4 => Reason::RequestRefused,
        0x65 | 0x66 => Reason::ContentRefused,
        _ => Reason::Unrecognised,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_shown_as_carriers_write_them() {
        assert_eq!(problem(0x0e), Problem::new(Reason::CredentialsRefused).with_code("0x0E"));
        assert_eq!(problem(0x45c), Problem::new(Reason::Unrecognised).with_code("0x45C"));
        assert_eq!(reason(0x58), Reason::RateLimited);
        assert_eq!(reason(0x05), Reason::SessionElsewhere);
    }
}

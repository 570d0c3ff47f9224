use std::fmt;

use crate::error_code::ErrorCode;
use crate::field_errors::{Field, FieldErrors};

/// The six digits that an app shows.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpCode(String);

/// Gets somebody in once whose app is lost: 80 random bits. The database has its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode([u8; 10]);

/// Either of them, as it is typed where a code is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Code {
    /// From the app.
    Totp(TotpCode),
    /// From paper.
    Recovery(RecoveryCode),
}

/// Crockford's alphabet in lower case: no `i`, `l`, `o` or `u`.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl TotpCode {
    /// How many digits it has.
    pub const LENGTH: usize = 6;

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl RecoveryCode {
    /// The code of these bits, which must be random.
    pub const fn from_bytes(bytes: [u8; 10]) -> Self {
        Self(bytes)
    }

    /// The bits, for hashing.
    pub const fn bytes(&self) -> &[u8; 10] {
        &self.0
    }

    /// The code as it is written down: four groups of four, `7k2m-9qxd-0c4v-h8rt`.
    pub fn reveal(&self) -> String {
        let mut text = String::new();
        for five in self.0.chunks_exact(5) {
            let bits = five.iter().fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
            for letter in 0..8 {
                if letter % 4 == 0 && !text.is_empty() {
                    text.push('-');
                }
                let index = (bits >> (35 - 5 * letter)) & 0x1f;
                text.push(char::from(ALPHABET[index as usize]));
            }
        }
        text
    }

    /// Reads sixteen letters. What Crockford's alphabet leaves out is taken for what it looks like.
    fn parse(letters: &str) -> Option<Self> {
        let letters: &[u8; 16] = letters.as_bytes().try_into().ok()?;
        let mut bytes = [0; 10];
        for (five, eight) in bytes.chunks_exact_mut(5).zip(letters.chunks_exact(8)) {
            let mut bits = 0_u64;
            for letter in eight {
                let letter = match letter {
                    b'o' => b'0',
                    b'i' | b'l' => b'1',
                    other => *other,
                };
                let digit = ALPHABET.iter().position(|&one| one == letter)?;
                bits = (bits << 5) | digit as u64;
            }
            five.copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        Some(Self(bytes))
    }
}

impl Code {
    /// Reads a code. Spaces and hyphens do not count, nor upper and lower case; digits of full
    /// width, which a Japanese or Chinese keyboard may give, are digits.
    pub fn parse(typed: &str) -> Result<Self, ErrorCode> {
        let letters: String = typed
            .chars()
            .filter(|one| !one.is_whitespace() && !matches!(one, '-' | '‐' | '－' | 'ー'))
            .map(|one| match one {
                '０'..='９' => char::from_digit(one as u32 - '０' as u32, 10).unwrap_or(one),
                other => other.to_ascii_lowercase(),
            })
            .collect();
        if letters.is_empty() {
            return Err(ErrorCode::SecondFactorCodeEmpty);
        }
        if letters.len() == TotpCode::LENGTH && letters.bytes().all(|one| one.is_ascii_digit()) {
            return Ok(Self::Totp(TotpCode(letters)));
        }
        let recovery = RecoveryCode::parse(&letters).map(Self::Recovery);
        recovery.ok_or(ErrorCode::SecondFactorCodeInvalid)
    }
}

impl fmt::Debug for TotpCode {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("TotpCode(***)")
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("RecoveryCode(***)")
    }
}

/// A form that asks for a code, as it was typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CodeForm {
    /// The code.
    pub code: String,
}

impl CodeForm {
    /// Reads a code of either kind, or says what is wrong with it.
    pub fn parse(&self) -> Result<Code, FieldErrors> {
        Code::parse(&self.code).map_err(|code| FieldErrors::only(Field::Code, code))
    }

    /// Reads a code from the app.
    pub fn parse_totp(&self) -> Result<TotpCode, FieldErrors> {
        match self.parse()? {
            Code::Totp(code) => Ok(code),
            Code::Recovery(_) => {
                Err(FieldErrors::only(Field::Code, ErrorCode::SecondFactorCodeInvalid))
            }
        }
    }
}

impl fmt::Debug for CodeForm {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("CodeForm(***)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn totp(typed: &str) -> Option<String> {
        match Code::parse(typed) {
            Ok(Code::Totp(code)) => Some(code.as_str().to_owned()),
            _ => None,
        }
    }

    #[test]
    fn six_digits_are_a_code_however_they_are_grouped() {
        for typed in ["123456", " 123 456 ", "123-456", "１２３４５６", "12　34　56", "123\t456"]
        {
            assert_eq!(totp(typed).as_deref(), Some("123456"), "{typed}");
        }
    }

    #[test]
    fn a_recovery_code_is_read_as_people_write() {
        let code = RecoveryCode::from_bytes([0x08, 0x42, 0x10, 0x84, 0x20, 0, 0, 0, 0, 0x1f]);
        assert_eq!(code.reveal(), "1111-1110-0000-000z");
        for typed in ["1111-1110-0000-000z", "IIII LLLO OOOO 000Z", "111111100000000z"] {
            assert_eq!(Code::parse(typed), Ok(Code::Recovery(code.clone())), "{typed}");
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        for empty in ["", "  ", "-", "　"] {
            assert_eq!(Code::parse(empty), Err(ErrorCode::SecondFactorCodeEmpty), "{empty}");
        }
        for typed in ["12345", "1234567", "12345a", "123456é", "1111-1110-0000-000u", "あいう"]
        {
            assert_eq!(Code::parse(typed), Err(ErrorCode::SecondFactorCodeInvalid), "{typed}");
        }
        let paper = CodeForm { code: "1111-1110-0000-000z".into() };
        let wrong = FieldErrors::only(Field::Code, ErrorCode::SecondFactorCodeInvalid);
        assert_eq!(paper.parse_totp(), Err(wrong));
    }

    #[test]
    fn codes_are_not_printed() {
        let form = CodeForm { code: "123456".into() };
        let paper = Code::Recovery(RecoveryCode::from_bytes([0xab; 10]));
        let printed = format!("{form:?} {:?} {paper:?}", form.parse());
        assert!(!printed.contains("123456") && !printed.contains("171"), "{printed}");
    }

    proptest! {
        #[test]
        fn every_recovery_code_survives_the_text_form(bytes: [u8; 10]) {
            let code = RecoveryCode::from_bytes(bytes);
            prop_assert_eq!(Code::parse(&code.reveal()), Ok(Code::Recovery(code.clone())));
            prop_assert_eq!(Code::parse(&code.reveal().to_uppercase()), Ok(Code::Recovery(code)));
        }

        #[test]
        fn any_text_is_read_without_a_panic(code: String) {
            let form = CodeForm { code };
            let _ = form.parse();
            let _ = form.parse_totp();
        }
    }
}

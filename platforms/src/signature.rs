//! Signatures of callbacks. All comparisons take the same time wherever they differ.

use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;

/// Whether these hexadecimal digits are the HMAC-SHA256 of the bytes.
pub(crate) fn is_sha256_hex(key: &[u8], bytes: &[u8], digits: &str) -> bool {
    let Ok(signature) = HEXLOWER_PERMISSIVE.decode(digits.as_bytes()) else { return false };
    Hmac::<Sha256>::new_from_slice(key)
        .is_ok_and(|mac| mac.chain_update(bytes).verify_slice(&signature).is_ok())
}

/// The HMAC-SHA256 of the bytes, in base64. A key may have any length.
pub(crate) fn sha256_base64(key: &[u8], bytes: &[u8]) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(key);
    mac.map(|mac| BASE64.encode(&mac.chain_update(bytes).finalize().into_bytes()))
        .unwrap_or_default()
}

/// Whether this base64 is the HMAC-SHA1 of the bytes.
pub(crate) fn is_sha1_base64(key: &[u8], bytes: &[u8], signature: &str) -> bool {
    let Ok(signature) = BASE64.decode(signature.as_bytes()) else { return false };
    Hmac::<Sha1>::new_from_slice(key)
        .is_ok_and(|mac| mac.chain_update(bytes).verify_slice(&signature).is_ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &[u8] = b"what do ya want for nothing?";

    /// Vectors of RFC 4231 (4.3) and RFC 2202 (3, case 2).
    #[test]
    fn agrees_with_the_published_vectors() {
        let sha256 = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert!(is_sha256_hex(b"Jefe", TEXT, sha256));
        assert!(is_sha256_hex(b"Jefe", TEXT, &sha256.to_uppercase()));
        assert!(!is_sha256_hex(b"jefe", TEXT, sha256));
        assert!(is_sha1_base64(b"Jefe", TEXT, "7/zfauXrL6LSdBbV8YTfnCWafHk="));
        assert!(!is_sha1_base64(b"Jefe", b"what", "7/zfauXrL6LSdBbV8YTfnCWafHk="));
    }

    #[test]
    fn a_shortened_signature_is_none() {
        assert!(!is_sha256_hex(b"Jefe", TEXT, ""));
        assert!(!is_sha256_hex(b"Jefe", TEXT, "5bdc"));
        assert!(!is_sha1_base64(b"Jefe", TEXT, ""));
    }

    proptest! {
        #[test]
        fn any_text_is_compared_without_a_panic(text: String, key: Vec<u8>, bytes: Vec<u8>) {
            prop_assert!(!is_sha256_hex(&key, &bytes, &text));
            prop_assert!(!is_sha1_base64(&key, &bytes, &text));
        }
    }
}

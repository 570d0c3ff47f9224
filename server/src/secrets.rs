//! Real secrets: randomness of the machine, SHA-256 for tokens, Argon2id for passwords.
//!
//! `common_passwords/list.txt` has every entry of at least 12 characters of the list of about
//! 20,000 common passwords that Django 5.2.19 ships (made by Royce Williams, in lower case; BSD
//! licence beside it), sorted. Shorter ones are refused for their length.

use std::sync::Arc;

use argon2::password_hash::{self, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use async_trait::async_trait;
use domain::second_factor::{RecoveryCode, TotpCode, TotpKey};
use domain::secrets::{SecretToken, Secrets, TokenHash};
use domain::time::Timestamp;
use domain::user::{EmailAddress, Password, PasswordHash};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use totp_rs::{Builder, Totp};

const COMMON_PASSWORDS: &str = include_str!("common_passwords/list.txt");

/// What a password hash costs: 33 MiB, two passes, one core.
///
/// At least 19 MiB and two passes are what the OWASP Password Storage Cheat Sheet recommends for
/// Argon2id. It is more than 32 MiB because glibc then gives the memory back as soon as it is freed
/// (mallopt(3), `DEFAULT_MMAP_THRESHOLD_MAX`): with 19 MiB a server kept it for each of its threads.
pub const PASSWORD_COST: Params = match Params::new(33 * 1024, 2, 1, None) {
    Ok(cost) => cost,
    // Read by the compiler, not at run time.
    Err(_) => Params::DEFAULT,
};

/// The secrets of a running server.
#[derive(Debug)]
pub struct Argon2Secrets {
    argon2: Argon2<'static>,
    /// One place for each core: more hashes at once would only take each other's memory and time.
    places: Arc<Semaphore>,
    /// What a password is compared with when nobody has the address.
    nobodys: PasswordHash,
}

impl Argon2Secrets {
    /// Waits until the machine has randomness to give, and fails if it never will.
    pub fn new(cost: Params) -> Result<Self, getrandom::Error> {
        let mut password = [0; 32];
        getrandom::fill(&mut password)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, cost);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let nobodys = hash(&argon2, &password);
        Ok(Self { argon2, places: Arc::new(Semaphore::new(cores)), nobodys })
    }

    /// Does something that keeps a core busy, as soon as one is free.
    async fn on_a_core<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        // The place goes along: work whose request was given up goes on to its end.
        let place = self.places.clone().acquire_owned().await;
        let running = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(place);
            done
        });
        match running.await {
            Ok(done) => done,
            Err(error) => match error.try_into_panic() {
                // The request fails like the work it asked for.
                Ok(panic) => std::panic::resume_unwind(panic),
                // The runtime is ending, and this request with it.
                Err(_) => std::future::pending().await,
            },
        }
    }
}

#[async_trait]
impl Secrets for Argon2Secrets {
    fn token(&self) -> SecretToken {
        SecretToken::from_bytes(random())
    }

    fn hash_token(&self, token: &SecretToken) -> TokenHash {
        // Without salt or stretching: there are too many tokens to try them.
        TokenHash(Sha256::digest(token.bytes()).into())
    }

    fn derive_token(&self, token: &SecretToken, purpose: &'static str) -> SecretToken {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(token.bytes()).unwrap_or_else(|error| end(&error));
        mac.update(purpose.as_bytes());
        SecretToken::from_bytes(mac.finalize().into_bytes().into())
    }

    fn keyed_hash(&self, key: &[u8; 32], text: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|error| end(&error));
        mac.update(text);
        mac.finalize().into_bytes().into()
    }

    async fn hash_password(&self, password: &Password) -> PasswordHash {
        let (argon2, password) = (self.argon2.clone(), password.clone());
        self.on_a_core(move || hash(&argon2, password.reveal().as_bytes())).await
    }

    async fn is_password(&self, typed: &str, hash: Option<&PasswordHash>) -> bool {
        let has_one = hash.is_some();
        let argon2 = self.argon2.clone();
        let (typed, hash) = (typed.to_owned(), hash.unwrap_or(&self.nobodys).clone());
        let fits = self.on_a_core(move || is_password(&argon2, &typed, &hash)).await;
        has_one && fits
    }

    fn is_common_password(&self, password: &Password) -> bool {
        let folded = password.reveal().to_lowercase();
        COMMON_PASSWORDS.lines().any(|common| common == folded)
    }

    fn totp_key(&self) -> TotpKey {
        TotpKey::from_bytes(random())
    }

    fn totp_step(&self, key: &TotpKey, code: &TotpCode, now: Timestamp) -> Option<i64> {
        let seconds = u64::try_from(now.micros() / 1_000_000).ok()?;
        let step = totp(key, "").check(code.as_str(), seconds)?;
        i64::try_from(step).ok()
    }

    fn totp_address(&self, key: &TotpKey, email: &EmailAddress) -> String {
        totp(key, email.as_str()).to_url().unwrap_or_default()
    }

    fn recovery_code(&self) -> RecoveryCode {
        RecoveryCode::from_bytes(random())
    }

    fn hash_recovery_code(&self, code: &RecoveryCode) -> TokenHash {
        // Without salt or stretching: 80 random bits are too many to be tried.
        TokenHash(Sha256::digest(code.bytes()).into())
    }
}

/// What every app understands: SHA-1, six digits, 30 seconds; others ignore what else an address
/// says. One step before and one after count, too. The library would refuse a short key, and ours
/// is as long as it wants.
fn totp(key: &TotpKey, email: &str) -> Totp {
    Builder::new()
        .with_algorithm(totp_rs::Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(key.bytes().to_vec())
        .with_issuer(Some("Suiro"))
        .with_account_name(email)
        .build_noncompliant()
}

/// With a cost and a salt of ours, only memory can run out, and a program without memory ends,
/// here as everywhere.
fn hash(argon2: &Argon2<'_>, password: &[u8]) -> PasswordHash {
    let salt: [u8; 16] = random();
    match argon2.hash_password_with_salt(password, &salt) {
        Ok(hash) => PasswordHash::from_phc(hash.to_string()),
        Err(error) => end(&error),
    }
}

/// The cost of a hash stands in the hash, so that hashes made at another cost still fit.
fn is_password(argon2: &Argon2<'_>, typed: &str, hash: &PasswordHash) -> bool {
    match argon2.verify_password(typed.as_bytes(), hash.as_phc()) {
        Ok(()) => true,
        Err(password_hash::Error::PasswordInvalid) => false,
        Err(error) => {
            tracing::error!(%error, "a stored password hash cannot be used");
            false
        }
    }
}

/// Linux always has randomness once it has had any (getrandom(2)), and [`Argon2Secrets::new`] has
/// waited for that.
pub(crate) fn random<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    match getrandom::fill(&mut bytes) {
        Ok(()) => bytes,
        Err(error) => end(&error),
    }
}

/// Ends the process: a server that can make no secret can do nothing that is asked of it, and its
/// supervisor starts another one.
fn end(error: &dyn std::fmt::Display) -> ! {
    tracing::error!(%error, "no secret can be made; ending");
    std::process::abort()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use domain::second_factor::Code;

    use super::*;

    fn secrets() -> Argon2Secrets {
        let cost = Params::new(Params::MIN_M_COST, 1, 1, None).expect("a cost");
        Argon2Secrets::new(cost).expect("randomness")
    }

    fn password(text: &str) -> Password {
        Password::parse(text).expect("a password")
    }

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let secrets = secrets();
        let right = password("水路 is a waterway");
        let hash = secrets.hash_password(&right).await;
        assert!(secrets.is_password(right.reveal(), Some(&hash)).await);
        for wrong in ["", "水路 is a waterway ", "水路 IS a waterway", hash.as_phc()] {
            assert!(!secrets.is_password(wrong, Some(&hash)).await, "{wrong}");
        }
        assert!(!secrets.is_password(right.reveal(), None).await);
        let broken = PasswordHash::from_phc("$argon2id$".to_owned());
        assert!(!secrets.is_password(right.reveal(), Some(&broken)).await);
        assert_ne!(hash, secrets.hash_password(&right).await, "a salt of its own each time");
    }

    #[tokio::test]
    async fn the_cost_is_in_the_hash_and_may_change() {
        let right = password("correct horse battery");
        let real = Argon2Secrets::new(PASSWORD_COST).expect("randomness");
        let hash = real.hash_password(&right).await;
        // Nobody's costs as much as somebody's.
        for hash in [&hash, &real.nobodys] {
            assert!(hash.as_phc().starts_with("$argon2id$v=19$m=33792,t=2,p=1$"));
            assert!(hash.as_phc().len() <= 200);
        }
        assert!(secrets().is_password(right.reveal(), Some(&hash)).await);
    }

    #[test]
    fn tokens_differ_and_their_hash_is_that_of_every_server() {
        let secrets = secrets();
        assert_ne!(secrets.token(), secrets.token());
        let hash = secrets.hash_token(&SecretToken::from_bytes([0; 32]));
        // printf '\0%.0s' $(seq 32) | sha256sum
        let known = "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925";
        assert_eq!(SecretToken::from_bytes(hash.0).reveal(), known);
    }

    #[test]
    fn codes_are_those_of_the_specification() {
        // RFC 6238, appendix B; of its eight digits, apps show the last six.
        let (secrets, key) = (secrets(), TotpKey::from_bytes(*b"12345678901234567890"));
        for (seconds, digits) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let Ok(Code::Totp(code)) = Code::parse(digits) else { panic!("{digits}") };
            let at = |seconds: i64| Timestamp::from_micros(seconds * 1_000_000);
            let step = |seconds| secrets.totp_step(&key, &code, at(seconds));
            assert_eq!(step(seconds), Some(seconds / 30), "{digits}");
            // A step early and a step late, but no more.
            assert_eq!(step(seconds - 30), Some(seconds / 30), "{digits}");
            assert_eq!(step(seconds + 30), Some(seconds / 30), "{digits}");
            assert_eq!(step(seconds + 60), None, "{digits}");
            assert_eq!(step(seconds.max(60) - 60).filter(|_| seconds > 60), None, "{digits}");
        }
    }

    #[test]
    fn an_app_is_told_whose_key_it_is() {
        let key = TotpKey::from_bytes(*b"12345678901234567890");
        let email = EmailAddress::parse("ada+x@example.com").expect("an address");
        let address = secrets().totp_address(&key, &email);
        assert!(address.starts_with("otpauth://totp/Suiro:ada%2Bx%40example.com?"), "{address}");
        // As base32: RFC 4648.
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{address}");
        assert!(address.contains("issuer=Suiro"), "{address}");
    }

    #[test]
    fn recovery_codes_differ() {
        let secrets = secrets();
        let (one, other) = (secrets.recovery_code(), secrets.recovery_code());
        assert_ne!(one, other);
        assert_ne!(secrets.hash_recovery_code(&one), secrets.hash_recovery_code(&other));
    }

    #[test]
    fn common_passwords_are_known_in_upper_and_lower_case() {
        let secrets = secrets();
        for common in ["password1234", "PassWord1234", "qwertyuiop123", "Administrator"] {
            assert!(secrets.is_common_password(&password(common)), "{common}");
        }
        assert!(!secrets.is_common_password(&password("correct horse battery")));
    }

    #[test]
    fn the_list_is_as_the_comment_says() {
        let lines: Vec<_> = COMMON_PASSWORDS.lines().collect();
        assert!(lines.is_sorted_by(|one, next| one < next));
        for line in lines {
            assert_eq!(line, line.to_lowercase());
            assert!(Password::parse(line).is_ok(), "{line}");
        }
    }

    #[tokio::test]
    async fn no_more_work_than_cores_even_when_requests_are_given_up() {
        let secrets = secrets();
        let cores = secrets.places.available_permits();
        let (release, released) = mpsc::channel::<()>();
        let released = Arc::new(std::sync::Mutex::new(released));
        for _ in 0..cores {
            let released = released.clone();
            let work = secrets.on_a_core(move || {
                let _ = released.lock().expect("a lock").recv();
            });
            // Polled once, so that the work begins; then the request goes away.
            assert!(futures::FutureExt::now_or_never(work).is_none());
        }
        assert_eq!(secrets.places.available_permits(), 0);
        assert!(futures::FutureExt::now_or_never(secrets.on_a_core(|| ())).is_none());
        drop(release);
        secrets.on_a_core(|| ()).await;
    }
}

use std::net::{IpAddr, Ipv6Addr};

use crate::secrets::TokenHash;
use crate::time::Timestamp;
use crate::user::EmailAddress;

const SECOND: i64 = 1_000_000;

/// A count that has not changed for so long, in microseconds, may be taken out of the database.
pub const FORGOTTEN_AFTER: i64 = 24 * 60 * 60 * SECOND;

/// What attempts are counted for: to sign in, and to have mails sent.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AttemptSubject {
    /// An account, from browsers that have never signed in to it. Counted for addresses that
    /// nobody has, too.
    Account(EmailAddress),
    /// An account, from one browser that has signed in to it before: whoever tries passwords from
    /// elsewhere does not keep its owner out.
    KnownDevice(EmailAddress, TokenHash),
    /// A network address, over all accounts. See [`Self::of_address`].
    Address(String),
    /// A network address from which companies are registered. See [`Self::registration_from`].
    Registration(String),
    /// Mails that somebody asks for to be sent to an address, whether anybody has it or not.
    MailTo(EmailAddress),
    /// Mails that are asked for from a network address. See [`Self::mail_asked_from`].
    MailFrom(String),
}

/// How often it went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptCount {
    /// Attempts since the last success, this one included.
    pub attempts: u32,
    /// When the last one began.
    pub last_at: Timestamp,
}

impl AttemptSubject {
    /// The subject for a network address. Of IPv6 the first 64 bits count: whoever has one address
    /// there has them all.
    pub fn of_address(address: &str) -> Self {
        Self::Address(network_of(address))
    }

    /// The subject for registrations from a network address, counted like [`Self::of_address`].
    pub fn registration_from(address: &str) -> Self {
        Self::Registration(network_of(address))
    }

    /// The subject for a network address that asks for mails; the same addresses are one.
    pub fn mail_asked_from(address: &str) -> Self {
        Self::MailFrom(network_of(address))
    }

    /// How long the next attempt has to wait after so many that were not successful, in
    /// microseconds: nothing at first, then twice as long each time, up to 15 minutes.
    ///
    /// A network address may be that of a whole company, so it has more at first. A company
    /// registers once; a few are for mistakes, and for whoever registers for others. A
    /// mail that was asked for takes a while to arrive, so these waits begin with a minute.
    pub fn delay_after(&self, attempts: u32) -> i64 {
        const LONGEST: i64 = 15 * 60 * SECOND;
        let (free, first) = match self {
            Self::Account(_) | Self::KnownDevice(..) => (5, SECOND),
            Self::Address(_) => (50, SECOND),
            Self::Registration(_) => (10, SECOND),
            Self::MailTo(_) => (3, 60 * SECOND),
            Self::MailFrom(_) => (20, 60 * SECOND),
        };
        if attempts < free {
            return 0;
        }
        let doublings = (attempts - free).min(20);
        (first << doublings).min(LONGEST)
    }

    /// Whether a success forgets all attempts. Of a network address it takes back only itself:
    /// whoever has one account could otherwise go on trying others.
    pub const fn is_forgotten_by_success(&self) -> bool {
        matches!(self, Self::Account(_) | Self::KnownDevice(..))
    }

    /// So long after an attempt it does not count any more, in microseconds: the mistakes of a
    /// day must not add up.
    const fn forgiven_after(&self) -> i64 {
        match self {
            Self::Account(_) | Self::KnownDevice(..) | Self::Registration(_) | Self::MailTo(_) => {
                15 * 60 * SECOND
            }
            Self::Address(_) | Self::MailFrom(_) => 60 * SECOND,
        }
    }

    /// The count after one more attempt at `now`, or the moment until which it has to wait.
    pub fn next(
        &self,
        before: Option<AttemptCount>,
        now: Timestamp,
    ) -> Result<AttemptCount, Timestamp> {
        let Some(count) = before else { return Ok(AttemptCount { attempts: 1, last_at: now }) };
        let delay = self.delay_after(count.attempts);
        let free_at = count.last_at.micros() + delay;
        // Without a delay nobody waits, even if a server whose clock is ahead counted the last one.
        if delay > 0 && now.micros() < free_at {
            return Err(Timestamp::from_micros(free_at));
        }
        let since = now.micros().saturating_sub(count.last_at.micros()).max(0);
        let forgiven = u32::try_from(since / self.forgiven_after()).unwrap_or(u32::MAX);
        let attempts = count.attempts.saturating_sub(forgiven).saturating_add(1);
        Ok(AttemptCount { attempts, last_at: now.max(count.last_at) })
    }
}

/// The network that an address stands for: itself, or the first 64 bits of IPv6.
fn network_of(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).to_string(),
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MINUTE: i64 = 60 * SECOND;

    fn account() -> AttemptSubject {
        AttemptSubject::Account(EmailAddress::parse("ada@example.com").expect("an address"))
    }

    fn known_device() -> AttemptSubject {
        let email = EmailAddress::parse("ada@example.com").expect("an address");
        AttemptSubject::KnownDevice(email, TokenHash([7; 32]))
    }

    fn mail_to() -> AttemptSubject {
        AttemptSubject::MailTo(EmailAddress::parse("ada@example.com").expect("an address"))
    }

    fn any_subject() -> impl Strategy<Value = AttemptSubject> {
        let address = AttemptSubject::of_address("192.0.2.1");
        let registration = AttemptSubject::registration_from("192.0.2.1");
        let mail_from = AttemptSubject::mail_asked_from("192.0.2.1");
        prop::sample::select(vec![
            account(),
            known_device(),
            address,
            registration,
            mail_to(),
            mail_from,
        ])
    }

    #[test]
    fn the_first_attempts_are_free_and_the_wait_doubles() {
        for subject in [account(), known_device()] {
            let delays: Vec<_> = (0..10).map(|attempts| subject.delay_after(attempts)).collect();
            let seconds = [0, 0, 0, 0, 0, 1, 2, 4, 8, 16];
            assert_eq!(delays, seconds.map(|seconds| seconds * SECOND));
            assert_eq!(subject.delay_after(14), 512 * SECOND);
            assert_eq!(subject.delay_after(15), 15 * MINUTE);
        }
        let address = AttemptSubject::of_address("192.0.2.1");
        assert_eq!([49, 50, 51].map(|attempts| address.delay_after(attempts) / SECOND), [0, 1, 2]);
        let registration = AttemptSubject::registration_from("192.0.2.1");
        let delays = [9, 10, 20].map(|attempts| registration.delay_after(attempts) / SECOND);
        assert_eq!(delays, [0, 1, 900]);
        let mails = [2, 3, 4, 7].map(|attempts| mail_to().delay_after(attempts) / SECOND);
        assert_eq!(mails, [0, 60, 120, 900]);
    }

    #[test]
    fn an_attempt_waits_until_the_moment_it_is_told() {
        let last_at = Timestamp::from_micros(1_000 * SECOND);
        let before = Some(AttemptCount { attempts: 6, last_at });
        let free_at = Timestamp::from_micros(1_002 * SECOND);
        let too_early = Timestamp::from_micros(free_at.micros() - 1);
        assert_eq!(account().next(before, too_early), Err(free_at));
        let counted = AttemptCount { attempts: 7, last_at: free_at };
        assert_eq!(account().next(before, free_at), Ok(counted));
    }

    #[test]
    fn time_without_an_attempt_forgives_one_after_the_other() {
        let before = Some(AttemptCount { attempts: 20, last_at: Timestamp::from_micros(0) });
        for (minutes, account_counts, address_counts) in [(15, 20, 6), (44, 19, 1), (1_440, 1, 1)] {
            let now = Timestamp::from_micros(minutes * MINUTE);
            let counted = |attempts| Ok(AttemptCount { attempts, last_at: now });
            assert_eq!(account().next(before, now), counted(account_counts));
            let address = AttemptSubject::of_address("192.0.2.1");
            assert_eq!(address.next(before, now), counted(address_counts));
        }
    }

    #[test]
    fn clocks_that_differ_make_nobody_wait_who_has_free_attempts() {
        let ahead = Timestamp::from_micros(2 * SECOND);
        let before = Some(AttemptCount { attempts: 4, last_at: ahead });
        let counted = AttemptCount { attempts: 5, last_at: ahead };
        assert_eq!(account().next(before, Timestamp::from_micros(SECOND)), Ok(counted));
    }

    #[test]
    fn a_network_of_ipv6_is_one_subject() {
        let of = AttemptSubject::of_address;
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }

    proptest! {
        #[test]
        fn the_delay_never_shrinks_and_has_a_limit(
            subject in any_subject(), attempts: u32, more: u32,
        ) {
            let delay = subject.delay_after(attempts);
            prop_assert!((0..=15 * MINUTE).contains(&delay));
            prop_assert!(subject.delay_after(attempts.saturating_add(more)) >= delay);
        }

        #[test]
        fn nobody_waits_longer_than_the_limit(
            subject in any_subject(), attempts: u32, last in 0..i64::MAX / 2, later in 0..i64::MAX / 2,
        ) {
            let last_at = Timestamp::from_micros(last);
            let now = Timestamp::from_micros(last + later);
            match subject.next(Some(AttemptCount { attempts, last_at }), now) {
                Ok(counted) => prop_assert_eq!(counted.last_at, now),
                Err(until) => {
                    prop_assert!(until > now);
                    prop_assert!(until.micros() - last <= 15 * MINUTE);
                }
            }
        }
    }
}

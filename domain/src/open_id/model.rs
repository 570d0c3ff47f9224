use super::Subject;
use crate::ids::{IdentityId, UserId};
use crate::time::Timestamp;
use crate::user::EmailAddress;

/// How much the clocks of a provider and of this server may differ, in microseconds.
const CLOCK_SKEW: i64 = 60 * 1_000_000;

/// A person's account at a provider, linked with a user here. Issuer and subject together belong
/// to one user, and a user has one account at most at each issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its identity here, which opens nothing and may be shown.
    pub id: IdentityId,
    /// Whose it is.
    pub user: UserId,
    /// The provider: an URL of at most 255 characters.
    pub issuer: String,
    /// Who they are there.
    pub subject: Subject,
    /// The e-mail address that the provider told when it was linked. Only for people to recognise
    /// the account by: it may have become another one there.
    pub email: Option<EmailAddress>,
    /// When it was linked.
    pub linked_at: Timestamp,
}

/// How the audit log names an account at a provider.
pub(super) fn label(issuer: &str, subject: &Subject) -> String {
    format!("{issuer} {}", subject.as_str())
}

/// What a provider says about whoever has just signed in there. Made from a token whose
/// signature, issuer, audience, end and nonce were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// Who it is.
    pub subject: Subject,
    /// Their e-mail address, if it is one.
    pub email: Option<EmailAddress>,
    /// Whether the provider has made sure that the address is theirs.
    pub email_verified: bool,
    /// What they are called, as the provider spells it.
    pub name: Option<String>,
    /// When they last proved to the provider who they are. Some providers do not tell.
    pub authenticated_at: Option<Timestamp>,
}

impl Claims {
    /// The e-mail address that the provider vouches for.
    pub fn verified_email(&self) -> Option<&EmailAddress> {
        self.email.as_ref().filter(|_| self.email_verified)
    }

    /// From when on the proof counts, which is never later than `now`. A provider lets somebody
    /// in who proved who they are hours ago; one that does not tell when is not believed to have
    /// asked at all.
    pub fn proven_at(&self, now: Timestamp) -> Timestamp {
        self.authenticated_at.unwrap_or(Timestamp::from_micros(0)).min(now)
    }

    /// Whether the provider asked for a proof after `begun_at`, give or take a minute.
    pub fn is_proof_after(&self, begun_at: Timestamp) -> bool {
        self.authenticated_at.is_some_and(|at| at.micros() >= begun_at.micros() - CLOCK_SKEW)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(authenticated_at: Option<i64>) -> Claims {
        Claims {
            subject: Subject::parse("a").expect("a subject"),
            email: EmailAddress::parse("ada@example.com").ok(),
            email_verified: true,
            name: None,
            authenticated_at: authenticated_at.map(Timestamp::from_micros),
        }
    }

    #[test]
    fn only_a_verified_address_counts() {
        let verified = claims(None);
        assert_eq!(verified.verified_email(), verified.email.as_ref());
        let claimed = Claims { email_verified: false, ..verified.clone() };
        assert_eq!(claimed.verified_email(), None);
        assert_eq!(Claims { email: None, ..verified }.verified_email(), None);
    }

    #[test]
    fn a_proof_is_as_old_as_the_provider_says() {
        let now = Timestamp::from_micros(1_000);
        for (told, counts) in [(Some(400), 400), (Some(2_000), 1_000), (None, 0)] {
            assert_eq!(claims(told).proven_at(now).micros(), counts);
        }
    }

    #[test]
    fn a_proof_from_before_is_not_a_new_one() {
        let begun = Timestamp::from_micros(10 * CLOCK_SKEW);
        for (told, is_new) in [
            (Some(10 * CLOCK_SKEW), true),
            (Some(9 * CLOCK_SKEW), true),
            (Some(9 * CLOCK_SKEW - 1), false),
            (None, false),
        ] {
            assert_eq!(claims(told).is_proof_after(begun), is_new, "{told:?}");
        }
    }
}

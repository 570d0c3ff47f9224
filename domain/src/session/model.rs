use crate::ids::{SessionId, TenantId, UserId};
use crate::permissions::Role;
use crate::tenant::Tenant;
use crate::time::Timestamp;
use crate::user::User;

/// How long a proof of who somebody is lets them do what needs a fresh one, in microseconds.
pub const FRESH_FOR: i64 = 10 * 60 * 1_000_000;

/// A browser in which somebody has signed in. It holds a [`crate::secrets::SecretToken`]; the
/// database holds its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its identity, which opens nothing and may be shown.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// The tenant they act for. Absent when they belong to none.
    pub tenant: Option<TenantId>,
    /// When they signed in.
    pub created_at: Timestamp,
    /// When the browser last asked for something, give or take a minute.
    pub seen_at: Timestamp,
    /// When they last proved who they are.
    pub proven_at: Timestamp,
    /// Whether they have proved it with a second factor. Whoever has one has no session without.
    pub second_factor: bool,
    /// The network address they signed in from, at most 45 characters.
    pub address: String,
    /// What the browser calls itself, at most 300 characters.
    pub agent: String,
}

impl Session {
    /// The longest network address, in characters: IPv6 with IPv4 inside.
    pub const MAX_ADDRESS_LENGTH: usize = 45;

    /// What is kept of a browser's own name, in characters.
    pub const MAX_AGENT_LENGTH: usize = 300;

    /// Whether it is over at `now`, though the database may still have it.
    pub const fn has_ended(&self, limits: &SessionLimits, now: Timestamp) -> bool {
        now.micros() - self.seen_at.micros() >= limits.idle
            || now.micros() - self.created_at.micros() >= limits.absolute
    }
}

/// How long a session lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLimits {
    /// Without a request, in microseconds.
    pub idle: i64,
    /// In all, in microseconds.
    pub absolute: i64,
}

impl Default for SessionLimits {
    /// 30 minutes idle, 12 hours in all. Source: NIST SP 800-63B-4, AAL2 (1 h and 24 h at most).
    fn default() -> Self {
        Self { idle: 30 * 60 * 1_000_000, absolute: 12 * 60 * 60 * 1_000_000 }
    }
}

/// Everything that has to be known about a request's sender, read with one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The session.
    pub session: Session,
    /// Whose it is.
    pub user: User,
    /// The tenant they act for, and what they are there. Absent when they belong to none, or no
    /// longer to the one of the session.
    pub membership: Option<(Tenant, Role)>,
    /// How many of that tenant's notifications they have not read: up to [`Self::MOST_UNREAD`].
    pub unread: u64,
}

impl SignedIn {
    /// More unread notifications are not counted.
    pub const MOST_UNREAD: u64 = 100;

    /// Whether the last proof of who they are is fresh enough at `now`.
    pub const fn is_fresh(&self, now: Timestamp) -> bool {
        now.micros() - self.session.proven_at.micros() < FRESH_FOR
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    const LIMITS: SessionLimits = SessionLimits { idle: 30, absolute: 720 };

    fn session(created_at: i64, seen_at: i64) -> Session {
        Session {
            id: SessionId::from_uuid(Uuid::from_u128(1)),
            user: UserId::from_uuid(Uuid::from_u128(2)),
            tenant: None,
            created_at: Timestamp::from_micros(created_at),
            seen_at: Timestamp::from_micros(seen_at),
            proven_at: Timestamp::from_micros(created_at),
            second_factor: false,
            address: String::new(),
            agent: String::new(),
        }
    }

    fn has_ended(created_at: i64, seen_at: i64, now: i64) -> bool {
        session(created_at, seen_at).has_ended(&LIMITS, Timestamp::from_micros(now))
    }

    #[test]
    fn ends_when_nobody_asks_for_anything() {
        assert!(!has_ended(0, 100, 129));
        assert!(has_ended(0, 100, 130));
    }

    #[test]
    fn ends_after_its_whole_time_however_busy_it_is() {
        assert!(!has_ended(0, 719, 719));
        assert!(has_ended(0, 720, 720));
    }

    #[test]
    fn lasts_half_an_hour_and_half_a_day_unless_set_otherwise() {
        const MINUTE: i64 = 60_000_000;
        let limits = SessionLimits::default();
        assert_eq!((limits.idle, limits.absolute), (30 * MINUTE, 12 * 60 * MINUTE));
    }

    #[test]
    fn a_clock_that_is_behind_ends_nothing() {
        assert!(!has_ended(1_000, 1_000, 0));
    }

    proptest! {
        #[test]
        fn what_has_ended_stays_ended(
            created_at in 0..1_000_i64, used in 0..800_i64, now in 0..3_000_i64, later in 0..3_000_i64,
        ) {
            let seen_at = created_at + used;
            if has_ended(created_at, seen_at, now) {
                prop_assert!(has_ended(created_at, seen_at, now + later));
            }
        }
    }
}

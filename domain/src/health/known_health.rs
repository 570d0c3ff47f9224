use super::{Expiry, HealthChange, Side, SideHealth, Verdict};
use crate::channel::ChannelHealth;
use crate::platform::{Credentials, End, Expiring, Fact, Health, Probe, Problem, Reason};
use crate::time::Timestamp;

/// How a channel is doing, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownHealth {
    /// Each side by itself, in the order of [`Side::ALL`].
    pub sides: [SideHealth; 4],
    /// How many measurements in a row the platform has refused whoever asks. What could not be
    /// asked neither counts nor ends the row.
    pub refusals: u32,
    /// How many measurements in a row the platform could not be asked.
    pub unanswered: u32,
    /// What the platform last said, word for word.
    pub facts: Vec<Fact>,
    /// What is known to end.
    pub expiries: Vec<Expiry>,
    /// Since when it is unusually quiet.
    pub quiet_since: Option<Timestamp>,
    /// When it was last measured.
    pub checked_at: Option<Timestamp>,
}

impl KnownHealth {
    /// How often in a row the platform has to refuse before that is believed: platforms refuse
    /// valid tokens now and then.
    pub const REFUSALS_NEEDED: u32 = 2;

    /// How long a platform may give no answer until the channel is called degraded, in
    /// microseconds: half an hour. Less happens with every platform; and what is not known for
    /// longer should not be called healthy. It never becomes more than that.
    pub const LONGEST_UNANSWERED: i64 = 30 * 60 * 1_000_000;

    /// What is known of this side.
    pub const fn side(&self, side: Side) -> &SideHealth {
        &self.sides[side as usize]
    }

    /// The same after one more measurement with these credentials.
    #[must_use]
    pub fn after(&self, measured: &Health, credentials: &Credentials, at: Timestamp) -> Self {
        let probes =
            [&measured.authorisation, &measured.outbound, &measured.inbound, &measured.callback];
        let is_refused = probes
            .iter()
            .any(|probe| matches!(probe, Probe::Fails(problem) if problem.is_authorisation()));
        let is_unanswered = matches!(measured.authorisation, Probe::Unknown(_));
        let refusals = match (is_refused, is_unanswered) {
            (true, _) => self.refusals.saturating_add(1),
            (false, true) => self.refusals,
            (false, false) => 0,
        };
        let confirmed = refusals >= Self::REFUSALS_NEEDED;
        let mut sides = self.sides.clone();
        for (side, probe) in sides.iter_mut().zip(probes) {
            *side = side.after(probe, at, confirmed);
        }
        // Who could not be asked said nothing, which is no news.
        let is_silent = measured.facts.is_empty() && (is_unanswered || is_refused);
        let facts = if is_silent { &self.facts } else { &measured.facts };
        let mut ends = measured.ends.clone();
        if !ends.iter().any(|end| end.what == Expiring::Authorisation) {
            ends.extend(End::of_authorisation(credentials.expires_at()));
        }
        let told = ends.iter().map(|end| Expiry::of(end).remembering(&self.expiries));
        let untold = |one: &&Expiry| is_silent && !ends.iter().any(|end| end.what == one.what);
        let expiries = told.chain(self.expiries.iter().filter(untold).copied()).collect();
        Self {
            sides,
            refusals,
            unanswered: if is_unanswered { self.unanswered.saturating_add(1) } else { 0 },
            facts: facts.clone(),
            expiries,
            quiet_since: self.quiet_since,
            checked_at: Some(at),
        }
    }

    /// How the channel is doing in one word, and the problem that says why.
    pub fn level(&self) -> (ChannelHealth, Option<&Problem>) {
        let failing = |side| match &self.side(side).verdict {
            Verdict::Fails(problem) => Some(problem),
            _ => None,
        };
        let refused = Side::ALL.into_iter().filter_map(failing).find(|one| one.is_authorisation());
        if refused.is_some() && self.refusals >= Self::REFUSALS_NEEDED {
            return (ChannelHealth::NeedsReauthorisation, refused);
        }
        let sending = [Side::Authorisation, Side::Outbound].into_iter().find_map(failing);
        if sending.is_some() {
            return (ChannelHealth::Down, sending);
        }
        let warning = |side: Side| match &self.side(side).verdict {
            // What ends soon has warnings of its own.
            Verdict::Warns(problem) if problem.reason != Reason::TokenExpiring => Some(problem),
            _ => None,
        };
        let trouble = Side::ALL.into_iter().find_map(failing);
        let trouble = trouble.or_else(|| Side::ALL.into_iter().find_map(warning));
        if let Some(problem) = trouble.or_else(|| self.unanswered_for_long()) {
            return (ChannelHealth::Degraded, Some(problem));
        }
        let works = |side: &SideHealth| matches!(side.verdict, Verdict::Works | Verdict::Warns(_));
        if self.sides.iter().any(works) {
            (ChannelHealth::Healthy, None)
        } else {
            (ChannelHealth::NotMeasured, None)
        }
    }

    /// Why the platform could not be asked for too long. The first reason of that time, so that
    /// one trouble with many faces does not look like many.
    fn unanswered_for_long(&self) -> Option<&Problem> {
        let now = self.checked_at?;
        let is_long = |since: Timestamp| {
            now.micros().saturating_sub(since.micros()) >= Self::LONGEST_UNANSWERED
        };
        let mut unanswered = self.sides.iter().filter_map(|side| side.unanswered.as_ref());
        unanswered.find(|error| is_long(error.at)).map(|error| &error.problem)
    }

    /// What has changed since `before`, if it is worth telling. The only place where a change is
    /// found.
    pub fn change_since(&self, before: &Self) -> Option<HealthChange> {
        let (from, old) = before.level();
        let (to, new) = self.level();
        let reason = new.map(|problem| problem.reason);
        let same = from == to && old.map(|problem| problem.reason) == reason;
        (!same).then(|| HealthChange { from, to, problem: new.cloned() })
    }
}

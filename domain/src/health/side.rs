use serde::{Deserialize, Serialize};

use crate::platform::{Probe, Problem};
use crate::time::Timestamp;

/// One of the four things about an account that are asked for separately.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Whether the platform accepts the credentials.
    Authorisation,
    /// Whether messages can be sent.
    Outbound,
    /// Whether the platform passes on what comes in.
    Inbound,
    /// Whether the platform has our callback address.
    Callback,
}

impl Side {
    /// All sides, in the order people see. Of two with the same trouble the first one leads.
    pub const ALL: [Self; 4] = [Self::Authorisation, Self::Outbound, Self::Inbound, Self::Callback];

    /// Its stable name.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Authorisation => "authorisation",
            Self::Outbound => "outbound",
            Self::Inbound => "inbound",
            Self::Callback => "callback",
        }
    }
}

/// What is known about a side.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Verdict {
    /// Nothing yet.
    #[default]
    NotMeasured,
    /// It works.
    Works,
    /// It works, and somebody should look at it before it does not.
    Warns(Problem),
    /// It does not work.
    Fails(Problem),
    /// The platform offers nothing to ask.
    NotObservable,
}

/// A problem, and when it was met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideError {
    /// What went wrong.
    pub problem: Problem,
    /// When.
    pub at: Timestamp,
}

/// How one side is doing, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SideHealth {
    /// The last thing the platform said about it that counts.
    pub verdict: Verdict,
    /// When it last worked.
    pub last_success: Option<Timestamp>,
    /// What last went wrong, be it the side itself or the asking.
    pub last_error: Option<SideError>,
    /// Since when the platform could not be asked, and why at first. Absent when the last question
    /// was answered.
    pub unanswered: Option<SideError>,
}

impl SideHealth {
    /// The same after one more look. A refusal of the authorisation counts only when it is
    /// confirmed; until then, and while the platform cannot be asked, the verdict stays.
    pub(super) fn after(&self, probe: &Probe, at: Timestamp, confirmed: bool) -> Self {
        let mut after = self.clone();
        after.unanswered = None;
        match probe {
            Probe::Works => {
                after.verdict = Verdict::Works;
                after.last_success = Some(at);
            }
            Probe::Warns(problem) => {
                after.verdict = Verdict::Warns(problem.clone());
                after.last_success = Some(at);
            }
            Probe::Fails(problem) => {
                if confirmed || !problem.is_authorisation() {
                    after.verdict = Verdict::Fails(problem.clone());
                }
                after.last_error = Some(SideError { problem: problem.clone(), at });
            }
            Probe::Unknown(problem) => {
                let error = SideError { problem: problem.clone(), at };
                after.unanswered = Some(self.unanswered.clone().unwrap_or_else(|| error.clone()));
                after.last_error = Some(error);
            }
            Probe::NotObservable => after.verdict = Verdict::NotObservable,
        }
        after
    }
}

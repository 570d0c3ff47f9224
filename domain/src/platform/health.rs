use serde::{Deserialize, Serialize};

use super::{End, Fact, Problem, Reason, ReasonKind};

/// How one side of a channel is doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Probe {
    /// It works.
    Works,
    /// It works, and somebody should look at it before it does not.
    Warns(Problem),
    /// It does not work.
    Fails(Problem),
    /// It could not be asked now. What was known before still holds.
    Unknown(Problem),
    /// The platform offers nothing to ask. What comes in and goes out tells more.
    NotObservable,
}

impl Probe {
    /// What a request's result says. A connection that failed says nothing.
    pub fn of<T>(result: &Result<T, Problem>) -> Self {
        match result {
            Ok(_) => Self::Works,
            Err(problem) => Self::failed(problem.clone()),
        }
    }

    /// A probe that failed, or is unknown where the connection failed.
    pub fn failed(problem: Problem) -> Self {
        match problem.reason.kind() {
            ReasonKind::Connection => Self::Unknown(problem),
            _ => Self::Fails(problem),
        }
    }
}

/// How a channel is doing, each side by itself: an account can be authorised and silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// Whether the platform still accepts the credentials, with every permission.
    pub authorisation: Probe,
    /// Whether messages can be sent.
    pub outbound: Probe,
    /// Whether the platform passes on what comes in.
    pub inbound: Probe,
    /// Whether the platform has our callback address.
    pub callback: Probe,
    /// What the platform says, word for word.
    pub facts: Vec<Fact>,
    /// What is known to end, each thing once. What the platform did not say is left out.
    pub ends: Vec<End>,
}

impl Health {
    /// The health of a channel whose account could not be asked about because of this problem.
    pub fn of_problem(problem: &Problem) -> Self {
        let unknown = Probe::Unknown(problem.clone());
        let failed = Probe::failed(problem.clone());
        let authorisation = match problem.reason.kind() {
            ReasonKind::Authorisation => failed.clone(),
            // The platform knew who asked.
            ReasonKind::AccountStatus if problem.reason != Reason::Unrecognised => Probe::Works,
            _ => unknown.clone(),
        };
        Self {
            authorisation,
            outbound: failed,
            inbound: unknown.clone(),
            callback: unknown,
            facts: Vec::new(),
            ends: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_authorisation_that_was_refused_has_failed() {
        for reason in Reason::ALL {
            let health = Health::of_problem(&(*reason).into());
            let has_failed = matches!(health.authorisation, Probe::Fails(_));
            assert_eq!(has_failed, reason.kind() == ReasonKind::Authorisation);
        }
    }

    #[test]
    fn a_failed_connection_is_never_a_failed_authorisation() {
        for reason in Reason::ALL {
            let is_unknown = matches!(Probe::failed((*reason).into()), Probe::Unknown(_));
            assert_eq!(is_unknown, reason.kind() == ReasonKind::Connection);
        }
    }
}

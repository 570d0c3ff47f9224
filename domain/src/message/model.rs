use crate::callback::DeliveryState;
use crate::ids::{ChannelId, MessageId, TenantId};
use crate::platform::{Problem, Reason};
use crate::time::Timestamp;

/// A message that somebody sent from here. Its text is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its identity. As a bare UUID it is the reference that a platform carries along.
    pub id: MessageId,
    /// Whose it is.
    pub tenant: TenantId,
    /// The channel it was sent from.
    pub channel: ChannelId,
    /// Whom it went to, in the platform's own form.
    pub recipient: String,
    /// Who sent it, by the name that the audit log has: at most 200 characters.
    pub sent_by: String,
    /// When it was handed to the platform.
    pub sent_at: Timestamp,
    /// What the platform answered.
    pub outcome: SendOutcome,
    /// Its parts, once the platform has named them: one, but for long SMS.
    pub parts: Vec<MessagePart>,
}

/// What a platform answered to a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendOutcome {
    /// Nothing yet.
    Waiting,
    /// It has taken it.
    Accepted,
    /// It has not.
    Refused(Box<Problem>),
    /// The answer was lost. It is not sent again.
    Unknown(Box<Problem>),
}

impl SendOutcome {
    /// The stored number, and the problem that is stored with it.
    pub fn number(&self) -> (i16, Option<&Problem>) {
        match self {
            Self::Waiting => (1, None),
            Self::Accepted => (2, None),
            Self::Refused(problem) => (3, Some(problem)),
            Self::Unknown(problem) => (4, Some(problem)),
        }
    }

    /// The outcome that [`Self::number`] stands for.
    pub fn from_number(number: i16, problem: Option<Problem>) -> Option<Self> {
        match (number, problem.map(Box::new)) {
            (1, None) => Some(Self::Waiting),
            (2, None) => Some(Self::Accepted),
            (3, Some(problem)) => Some(Self::Refused(problem)),
            (4, Some(problem)) => Some(Self::Unknown(problem)),
            _ => None,
        }
    }
}

/// A part of a message as the platform knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagePart {
    /// The platform's id.
    pub platform_id: String,
    /// How far it has come.
    pub state: DeliveryState,
    /// Since when.
    pub since: Timestamp,
}

/// How far a message has come altogether.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// It is being handed over.
    Sending,
    /// Nobody knows whether the platform has it.
    OutcomeUnknown(Box<Problem>),
    /// The platform has not taken it.
    Refused(Box<Problem>),
    /// The platform has it, and each part has come at least this far; or one has failed.
    Reached(DeliveryState),
}

impl Message {
    /// After how many microseconds a message without an answer never gets one: the server has
    /// died. Longer than an adapter waits.
    const LOST_AFTER: i64 = 120 * 1_000_000;

    /// How far it has come.
    pub fn progress(&self, now: Timestamp) -> Progress {
        match &self.outcome {
            SendOutcome::Waiting => {
                let waited = now.micros().saturating_sub(self.sent_at.micros());
                if waited > Self::LOST_AFTER {
                    Progress::OutcomeUnknown(Box::new(Reason::OutcomeUnknown.into()))
                } else {
                    Progress::Sending
                }
            }
            SendOutcome::Refused(problem) => Progress::Refused(problem.clone()),
            SendOutcome::Unknown(problem) => Progress::OutcomeUnknown(problem.clone()),
            SendOutcome::Accepted => {
                let states = self.parts.iter().map(|part| &part.state);
                let failed = states.clone().find(|state| state.problem().is_some());
                let slowest = states.min_by_key(|state| state.number());
                let state = failed.or(slowest).cloned();
                Progress::Reached(state.unwrap_or(DeliveryState::Accepted))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn message(outcome: SendOutcome, states: &[DeliveryState]) -> Message {
        let part = |state: &DeliveryState| MessagePart {
            platform_id: "1".to_owned(),
            state: state.clone(),
            since: Timestamp::from_micros(0),
        };
        Message {
            id: MessageId::from_uuid(Uuid::nil()),
            tenant: TenantId::from_uuid(Uuid::nil()),
            channel: ChannelId::from_uuid(Uuid::nil()),
            recipient: "1".to_owned(),
            sent_by: "a".to_owned(),
            sent_at: Timestamp::from_micros(0),
            outcome,
            parts: states.iter().map(part).collect(),
        }
    }

    #[test]
    fn a_message_has_come_as_far_as_its_slowest_part() {
        use DeliveryState::{Accepted, Delivered, Failed, Read, Sent};
        let failed = Failed(Box::new(Reason::RecipientUnknown.into()));
        let now = Timestamp::from_micros(1);
        for (states, reached) in [
            (vec![], Accepted),
            (vec![Sent], Sent),
            (vec![Read, Delivered], Delivered),
            (vec![Sent, failed.clone(), Read], failed),
        ] {
            let progress = message(SendOutcome::Accepted, &states).progress(now);
            assert_eq!(progress, Progress::Reached(reached));
        }
    }

    #[test]
    fn an_answer_that_never_comes_is_lost() {
        let waiting = message(SendOutcome::Waiting, &[]);
        let at = |seconds: i64| waiting.progress(Timestamp::from_micros(seconds * 1_000_000));
        assert_eq!(at(120), Progress::Sending);
        assert!(matches!(at(121), Progress::OutcomeUnknown(_)));
    }
}

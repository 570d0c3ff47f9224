use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Reason, ReasonKind};
use crate::text::cut;

/// What went wrong at a platform: our reason, and the platform's own words for experts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Why, in the vocabulary of all platforms.
    pub reason: Reason,
    /// The platform's own code as it was sent, for example `190/463` or `535 5.7.8`.
    pub platform_code: Option<String>,
    /// What the platform answered, without secrets, at most [`Self::MAX_ANSWER`] characters.
    pub answer: Option<String>,
    /// How long the platform asks to wait.
    pub retry_after_seconds: Option<u32>,
}

impl Problem {
    /// The longest answer that is kept, in characters.
    pub const MAX_ANSWER: usize = 2_000;

    /// A problem without words of the platform.
    pub const fn new(reason: Reason) -> Self {
        Self { reason, platform_code: None, answer: None, retry_after_seconds: None }
    }

    /// The same with the platform's code.
    #[must_use]
    pub fn with_code(mut self, code: impl fmt::Display) -> Self {
        self.platform_code = Some(code.to_string());
        self
    }

    /// The same with the platform's answer, from which secrets have been removed.
    #[must_use]
    pub fn with_answer(mut self, answer: &str) -> Self {
        self.answer = Some(cut(answer, Self::MAX_ANSWER));
        self
    }

    /// Whether the channel needs to be authorised again.
    pub fn is_authorisation(&self) -> bool {
        self.reason.kind() == ReasonKind::Authorisation
    }
}

impl From<Reason> for Problem {
    fn from(reason: Reason) -> Self {
        Self::new(reason)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str(self.reason.code())?;
        match &self.platform_code {
            Some(code) => write!(text, " ({code})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_reads_as_its_codes() {
        let problem = Problem::new(Reason::TokenExpired).with_code("190/463");
        assert_eq!(problem.to_string(), "Authorisation.TokenExpired (190/463)");
        assert!(problem.is_authorisation());
        assert!(!Problem::new(Reason::TimedOut).is_authorisation());
    }

    #[test]
    fn a_long_answer_is_cut_between_characters() {
        let problem = Problem::new(Reason::PlatformTrouble).with_answer(&"語".repeat(3_000));
        assert_eq!(problem.answer.expect("an answer").chars().count(), Problem::MAX_ANSWER);
    }
}

use crate::channel::ChannelHealth;
use crate::platform::Problem;

/// A channel is doing differently, or as badly for another reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthChange {
    /// How it was doing.
    pub from: ChannelHealth,
    /// How it is doing.
    pub to: ChannelHealth,
    /// Why, unless it is doing well.
    pub problem: Option<Problem>,
}

impl HealthChange {
    /// Whether people have to be told: of each new trouble, and when it is over. That a new
    /// channel is healthy is no news.
    pub const fn is_news(&self) -> bool {
        self.to.is_trouble() || self.from.is_trouble()
    }

    /// Whether it is good news.
    pub const fn is_recovery(&self) -> bool {
        self.from.is_trouble() && !self.to.is_trouble()
    }
}

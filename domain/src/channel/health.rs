/// How a channel is doing, in one word. What is behind it stands in its health.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChannelHealth {
    /// Nobody has measured it: it is not bound, or has just been.
    NotMeasured,
    /// It works.
    Healthy,
    /// It works, and somebody should look at it before it does not.
    Degraded,
    /// It does not work.
    Down,
    /// Its platform does not accept its credentials any more: somebody has to authorise it again.
    NeedsReauthorisation,
}

impl ChannelHealth {
    /// All of them, the best first.
    pub const ALL: [Self; 5] =
        [Self::NotMeasured, Self::Healthy, Self::Degraded, Self::Down, Self::NeedsReauthorisation];

    /// The word in addresses and exports.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::NotMeasured => "not_measured",
            Self::Healthy => "healthy",
            Self::Degraded => "degraded",
            Self::Down => "down",
            Self::NeedsReauthorisation => "needs_reauthorisation",
        }
    }

    /// The word that [`Self::slug`] stands for.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|health| health.slug() == slug)
    }

    /// The stored number: 0 to 4 in the order of [`Self::ALL`].
    pub const fn number(self) -> i16 {
        self as i16
    }

    /// Whether somebody should do something.
    pub const fn is_trouble(self) -> bool {
        matches!(self, Self::Degraded | Self::Down | Self::NeedsReauthorisation)
    }

    /// The health that [`Self::number`] stands for.
    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|health| health.number() == number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_and_numbers_lead_back_to_their_health() {
        for health in ChannelHealth::ALL {
            assert_eq!(ChannelHealth::from_slug(health.slug()), Some(health));
            assert_eq!(ChannelHealth::from_number(health.number()), Some(health));
        }
        assert_eq!(ChannelHealth::from_number(5), None);
    }
}

/// How a channel is doing, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum HealthLevel {
    /// Nobody knows: the channel is not bound, or was not asked about yet.
    #[default]
    NotMeasured,
    /// Everything that can be asked about works.
    Healthy,
    /// It sends; something else does not work, will not for long, or could not be asked about for
    /// a while.
    Degraded,
    /// It cannot send.
    Down,
    /// The platform refuses whoever asks. Somebody has to authorise the channel again.
    NeedsReauthorisation,
}

impl HealthLevel {
    /// All levels.
    pub const ALL: [Self; 5] =
        [Self::NotMeasured, Self::Healthy, Self::Degraded, Self::Down, Self::NeedsReauthorisation];

    /// The word in exports, the audit log and webhooks.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::NotMeasured => "not_measured",
            Self::Healthy => "healthy",
            Self::Degraded => "degraded",
            Self::Down => "down",
            Self::NeedsReauthorisation => "needs_reauthorisation",
        }
    }

    /// The level that [`Self::slug`] names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.slug() == slug)
    }

    /// The number it is stored as: 0 to 4 in the order of [`Self::ALL`].
    pub const fn number(self) -> i16 {
        self as i16
    }

    /// The level that [`Self::number`] names.
    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }

    /// Whether somebody should do something.
    pub const fn is_trouble(self) -> bool {
        matches!(self, Self::Degraded | Self::Down | Self::NeedsReauthorisation)
    }
}

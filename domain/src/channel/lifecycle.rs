/// Where a channel stands between its creation and its deletion. A deleted channel is gone; the
/// audit log remembers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lifecycle {
    /// Created, and tied to no third-party account: it can neither send nor receive.
    Unbound,
    /// Somebody is binding it.
    Binding,
    /// Tied to exactly one third-party account.
    Bound,
    /// The account is being released.
    Unbinding,
}

impl Lifecycle {
    /// All states, in the order of a channel's life.
    pub const ALL: [Self; 4] = [Self::Unbound, Self::Binding, Self::Bound, Self::Unbinding];

    /// The word in addresses and exports.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Unbound => "unbound",
            Self::Binding => "binding",
            Self::Bound => "bound",
            Self::Unbinding => "unbinding",
        }
    }

    /// The state that [`Self::slug`] names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == slug)
    }

    /// The number it is stored as: 1 to 4 in the order of [`Self::ALL`].
    pub const fn number(self) -> i16 {
        self as i16 + 1
    }

    /// The state that [`Self::number`] names.
    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.number() == number)
    }

    /// Whether the channel may be deleted. Source: the model product deletes only unbound
    /// channels; an account manager unbinds.
    pub const fn may_be_deleted(self) -> bool {
        matches!(self, Self::Unbound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_unbound_channel_may_be_deleted() {
        let deletable: Vec<_> =
            Lifecycle::ALL.into_iter().filter(|state| state.may_be_deleted()).collect();
        assert_eq!(deletable, [Lifecycle::Unbound]);
    }

    #[test]
    fn slugs_and_numbers_lead_back_to_their_state() {
        for state in Lifecycle::ALL {
            assert_eq!(Lifecycle::from_slug(state.slug()), Some(state));
            assert_eq!(Lifecycle::from_number(state.number()), Some(state));
        }
    }
}

use serde::{Deserialize, Serialize};

/// The platform a channel speaks to. The order is the one people see everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ChannelType {
    /// WhatsApp Business Platform.
    WhatsApp,
    /// Viber business messages.
    Viber,
    /// Facebook Messenger.
    Messenger,
    /// Instagram direct messages.
    Instagram,
    /// Text messages over a mobile network.
    Sms,
    /// E-mail.
    Email,
}

/// The third-party account that a channel is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BoundResource {
    /// A phone number of a WhatsApp Business Account.
    WhatsAppBusinessNumber,
    /// A Viber business account.
    ViberBusinessAccount,
    /// A Page on Facebook.
    FacebookPage,
    /// An Instagram account of the professional kind.
    InstagramProfessionalAccount,
    /// No account: the service is activated and configured instead.
    ServiceConfiguration,
}

/// What a tenant must have before a channel can be bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Prerequisite {
    /// A registered WhatsApp Business Account (WABA) whose business verification is complete.
    VerifiedWaba,
    /// A Facebook Business Manager account.
    FacebookBusinessManager,
    /// The Instagram account is linked to a Facebook Page.
    InstagramLinkedToPage,
    /// A registered sender ID, for international SMS.
    RegisteredSenderId,
    /// Sending preparations are complete: the domain is authenticated.
    AuthenticatedDomain,
}

impl ChannelType {
    /// All types, in the order people see.
    pub const ALL: [Self; 6] =
        [Self::WhatsApp, Self::Viber, Self::Messenger, Self::Instagram, Self::Sms, Self::Email];

    /// The word in addresses, forms and exports.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::WhatsApp => "whatsapp",
            Self::Viber => "viber",
            Self::Messenger => "messenger",
            Self::Instagram => "instagram",
            Self::Sms => "sms",
            Self::Email => "email",
        }
    }

    /// The type that [`Self::slug`] names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel_type| channel_type.slug() == slug)
    }

    /// The product's own name, the same in every language.
    pub const fn product_name(self) -> &'static str {
        match self {
            Self::WhatsApp => "WhatsApp",
            Self::Viber => "Viber",
            Self::Messenger => "Messenger",
            Self::Instagram => "Instagram",
            Self::Sms => "SMS",
            Self::Email => "Email",
        }
    }

    /// The number it is stored as: 1 to 6 in the order of [`Self::ALL`], so that the database
    /// sorts by it as people expect.
    pub const fn number(self) -> i16 {
        self as i16 + 1
    }

    /// The type that [`Self::number`] names.
    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|channel_type| channel_type.number() == number)
    }

    /// What a channel of this type is bound to. Source: the model product's channel table.
    pub const fn bound_resource(self) -> BoundResource {
        match self {
            Self::WhatsApp => BoundResource::WhatsAppBusinessNumber,
            Self::Viber => BoundResource::ViberBusinessAccount,
            Self::Messenger => BoundResource::FacebookPage,
            Self::Instagram => BoundResource::InstagramProfessionalAccount,
            Self::Sms | Self::Email => BoundResource::ServiceConfiguration,
        }
    }

    /// Whether its platform has one callback for the whole app, and names the account in what it
    /// sends there.
    pub const fn has_callback_of_app(self) -> bool {
        matches!(self, Self::WhatsApp | Self::Messenger | Self::Instagram)
    }

    /// Whether its platform does not call, so that this installation may hold a lasting session
    /// to hear of what happens: with a carrier's SMPP server, with a mailbox.
    pub const fn may_listen(self) -> bool {
        matches!(self, Self::Sms | Self::Email)
    }

    /// What must be there before binding. Source: the model product's channel table.
    pub const fn prerequisites(self) -> &'static [Prerequisite] {
        match self {
            Self::WhatsApp => &[Prerequisite::VerifiedWaba],
            Self::Viber => &[],
            Self::Messenger => &[Prerequisite::FacebookBusinessManager],
            Self::Instagram => {
                &[Prerequisite::FacebookBusinessManager, Prerequisite::InstagramLinkedToPage]
            }
            Self::Sms => &[Prerequisite::RegisteredSenderId],
            Self::Email => &[Prerequisite::AuthenticatedDomain],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_and_numbers_lead_back_to_their_type() {
        for channel_type in ChannelType::ALL {
            assert_eq!(ChannelType::from_slug(channel_type.slug()), Some(channel_type));
            assert_eq!(ChannelType::from_number(channel_type.number()), Some(channel_type));
        }
        assert_eq!(ChannelType::from_slug("WhatsApp"), None);
        assert_eq!(ChannelType::from_number(0), None);
        assert_eq!(ChannelType::from_number(7), None);
    }

    #[test]
    fn the_order_is_the_one_people_see() {
        let names: Vec<_> = ChannelType::ALL.iter().map(|one| one.product_name()).collect();
        assert_eq!(names, ["WhatsApp", "Viber", "Messenger", "Instagram", "SMS", "Email"]);
        assert!(ChannelType::ALL.is_sorted_by_key(|one| one.number()));
    }
}

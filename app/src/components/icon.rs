use domain::channel::ChannelType;
use leptos::prelude::*;

/// A picture of the sprite that stands once on every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Icon {
    WhatsApp,
    Viber,
    Messenger,
    Instagram,
    Sms,
    Email,
    Channels,
    Customers,
    Members,
    Person,
    Organisation,
    BackOffice,
    Help,
    Notifications,
    Plus,
    Search,
    Copy,
    Download,
    Check,
    Warning,
    Language,
    Theme,
    Close,
}

impl Icon {
    const ALL: [Self; 23] = [
        Self::WhatsApp,
        Self::Viber,
        Self::Messenger,
        Self::Instagram,
        Self::Sms,
        Self::Email,
        Self::Channels,
        Self::Customers,
        Self::Members,
        Self::Person,
        Self::Organisation,
        Self::BackOffice,
        Self::Help,
        Self::Notifications,
        Self::Plus,
        Self::Search,
        Self::Copy,
        Self::Download,
        Self::Check,
        Self::Warning,
        Self::Language,
        Self::Theme,
        Self::Close,
    ];

    const fn id(self) -> &'static str {
        match self {
            Self::WhatsApp => "i-whatsapp",
            Self::Viber => "i-viber",
            Self::Messenger => "i-messenger",
            Self::Instagram => "i-instagram",
            Self::Sms => "i-sms",
            Self::Email => "i-email",
            Self::Channels => "i-channels",
            Self::Customers => "i-customers",
            Self::Members => "i-members",
            Self::Person => "i-person",
            Self::Organisation => "i-organisation",
            Self::BackOffice => "i-back-office",
            Self::Help => "i-help",
            Self::Notifications => "i-notifications",
            Self::Plus => "i-plus",
            Self::Search => "i-search",
            Self::Copy => "i-copy",
            Self::Download => "i-download",
            Self::Check => "i-check",
            Self::Warning => "i-warning",
            Self::Language => "i-language",
            Self::Theme => "i-theme",
            Self::Close => "i-close",
        }
    }

    /// Drawn on a grid of 24 by 24, in lines of the text's colour. Our own drawings: the platforms'
    /// logos are theirs.
    const fn path(self) -> &'static str {
        match self {
            Self::WhatsApp => {
                "M4 20l1.3-4A8 8 0 1 1 8 18.8zM9 8.5c0 4 2.5 6.5 6.5 6.5l.5-2-2-1-1 1c-1-.5-1.5-1-2-2\
                 l1-1-1-2z"
            }
            Self::Viber => {
                "M6 4h12a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-5l-4 4v-4H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z\
                 M9 8c0 3 2 5 5 5M12 8a3 3 0 0 1 3 3"
            }
            Self::Messenger => {
                "M12 4c4.7 0 8 3.3 8 7.5S16.7 19 12 19c-.8 0-1.6-.1-2.3-.3L6.5 20.500V17.3\
                 C5 16 4 14 4 11.5 4 7.3 7.3 4 12 4zM7.5 13.500l3-3.5 3 2.5 3-2.5"
            }
            Self::Instagram => {
                "M8 4h8a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z\
                 M12 8.500a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM16.5 7.500h.01"
            }
            Self::Sms => {
                "M5 5h14a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8l-4 3.500V17H5a1 1 0 0 1-1-1V6a1 1 0 0 1 \
                 1-1zM8 11h.01M12 11h.01M16 11h.01"
            }
            Self::Email => {
                "M5 6h14a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1z\
                 M4.5 7.500L12 13l7.5-5.5"
            }
            Self::Channels => {
                "M4 8c2.5-2.5 5.5-2.5 8 0s5.5 2.5 8 0M4 13c2.5-2.5 5.5-2.5 8 0s5.5 2.5 \
                 8 0M4 18c2.5-2.5 5.5-2.5 8 0s5.5 2.5 8 0"
            }
            Self::Customers => {
                "M5 8h14a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM9 8V5h6v3M4 13h16"
            }
            Self::Members => {
                "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM3 20a6 6 0 0 1 12 0M16 5.500a3.5 3.5 0 \
                 0 1 0 6.500M17.500 14.500A6 6 0 0 1 21 20"
            }
            Self::Person => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM5 20a7 7 0 0 1 14 0",
            Self::Organisation => "M5 20V5h9v15M14 10h5v10M3 20h18M8 9h3M8 12.500h3M8 16h3",
            Self::BackOffice => {
                "M4 20V8l8-4 8 4v12M4 20h16M9 20v-5h6v5M8.500 11h.01M12 11h.01M15.500 11h.01"
            }
            Self::Help => {
                "M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM9.5 9.500a2.5 2.5 0 1 1 3.5 \
                 2.300c-.7.4-1 .9-1 1.700M12 16.500h.01"
            }
            Self::Notifications => "M6 16v-5a6 6 0 0 1 12 0v5l1.500 2h-15zM10 20.500a2 2 0 0 0 4 0",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Search => "M10.5 4.500a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5",
            Self::Copy => {
                "M9 9h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1zM5 15H4\
                 a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v1"
            }
            Self::Download => "M12 4v11M7.5 11l4.5 4.5 4.5-4.500M5 20h14",
            Self::Check => "M5 12.500l4.5 4.500L19 7.5",
            Self::Warning => "M12 4l9 16H3zM12 10v4.500M12 17.200h.01",
            Self::Language => {
                "M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.500c5 5 5 12 0 \
                 17M12 3.500c-5 5-5 12 0 17"
            }
            Self::Theme => "M12 3.500a8.5 8.5 0 1 0 0 17zM12 3.500a8.5 8.5 0 0 1 0 17",
            Self::Close => "M6 6l12 12M18 6L6 18",
        }
    }
}

/// The icon of a channel type.
pub(crate) const fn type_icon(channel_type: ChannelType) -> Icon {
    match channel_type {
        ChannelType::WhatsApp => Icon::WhatsApp,
        ChannelType::Viber => Icon::Viber,
        ChannelType::Messenger => Icon::Messenger,
        ChannelType::Instagram => Icon::Instagram,
        ChannelType::Sms => Icon::Sms,
        ChannelType::Email => Icon::Email,
    }
}

/// All icons, once on every page and never seen: each place where one is shown only refers to it,
/// which keeps a table of a hundred rows small.
#[component]
pub(crate) fn Sprite() -> impl IntoView {
    let symbols = Icon::ALL.map(|icon| {
        view! {
            <symbol id=icon.id() viewBox="0 0 24 24">
                <path d=icon.path()></path>
            </symbol>
        }
    });
    view! {
        <svg class="sprite" aria-hidden="true">
            {symbols.into_iter().collect_view()}
        </svg>
    }
    .into_any()
}

/// An icon. It says nothing by itself: the words stand beside it, seen or for screen readers.
#[component]
pub(crate) fn IconView(icon: Icon) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=format!("#{}", icon.id())></use>
        </svg>
    }
    .into_any()
}

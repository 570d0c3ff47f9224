use domain::channel::ChannelType;
use domain::platform::CredentialFault;

use crate::locale::{CredentialTexts, WayTexts};

pub(super) const WAY: fn(ChannelType, &str) -> Option<WayTexts> = |channel_type, way| {
    Some(match (channel_type, way) {
        (ChannelType::WhatsApp, "embedded_signup") => WayTexts {
            title: "Sign up at Meta",
            when: "The usual way: you sign in at Meta, choose the number there and come back. \
                   No token has to be copied.",
        },
        (ChannelType::WhatsApp, "system_user") => WayTexts {
            title: "System user's token",
            when: "If your company has a system user in its Meta business portfolio, with a \
                   token for the app of this console.",
        },
        (ChannelType::Messenger, "facebook_login") => WayTexts {
            title: "Sign in at Facebook",
            when: "You sign in at Facebook, allow access and choose the Page.",
        },
        (ChannelType::Instagram, "instagram_login") => WayTexts {
            title: "Sign in at Instagram",
            when: "If you can sign in to the professional account itself. No Facebook Page is \
                   needed.",
        },
        (ChannelType::Instagram, "facebook_login") => WayTexts {
            title: "Sign in at Facebook",
            when: "If the professional account is linked to a Facebook Page that you manage.",
        },
        (ChannelType::Viber, "token") => WayTexts {
            title: "Authentication token",
            when: "You copy the token of the account from Viber's admin panel.",
        },
        (ChannelType::Sms, "twilio") => WayTexts {
            title: "Twilio, or a provider with the same interface",
            when: "If your provider gave you an Account SID and an Auth Token.",
        },
        (ChannelType::Sms, "smpp") => WayTexts {
            title: "SMPP",
            when: "If a carrier or provider gave you a host, a port and a system ID for a \
                   direct connection.",
        },
        (ChannelType::Email, "smtp") => WayTexts {
            title: "Mail server (SMTP)",
            when: "Mail goes out through your own or your provider's mail server, with a user \
                   name and a password.",
        },
        _ => return None,
    })
};

pub(super) const CREDENTIAL: fn(&str, &str) -> Option<CredentialTexts> = |way, field| {
    Some(match (way, field) {
        ("embedded_signup", "waba_id") => CredentialTexts {
            label: "WhatsApp Business Account ID",
            hint: "Leave it empty to choose the account at Meta.",
        },
        ("embedded_signup", "phone_number_id") => CredentialTexts {
            label: "Phone number ID",
            hint: "Leave it empty to choose the number afterwards.",
        },
        ("system_user", "waba_id") => CredentialTexts {
            label: "WhatsApp Business Account ID",
            hint: "In the settings of your Meta business portfolio, under WhatsApp accounts.",
        },
        ("system_user", "phone_number_id") => CredentialTexts {
            label: "Phone number ID",
            hint: "An id that Meta gives the number, not the phone number itself.",
        },
        ("system_user", "token") => CredentialTexts {
            label: "Access token of the system user",
            hint: "With the permissions whatsapp_business_management and \
                   whatsapp_business_messaging.",
        },
        ("embedded_signup" | "system_user", "pin") => CredentialTexts {
            label: "PIN of the number",
            hint: "Six digits, needed only while the number is not registered: the PIN of its \
                   two-step verification, or a new one if it has none.",
        },
        ("token", "token") => CredentialTexts {
            label: "Authentication token",
            hint: "In Viber's admin panel, in the settings of the account.",
        },
        ("twilio", "account_sid") => {
            CredentialTexts { label: "Account SID", hint: "Begins with AC." }
        }
        ("twilio", "auth_token") => CredentialTexts {
            label: "Auth Token",
            hint: "Needed beside an API key, too: it proves that callbacks come from the \
                   provider.",
        },
        ("twilio", "api_key") => CredentialTexts {
            label: "API key SID",
            hint: "Begins with SK. If it is given, requests are made with it and not with the \
                   Auth Token.",
        },
        ("twilio", "api_key_secret") => {
            CredentialTexts { label: "API key secret", hint: "Belongs to the API key SID." }
        }
        ("twilio", "sender") => CredentialTexts {
            label: "Sender",
            hint: "A number with + and country code, a sender name, or the SID of a messaging \
                   service.",
        },
        ("twilio", "base_url") => CredentialTexts {
            label: "Address of the interface",
            hint: "Only for another provider with Twilio's interface. Empty for Twilio itself.",
        },
        ("twilio" | "smpp", "registration_state") => CredentialTexts {
            label: "Registration of the sender",
            hint: "Some countries allow only registered senders. This is recorded here, not \
                   checked at the authority.",
        },
        ("twilio" | "smpp", "registration_country") => CredentialTexts {
            label: "Country of the registration",
            hint: "Where the sender is or has to be registered.",
        },
        ("twilio" | "smpp", "registration_reference") => CredentialTexts {
            label: "Reference of the registration",
            hint: "Number of the document or request, to find it again.",
        },
        ("twilio" | "smpp", "registration_until") => CredentialTexts {
            label: "Registration valid until",
            hint: "The last day. Admins are reminded 30, 14, 7 days and 1 day before.",
        },
        ("smpp", "host") => CredentialTexts {
            label: "Host",
            hint: "The host name of the SMPP server, without a port.",
        },
        ("smpp", "port") => {
            CredentialTexts { label: "Port", hint: "The number that your provider gave you." }
        }
        ("smpp", "encryption") => CredentialTexts {
            label: "Encryption",
            hint: "Without encryption, the password and every message can be read on the way.",
        },
        ("smpp", "system_id") => CredentialTexts {
            label: "System ID",
            hint: "The name with which you sign in to the SMPP server.",
        },
        ("smpp", "password") => {
            CredentialTexts { label: "Password", hint: "The password of the system ID." }
        }
        ("smpp", "system_type") => {
            CredentialTexts { label: "System type", hint: "Only if your provider gave you one." }
        }
        ("smpp", "sender") => CredentialTexts {
            label: "Sender",
            hint: "A number with country code, a short code or a sender name.",
        },
        ("smpp", "message_ids") => CredentialTexts {
            label: "Message IDs in receipts",
            hint: "Ask your provider. Leave it empty if receipts arrive for the right messages.",
        },
        ("smtp", "host") => CredentialTexts {
            label: "Host",
            hint: "The host name of the mail server, without a port.",
        },
        ("smtp", "port") => {
            CredentialTexts { label: "Port", hint: "Usually 587 with STARTTLS and 465 with TLS." }
        }
        ("smtp", "encryption") => CredentialTexts {
            label: "Encryption",
            hint: "Mail is never handed over without encryption.",
        },
        ("smtp", "mechanism") => CredentialTexts {
            label: "Way to sign in",
            hint: "XOAUTH2 only if your provider asks for an access token in place of a \
                   password.",
        },
        ("smtp", "username") => {
            CredentialTexts { label: "User name", hint: "Often the e-mail address itself." }
        }
        ("smtp", "password") => CredentialTexts {
            label: "Password or access token",
            hint: "Many providers ask for an app password in place of your own.",
        },
        ("smtp", "sender") => CredentialTexts {
            label: "Sender's address",
            hint: "What recipients see as the sender and reply to.",
        },
        ("smtp", "sender_name") => {
            CredentialTexts { label: "Sender's name", hint: "Shown beside the address." }
        }
        ("smtp", "imap_host") => CredentialTexts {
            label: "IMAP host",
            hint: "The host of the sender's mailbox, to hear of bounces and replies. It is signed in \
                   to with the user name and password above, and nothing in it is changed. Empty \
                   if the mailbox is not to be read.",
        },
        ("smtp", "imap_port") => CredentialTexts {
            label: "IMAP port",
            hint: "993 unless your provider says otherwise. TLS from the start.",
        },
        ("smtp", "spf_include") => CredentialTexts {
            label: "SPF domain of the provider",
            hint: "What your provider asks you to put after include: in the SPF record. Used to \
                   check your domain.",
        },
        ("smtp", "dkim_selector") => CredentialTexts {
            label: "DKIM selector",
            hint: "Your provider names it. Without it, the DKIM record cannot be checked.",
        },
        _ => return None,
    })
};

pub(super) const CHOICE: fn(&str, &str) -> Option<&'static str> = |field, word| {
    Some(match (field, word) {
        ("encryption", "tls") => "TLS from the start (recommended)",
        ("encryption", "starttls") => "STARTTLS",
        ("encryption", "none") => "None: can be read on the way",
        ("mechanism", "password") => "User name and password",
        ("mechanism", "xoauth2") => "XOAUTH2 access token",
        ("message_ids", "same") => "The same as when sending",
        ("message_ids", "zeros") => "The same, but for zeros in front and capital letters",
        ("message_ids", "hex_answers") => "Hexadecimal when sending, decimal in receipts",
        ("message_ids", "hex_receipts") => "Decimal when sending, hexadecimal in receipts",
        ("registration_state", "not_required") => "Not required",
        ("registration_state", "required") => "Required, not requested yet",
        ("registration_state", "submitted") => "Requested, no decision yet",
        ("registration_state", "approved") => "Approved",
        ("registration_state", "rejected") => "Rejected",
        _ => return None,
    })
};

pub(super) const CREDENTIAL_FAULT: fn(CredentialFault) -> &'static str = |fault| match fault {
    CredentialFault::Missing => "Fill in this field.",
    CredentialFault::Invalid => {
        "The platform cannot take this value. Enter it again without invisible characters."
    }
    CredentialFault::NoDate => {
        "This is no date. Enter year, month and day, for example 2027-03-31, or leave it empty."
    }
};

use domain::channel::ChannelType;

use crate::locale::message_texts::MessageTexts;

pub(super) const MESSAGE: MessageTexts = MessageTexts {
    heading: "Test message",
    explanation: "A message to yourself shows at once whether the channel works.",
    candidate_explanation: "Try the new account before you give it to the channel. The present \
                            one stays in use.",
    recipient_hint: |channel_type| match channel_type {
        ChannelType::WhatsApp => {
            "A number in international form, without signs, that has written to you within the \
             last 24 hours."
        }
        ChannelType::Viber => "The ID of somebody who has subscribed to the account.",
        ChannelType::Messenger => "The ID of somebody who has written to the Page.",
        ChannelType::Instagram => "The ID of somebody who has written to the account.",
        ChannelType::Sms => "A number in international form, for example +15550101234.",
        ChannelType::Email => "An e-mail address.",
    },
    default_text: "This is a test message from Suiro.",
    text_hint: "Only the recipient and what becomes of the message are kept, not the text.",
    send: "Send test message",
    sent_notice: "The message was handed over. Below you see what becomes of it.",
    recent: "Recent test messages",
    none_yet: "No test message has been sent yet.",
    to: |recipient| format!("To {recipient}"),
    sending: "Being handed over",
    accepted: "Taken by the platform",
    sent: "On its way",
    delivered: "Delivered",
    read: "Read",
    failed: "Not delivered",
    refused: "Refused",
    unknown: "Unknown: the answer was lost, so it is not sent again",
};

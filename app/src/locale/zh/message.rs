use domain::channel::ChannelType;

use crate::locale::message_texts::MessageTexts;

pub(super) const MESSAGE: MessageTexts = MessageTexts {
    heading: "测试消息",
    explanation: "给自己发一条消息，即可确认渠道是否正常工作。",
    candidate_explanation: "在把新账号交给渠道之前先试一试。现有账号继续使用。",
    recipient_hint: |channel_type| match channel_type {
        ChannelType::WhatsApp => {
            "国际格式的号码（不含符号），且该号码在过去 24 小时内给您发过消息。"
        }
        ChannelType::Viber => "已订阅该账号的用户 ID。",
        ChannelType::Messenger => "给该主页发过消息的用户 ID。",
        ChannelType::Instagram => "给该账号发过消息的用户 ID。",
        ChannelType::Sms => "国际格式的号码，例如 +15550101234。",
        ChannelType::Email => "电子邮件地址。",
    },
    default_text: "这是来自 Suiro 的测试消息。",
    text_hint: "只保存收件人和消息的状态，不保存正文。",
    send: "发送测试消息",
    sent_notice: "消息已交给平台，状态见下方。",
    recent: "最近的测试消息",
    none_yet: "尚未发送过测试消息。",
    to: |recipient| format!("收件人：{recipient}"),
    sending: "正在提交",
    accepted: "平台已接收",
    sent: "发送中",
    delivered: "已送达",
    read: "已读",
    failed: "未送达",
    refused: "被拒绝",
    unknown: "未知：未收到答复，因此不会重发",
};

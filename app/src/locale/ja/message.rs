use domain::channel::ChannelType;

use crate::locale::message_texts::MessageTexts;

pub(super) const MESSAGE: MessageTexts = MessageTexts {
    heading: "テストメッセージ",
    explanation: "自分宛てに送信すると、チャンネルが正しく動作しているかすぐに確認できます。",
    candidate_explanation: "チャンネルに割り当てる前に、新しいアカウントを試せます。現在のアカウントはそのまま使われます。",
    recipient_hint: |channel_type| match channel_type {
        ChannelType::WhatsApp => {
            "国際形式の電話番号（記号なし）。24 時間以内にこの番号からメッセージを受信している必要があります。"
        }
        ChannelType::Viber => "アカウントを購読しているユーザーの ID。",
        ChannelType::Messenger => "ページにメッセージを送ったユーザーの ID。",
        ChannelType::Instagram => "アカウントにメッセージを送ったユーザーの ID。",
        ChannelType::Sms => "国際形式の電話番号（例: +15550101234）。",
        ChannelType::Email => "メールアドレス。",
    },
    default_text: "Suiro からのテストメッセージです。",
    text_hint: "保存されるのは宛先と配信状況だけで、本文は保存されません。",
    send: "テストメッセージを送信",
    sent_notice: "メッセージを引き渡しました。その後の状況は下に表示されます。",
    recent: "最近のテストメッセージ",
    none_yet: "テストメッセージはまだ送信されていません。",
    to: |recipient| format!("宛先: {recipient}"),
    sending: "引き渡し中",
    accepted: "プラットフォームが受け付けました",
    sent: "送信中",
    delivered: "配信済み",
    read: "既読",
    failed: "配信できませんでした",
    refused: "拒否されました",
    unknown: "不明（応答が失われたため、再送信はしません）",
};

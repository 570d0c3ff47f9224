use domain::channel_settings::Weekday;

use crate::locale::ChannelSettingsTexts;

pub(super) const CHANNEL_SETTINGS: ChannelSettingsTexts = ChannelSettingsTexts {
    heading: "設定",
    introduction: "このチャンネルでお客様に伝える事業者の情報です。設定はチャンネルに属するため、後で別の\
                   アカウントにバインドしても、そのアカウントに反映されます。",
    nothing_at_platform: |platform| {
        format!(
            "{platform} のアカウントには、ここから設定できる項目がありません。入力した内容はチーム用の\
             記録としてここに保存されます。"
        )
    },
    nothing_set: "まだ何も設定されていません。",
    change: "設定を変更",
    of_account: |platform| format!("{platform} のアカウントに表示されます"),
    of_messages: "メッセージを送信するたびに付きます",
    kept_here: |platform| {
        format!("チーム用にここへ保存されます（{platform} には設定する場所がありません）")
    },
    not_bound: "チャンネルがバインドされると、アカウントに反映されます。",
    waiting: "まもなくアカウントに反映されます。",
    applied_since: "アカウントに反映済み：",
    put_off: "アカウントにまだ反映されていません",
    next_try: "次の試行",
    pass_on: "今すぐ反映",
    passed_on_notice: "設定をアカウントに反映しました。",
    put_off_notice: "設定をアカウントに反映できませんでした。理由は下に表示されています。自動的に再試行\
                     します。",
    being_passed_on_notice: "現在アカウントへ反映しています。",
    saved_notice: "設定を保存しました。",
    found_heading: "アカウント側の内容（ここの設定と異なるもの）",
    found_explanation: "ここでは何も設定されていないため、アカウントは現在の内容のままです。",
    found_filled_in: "アカウントの現在の内容が入力されています。保存するまで何も変わりません。",
    nothing_found: "空欄",
    sender_heading: "送信者と言語",
    business_heading: "事業者について",
    hours_heading: "営業時間",
    contact_heading: "連絡先",
    empty_fields: "空欄の項目については、アカウントの内容を変更しません。ここで設定した項目を後で空欄に\
                   すると、アカウントからも削除されます。",
    line_stays: "WhatsApp ではこの 1 行を置き換えることはできますが、削除はできません。",
    no_language: "指定なし",
    time_zone_hint: "例：Asia/Tokyo。営業時間を入力する場合は必須です。",
    hours_hint: "休業日は空欄のままにします。深夜 0 時に終わる場合は 00:00 と入力し、0 時をまたぐ場合は\
                 翌日を 00:00 開始としてください。",
    time_label: |opening, begins| match (opening, begins) {
        (1, true) => "1 つ目の時間帯の開始",
        (1, false) => "1 つ目の時間帯の終了",
        (_, true) => "2 つ目の時間帯の開始",
        (_, false) => "2 つ目の時間帯の終了",
    },
    until: "～",
    always_closed: "営業時間なし",
    phone_hint: "国番号を付けて入力します。例：+81 3 1234 5678",
    website_hint: "アドレス全体を入力します。例：https://www.example.com",
    at_most: |length| format!("{length} 文字以内"),
};

pub(super) const fn hours(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "月曜日",
        Weekday::Tuesday => "火曜日",
        Weekday::Wednesday => "水曜日",
        Weekday::Thursday => "木曜日",
        Weekday::Friday => "金曜日",
        Weekday::Saturday => "土曜日",
        Weekday::Sunday => "日曜日",
    }
}

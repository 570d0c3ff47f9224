use domain::channel_settings::Weekday;

use crate::locale::ChannelSettingsTexts;

pub(super) const CHANNEL_SETTINGS: ChannelSettingsTexts = ChannelSettingsTexts {
    heading: "配置",
    introduction: "客户通过此渠道看到的企业信息。配置属于渠道：以后换绑其他账号时，也会同步到新账号。",
    nothing_at_platform: |platform| {
        format!("{platform} 账号没有可在此设置的内容。您填写的内容仅保存在此处，供团队使用。")
    },
    nothing_set: "尚未设置任何内容。",
    change: "更改配置",
    of_account: |platform| format!("显示在 {platform} 账号上"),
    of_messages: "随每条消息发送",
    kept_here: |platform| format!("仅保存在此处供团队使用；{platform} 没有对应的设置"),
    not_bound: "渠道绑定后会立即同步到账号。",
    waiting: "即将同步到账号。",
    applied_since: "已同步到账号：",
    put_off: "尚未同步到账号",
    next_try: "下次尝试",
    pass_on: "立即同步",
    passed_on_notice: "配置已同步到账号。",
    put_off_notice: "配置未能同步到账号。原因见下方；系统会自动重试。",
    being_passed_on_notice: "正在将配置同步到账号。",
    saved_notice: "配置已保存。",
    found_heading: "账号上与此处不同的内容",
    found_explanation: "此处尚未设置，账号保持现有内容：",
    found_filled_in: "已填入账号的现有内容。保存之前不会有任何更改。",
    nothing_found: "空",
    sender_heading: "发送方与语言",
    business_heading: "企业介绍",
    hours_heading: "营业时间",
    contact_heading: "联系方式",
    empty_fields: "留空的字段不会改变账号的内容。如果之后清空在此设置过的内容，账号上的内容也会被移除。",
    line_stays: "WhatsApp 只允许替换这一行，不允许移除。",
    no_language: "未设置",
    time_zone_hint: "例如 Asia/Tokyo。填写营业时间时必填。",
    hours_hint: "休息日请留空。营业到午夜请填写 00:00；如果营业到午夜之后，请在次日从 00:00 开始填写。",
    time_label: |opening, begins| match (opening, begins) {
        (1, true) => "第一时段开始",
        (1, false) => "第一时段结束",
        (_, true) => "第二时段开始",
        (_, false) => "第二时段结束",
    },
    until: "至",
    always_closed: "无营业时间",
    phone_hint: "请按国际格式填写，例如 +81 3 1234 5678。",
    website_hint: "请填写完整地址，例如 https://www.example.com。",
    at_most: |length| format!("最多 {length} 个字符。"),
};

pub(super) const fn hours(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "星期一",
        Weekday::Tuesday => "星期二",
        Weekday::Wednesday => "星期三",
        Weekday::Thursday => "星期四",
        Weekday::Friday => "星期五",
        Weekday::Saturday => "星期六",
        Weekday::Sunday => "星期日",
    }
}

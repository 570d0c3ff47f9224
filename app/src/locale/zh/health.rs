use domain::channel::ChannelHealth;
use domain::health::{Certainty, Side, Verdict};
use domain::mail::MailState;
use domain::notification::NewsKind;
use domain::platform::Expiring;

use crate::locale::health_texts::{HealthTexts, NotificationTexts, SettingsTexts};

pub(super) const HEALTH: HealthTexts = HealthTexts {
    heading: "运行状况",
    level: |level| match level {
        ChannelHealth::NotMeasured => "未检测",
        ChannelHealth::Healthy => "正常",
        ChannelHealth::Degraded => "部分异常",
        ChannelHealth::Down => "无法发送",
        ChannelHealth::NeedsReauthorisation => "需要重新授权",
    },
    meaning: |level| match level {
        ChannelHealth::NotMeasured => "渠道的运行状况尚不清楚。",
        ChannelHealth::Healthy => "所有可检测的项目均正常。",
        ChannelHealth::Degraded => "渠道可以发送，但有其他项目不正常，或即将失效。",
        ChannelHealth::Down => "渠道无法发送消息。",
        ChannelHealth::NeedsReauthorisation => "平台拒绝了本控制台的请求，渠道需要重新授权。",
    },
    side: |side| match side {
        Side::Authorisation => "授权",
        Side::Outbound => "发送",
        Side::Inbound => "接收",
        Side::Callback => "回调",
    },
    verdict: |verdict| match verdict {
        Verdict::NotMeasured => "尚不清楚",
        Verdict::Works => "正常",
        Verdict::Warns(_) => "正常，但有警告",
        Verdict::Fails(_) => "不正常",
        Verdict::NotObservable => "平台不提供此信息",
    },
    last_success: "上次成功",
    last_error: "上次错误",
    never: "无",
    checked_ago: |seconds| match seconds {
        ..60 => "不到 1 分钟前检测。".to_owned(),
        60..7_200 => format!("{} 分钟前检测。", seconds / 60),
        _ => format!("{} 小时前检测。", seconds / 3_600),
    },
    not_checked_yet: "正在等待首次检测。",
    unanswered_since: "无响应起始时间",
    unconfirmed: "平台拒绝了上次请求。约 1 分钟后会再次检测，若再次被拒绝，则渠道需要重新授权。",
    check_now: "立即检测",
    checked_notice: "渠道已检测。",
    too_soon_notice: "渠道刚刚检测过，请过几秒再试。",
    facts: "平台提供的信息",
    expiries: "到期事项",
    expiring: |what| match what {
        Expiring::Authorisation => "授权",
        Expiring::Certificate => "服务器证书",
        Expiring::SenderId => "发送方 ID 登记",
    },
    days_left: |days| match days {
        0 => "已到期".to_owned(),
        1 => "1 天内到期".to_owned(),
        _ => format!("剩余 {days} 天"),
    },
    quiet: "异常安静的起始时间",
    quiet_usual: |events| format!("即使在较安静的一周，这段时间也会收到 {events} 条消息。"),
    certainty: |certainty| match certainty {
        Certainty::Likely => "可能并非偶然。",
        Certainty::AlmostCertain => "几乎可以肯定并非偶然。",
    },
    traffic: "最近 7 天的消息量",
    received: "接收消息",
    sent: "发送消息",
    last_callback: "最近一次回调",
    last_inbound: "最近一次接收",
};

pub(super) const NOTIFICATIONS: NotificationTexts = NotificationTexts {
    heading: "通知",
    introduction: "贵组织渠道的动态，最新的在前。",
    none: "暂无需要您了解的事项。",
    unread: "未读",
    count_unread: |count| match count {
        100.. => "99 条以上未读".to_owned(),
        _ => format!("{count} 条未读"),
    },
    mark_all_read: "全部标为已读",
    older: "更早的通知",
    news: |kind| match kind {
        NewsKind::Down => "无法发送".to_owned(),
        NewsKind::Degraded => "部分异常".to_owned(),
        NewsKind::NeedsReauthorisation => "需要重新授权".to_owned(),
        NewsKind::Recovered => "已恢复".to_owned(),
        NewsKind::Expires { what, days, .. } => {
            format!("{}将在 {days} 天内到期", (HEALTH.expiring)(what))
        }
        NewsKind::Quiet { .. } => "异常安静".to_owned(),
        NewsKind::HeardAgain => "往来已恢复".to_owned(),
    },
    settings: SettingsTexts {
        heading: "通知的发送方式",
        link: "邮件与 Webhook",
        mail_heading: "邮件",
        mail_explanation: "每条通知都会以邮件发送给贵组织的所有管理员。",
        no_mail: "本控制台不发送邮件，请联系控制台的运维人员。",
        webhook_heading: "Webhook",
        webhook_explanation: "每条通知都会以 JSON 发送到您的地址，并按 Standard Webhooks 签名。\
                              未被接收的通知会以逐渐延长的间隔重发，持续约 18 小时。",
        none: "尚未设置地址。",
        address: "地址",
        address_hint: "以 https:// 开头",
        set: "设置地址",
        replace: "更换地址",
        replace_explanation: "设置地址（即使是同一地址）会生成新的密钥，旧密钥随即失效。",
        remove: "停止发送",
        removed_notice: "已停止通过 Webhook 发送通知。",
        set_by: "设置者",
        secret_heading: "用于验证签名的密钥",
        secret_explanation: "仅在此显示一次，请妥善保存以供接收端使用。",
        copy_secret: "复制密钥",
        deliveries: "最近的 Webhook",
        no_deliveries: "尚未发送。",
        delivery: |state| match state {
            MailState::Waiting => "等待发送",
            MailState::Sent => "已接收",
            MailState::GivenUp => "已放弃",
        },
    },
    mail_subject: |kind, channel| format!("{channel}：{}", (NOTIFICATIONS.news)(kind)),
    mail: |parts| {
        let happened = match parts.kind {
            NewsKind::Down => "无法发送消息",
            NewsKind::Degraded => "可以发送，但有其他项目不正常，或即将失效",
            NewsKind::NeedsReauthorisation => "需要重新授权：平台拒绝了本控制台的请求",
            NewsKind::Recovered => "已恢复正常",
            NewsKind::Expires { .. } => "如不续期将停止工作",
            NewsKind::Quiet { .. } => "在每周的这个时段从未如此安静",
            NewsKind::HeardAgain => "的往来已恢复",
        };
        let happened = format!(
            "{} 的渠道“{}”（{}）{happened}。\n\n发现时间：{}",
            parts.organisation, parts.channel, parts.channel_type, parts.moment
        );
        let other = match (parts.kind, parts.other_moment) {
            (NewsKind::Expires { what, .. }, Some(moment)) => {
                Some(format!("{}到期时间：{moment}", (HEALTH.expiring)(what)))
            }
            (NewsKind::Quiet { .. }, Some(moment)) => {
                Some(format!("自 {moment} 起没有收到任何消息。"))
            }
            _ => None,
        };
        let reason = parts.reason.map(|(cause, next_step)| format!("{cause}\n{next_step}"));
        let link = format!("在控制台中打开该渠道：\n\n{}", parts.address);
        let paragraphs = [Some(happened), other, reason, Some(link)];
        paragraphs.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    },
};

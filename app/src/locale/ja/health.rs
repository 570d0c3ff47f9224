use domain::channel::ChannelHealth;
use domain::health::{Certainty, Side, Verdict};
use domain::mail::MailState;
use domain::notification::NewsKind;
use domain::platform::Expiring;

use crate::locale::health_texts::{HealthTexts, NotificationTexts, SettingsTexts};

pub(super) const HEALTH: HealthTexts = HealthTexts {
    heading: "稼働状況",
    level: |level| match level {
        ChannelHealth::NotMeasured => "未測定",
        ChannelHealth::Healthy => "正常",
        ChannelHealth::Degraded => "一部に問題あり",
        ChannelHealth::Down => "送信不可",
        ChannelHealth::NeedsReauthorisation => "再認証が必要",
    },
    meaning: |level| match level {
        ChannelHealth::NotMeasured => "チャンネルの状況はまだわかっていません。",
        ChannelHealth::Healthy => "確認できる項目はすべて正常です。",
        ChannelHealth::Degraded => {
            "送信はできますが、ほかに動作していない項目、または近く動作しなくなる項目があります。"
        }
        ChannelHealth::Down => "チャンネルからメッセージを送信できません。",
        ChannelHealth::NeedsReauthorisation => {
            "プラットフォームがこのコンソールからの要求を拒否しています。チャンネルの再認証が\
             必要です。"
        }
    },
    side: |side| match side {
        Side::Authorisation => "認証",
        Side::Outbound => "送信",
        Side::Inbound => "受信",
        Side::Callback => "コールバック",
    },
    verdict: |verdict| match verdict {
        Verdict::NotMeasured => "まだ不明",
        Verdict::Works => "正常",
        Verdict::Warns(_) => "正常（警告あり）",
        Verdict::Fails(_) => "動作していません",
        Verdict::NotObservable => "プラットフォームからは確認できません",
    },
    last_success: "最後の成功",
    last_error: "最後のエラー",
    never: "なし",
    checked_ago: |seconds| match seconds {
        ..60 => "1 分以内に確認しました。".to_owned(),
        60..7_200 => format!("{} 分前に確認しました。", seconds / 60),
        _ => format!("{} 時間前に確認しました。", seconds / 3_600),
    },
    not_checked_yet: "最初の確認を待っています。",
    unanswered_since: "応答がなくなった日時",
    unconfirmed: "プラットフォームが直前の要求を拒否しました。約 1 分後の確認でも拒否された場合は、\
                  チャンネルの再認証が必要です。",
    check_now: "今すぐ確認",
    checked_notice: "チャンネルを確認しました。",
    too_soon_notice: "チャンネルは確認されたばかりです。数秒後にもう一度お試しください。",
    facts: "プラットフォームからの情報",
    expiries: "期限",
    expiring: |what| match what {
        Expiring::Authorisation => "認証",
        Expiring::Certificate => "サーバーの証明書",
        Expiring::SenderId => "送信元 ID の登録",
    },
    days_left: |days| match days {
        0 => "期限切れ".to_owned(),
        1 => "残り 1 日以内".to_owned(),
        _ => format!("残り {days} 日"),
    },
    quiet: "通常より静かになった日時",
    quiet_usual: |events| {
        format!("静かな週でも、この時間帯には {events} 件のメッセージを受信しています。")
    },
    certainty: |certainty| match certainty {
        Certainty::Likely => "偶然ではない可能性があります。",
        Certainty::AlmostCertain => "偶然とはほぼ考えられません。",
    },
    traffic: "過去 7 日間の通信量",
    received: "受信メッセージ",
    sent: "送信メッセージ",
    last_callback: "最後のコールバック",
    last_inbound: "最後の受信",
};

pub(super) const NOTIFICATIONS: NotificationTexts = NotificationTexts {
    heading: "通知",
    introduction: "組織のチャンネルに起きたことを、新しい順に表示します。",
    none: "お知らせすることはありません。",
    unread: "未読",
    count_unread: |count| match count {
        100.. => "未読 99 件以上".to_owned(),
        _ => format!("未読 {count} 件"),
    },
    mark_all_read: "すべて既読にする",
    older: "以前の通知",
    news: |kind| match kind {
        NewsKind::Down => "送信できません".to_owned(),
        NewsKind::Degraded => "一部に問題があります".to_owned(),
        NewsKind::NeedsReauthorisation => "再認証が必要です".to_owned(),
        NewsKind::Recovered => "復旧しました".to_owned(),
        NewsKind::Expires { what, days, .. } => {
            format!("{}の期限まで {days} 日以内です", (HEALTH.expiring)(what))
        }
        NewsKind::Quiet { .. } => "通常より静かです".to_owned(),
        NewsKind::HeardAgain => "やり取りが再開しました".to_owned(),
    },
    settings: SettingsTexts {
        heading: "通知の送信先",
        link: "メールと Webhook",
        mail_heading: "メール",
        mail_explanation: "通知ごとに、組織のすべての管理者にメールが送信されます。",
        no_mail: "このコンソールからメールは送信されません。コンソールの運用担当者に\
                  お問い合わせください。",
        webhook_heading: "Webhook",
        webhook_explanation: "各通知は、Standard Webhooks の方式で署名された JSON として、指定の\
                              アドレスに送信されます。受け付けられなかった通知は、間隔を\
                              広げながら約 18 時間再送されます。",
        none: "アドレスは設定されていません。",
        address: "アドレス",
        address_hint: "https:// で始まるアドレス",
        set: "アドレスを設定",
        replace: "アドレスを変更",
        replace_explanation: "アドレスを設定すると（同じアドレスでも）新しいシークレットが作成\
                              され、以前のシークレットは無効になります。",
        remove: "送信をやめる",
        removed_notice: "Webhook による通知の送信を停止しました。",
        set_by: "設定者",
        secret_heading: "署名を検証するためのシークレット",
        secret_explanation: "表示されるのは今回だけです。受信側で使えるように保管してください。",
        copy_secret: "シークレットをコピー",
        deliveries: "最近の Webhook",
        no_deliveries: "まだ送信されていません。",
        delivery: |state| match state {
            MailState::Waiting => "送信待ち",
            MailState::Sent => "受付済み",
            MailState::GivenUp => "送信を断念",
        },
    },
    mail_subject: |kind, channel| format!("{channel}: {}", (NOTIFICATIONS.news)(kind)),
    mail: |parts| {
        let happened = match parts.kind {
            NewsKind::Down => "からメッセージを送信できません",
            NewsKind::Degraded => {
                "は送信できますが、ほかに動作していない、または近く動作しなくなる項目があります"
            }
            NewsKind::NeedsReauthorisation => {
                "は再認証が必要です。プラットフォームがこのコンソールからの要求を拒否しています"
            }
            NewsKind::Recovered => "は復旧しました",
            NewsKind::Expires { .. } => "は、更新しないと動作しなくなります",
            NewsKind::Quiet { .. } => "は、この曜日と時間帯としてはこれまでになく静かです",
            NewsKind::HeardAgain => "のやり取りが再開しました",
        };
        let happened = format!(
            "{} のチャンネル「{}」（{}）{happened}。\n\n検知した日時: {}",
            parts.organisation, parts.channel, parts.channel_type, parts.moment
        );
        let other = match (parts.kind, parts.other_moment) {
            (NewsKind::Expires { what, .. }, Some(moment)) => {
                Some(format!("{}の期限: {moment}", (HEALTH.expiring)(what)))
            }
            (NewsKind::Quiet { .. }, Some(moment)) => {
                Some(format!("{moment} 以降、メッセージを受信していません。"))
            }
            _ => None,
        };
        let reason = parts.reason.map(|(cause, next_step)| format!("{cause}\n{next_step}"));
        let link = format!("コンソールでチャンネルを開く:\n\n{}", parts.address);
        let paragraphs = [Some(happened), other, reason, Some(link)];
        paragraphs.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    },
};

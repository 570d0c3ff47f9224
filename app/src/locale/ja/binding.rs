use domain::binding::Purpose;
use domain::channel::ChannelType;

use crate::locale::binding_texts::BindingTexts;

const fn action(channel_type: ChannelType) -> &'static str {
    match channel_type {
        ChannelType::Sms | ChannelType::Email => "設定",
        _ => "バインド",
    }
}

pub(super) const BINDING: BindingTexts = BindingTexts {
    action,
    action_named: |channel_type, name| format!("「{name}」を{}", action(channel_type)),
    heading: |purpose, channel_type, name| match purpose {
        Purpose::Bind => format!("「{name}」の{}", action(channel_type)),
        Purpose::Reauthorise => format!("「{name}」の再認証"),
        Purpose::Rebind => format!("「{name}」のアカウントの変更"),
    },
    introduction: |purpose| match purpose {
        Purpose::Bind => {
            "どの段階でも中断し、あとで続けられます。最後の段階が終わるまで送受信は行われません。"
        }
        Purpose::Reauthorise => "アカウント、履歴、設定はそのままで、認証だけが新しくなります。",
        Purpose::Rebind => {
            "確定するまでは現在のアカウントがそのまま使われます。確定後 24 時間以内であれば元に戻せます。"
        }
    },
    go_on: "続ける",
    step_prepare: "準備",
    step_authorise: "認証",
    step_confirm: "確定",
    step_test: "テスト",
    start: "開始",
    no_platform: "このシステムはこのプラットフォームに接続できません。運用担当者にお問い合わせください。",
    in_progress: |name| format!("{name} がこのチャンネルのバインドを行っています。"),
    since: "開始:",
    cancel: "バインドを取り消す",
    cancel_explanation: "入力した内容は破棄されます。まだ何もバインドされていません。",
    cancel_told_explanation: "プラットフォームにはすでにアカウントが伝わっている可能性があるため、解放が通知されます。",
    ways_heading: "認証の方法を選択してください",
    find_account: "アカウントを確認",
    leave: "プラットフォームで続ける",
    leave_explanation: "プラットフォームのページに移動して同意すると、ここに戻ります。",
    leaving_heading: "プラットフォームへ移動します",
    not_configured: "このシステムはまだプラットフォームにアプリを登録していません。この方法を使うには、運用担当者による設定が必要です。",
    choose_heading: "どのアカウントを使いますか？",
    choose: "選択",
    account_heading: "見つかったアカウント",
    account: "アカウント",
    account_id: "プラットフォーム上の ID",
    checks_heading: "準備の確認",
    check_again: "もう一度確認",
    some_fail: "準備が整っていない項目があります。このまま確定することもできますが、プラットフォームに拒否されたり、メッセージが届かなかったりする可能性があります。",
    confirm_heading: "このアカウントをバインドしますか？",
    confirm_explanation: |purpose| match purpose {
        Purpose::Bind | Purpose::Rebind => {
            "確定すると、このアカウントはこのチャンネル専用になります。バインドを解除できるのはアカウントマネージャーだけです。"
        }
        Purpose::Reauthorise => "新しい認証が以前の認証に置き換わります。",
    },
    confirm: "確定",
    confirming: "バインドを確定しています。最大で 2 分ほどかかります。",
    look_again: "表示を更新",
    interrupted: "前回の確定処理が途中で切れたため、プラットフォームにはすでにこのアカウントが伝わっている可能性があります。もう一度確定するか、取り消してください。取り消すと解放されます。",
    other_account: "別のアカウントを使う",
    bound_notice: "チャンネルがバインドされました。テストメッセージを送信して動作をご確認ください。",
    cancelled_notice: "バインドを取り消しました。",
    rolled_back_notice: "チャンネルを以前のアカウントに戻しました。",
    repaired_notice: "コールバックを再設定しました。",
    repair_failed_notice: "コールバックを設定できませんでした。理由は履歴をご覧ください。",
    bound_since: "バインド日時",
    callback_address: "コールバックアドレス",
    copy_callback_address: "コールバックアドレスをコピー",
    reauthorise: "再認証",
    rebind: "別のアカウントを使う",
    repair: "コールバックを再設定",
    repair_explanation: "プラットフォームが別のアドレスに通知していると、受信メッセージがここに届きません。",
    kept: |account| format!("以前のアカウント「{account}」を保持しています。"),
    kept_until: "期限:",
    roll_back: "以前のアカウントに戻す",
    releasing: "プラットフォームでアカウントを解放しています。",
    release_tried_again: "前回の試みは成功しませんでした。再試行:",
    only_operators_bind: "チャンネルをバインドできるのはオペレーターと管理者です。",
};
